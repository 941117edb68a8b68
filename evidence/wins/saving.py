"""Saving one win from a page that may be older than what is stored.

The page sends for each field what it was when the page was made. A field is a conflict where it was changed here and,
to something else, in another tab or device meanwhile: then nothing of it is saved and both texts are shown.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.shortcuts import get_object_or_404
from django.utils import timezone

from evidence.models import User, Win
from evidence.wins.forms.wins import WinForm
from evidence.wins.writing import kept, write
from insights.catalog import catalog

UNDO_TOGETHER = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class Conflict:
    """A field that was changed here (`mine`, as typed) and elsewhere (`theirs`, in words)."""

    name: str
    label: str
    mine: Any
    theirs: str


@dataclass(frozen=True, slots=True)
class Saved:
    """What came of saving: the win as it is stored now, the form that was sent, and what is left to settle.

    `bases` says for each field what the page now knows to be stored: where nothing was written and nothing settled,
    that is what it knew before, so that a page that is too old stays known to be. `homeless` are sentences for skills
    that were unlinked elsewhere meanwhile: they have no place to be kept.
    """

    win: Win
    form: WinForm
    conflicts: tuple[Conflict, ...]
    homeless: tuple[Conflict, ...]
    bases: dict[str, Any]

    @property
    def is_valid(self) -> bool:
        return self.form.is_valid()

    @property
    def is_settled(self) -> bool:
        return not (self.conflicts or self.homeless)


def save_win(user: User, pk: int, data: Any) -> Saved:
    """Saves what was changed on the page of one of the user's wins. What is wrong or in conflict stays as it is stored.

    Raises Http404 if the user has no such win or it lies in the Trash.
    """
    with transaction.atomic():
        user.lock()
        win = get_object_or_404(user.wins.kept(), pk=pk)
        form = WinForm(data, instance=get_object_or_404(user.wins.kept(), pk=pk), owner=user)
        stored = {name: form.get_initial_for_field(field, name) for name, field in form.fields.items()}
        changed = [name for name in form.changed_data if name not in form.errors]
        theirs = {name for name in changed if _is_conflict(form, name, stored[name])}
        mine = [name for name in changed if name not in theirs and _differs(form, name, stored[name])]
        if mine:
            _store(win, form, mine, stored)
        now = WinForm(instance=win, owner=user)
        bases = {name: now[name].value() if name in {*mine, *theirs} else _was(form, name) for name in form.fields}
        conflicts = [_conflict(form, name, stored[name]) for name in form.fields if name in theirs]
        return Saved(win, form, tuple(conflicts), tuple(_homeless(form)), bases)


def _was(form: WinForm, name: str) -> Any:
    """What the page believed to be stored, as it was sent; what is stored where it did not say."""
    initial = form.add_initial_prefix(name)
    return form.data.get(initial, form.get_initial_for_field(form.fields[name], name))


def _conflict(form: WinForm, name: str, stored: Any) -> Conflict:
    label = str(form.fields[name].label or name.title())
    return Conflict(name, label, form[name].data, _in_words(form, name, stored))


def _homeless(form: WinForm) -> Iterator[Conflict]:
    """Sentences for skills that the win does not speak for any more."""
    for name, words in form.data.items():
        skill = catalog().skills.get(name.removeprefix("how_"))
        if name.startswith("how_") and name not in form.fields and skill and words.strip():
            yield Conflict(name, skill.name, words, "")


def _is_conflict(form: WinForm, name: str, stored: Any) -> bool:
    field, hidden = form.fields[name], form.fields[name].hidden_widget()
    was = hidden.value_from_datadict(form.data, form.files, form.add_initial_prefix(name))
    return _differs(form, name, stored) and field.has_changed(stored, was)


def _differs(form: WinForm, name: str, stored: Any) -> bool:
    return form.fields[name].has_changed(stored, form[name].data)


def _in_words(form: WinForm, name: str, stored: Any) -> str:
    choices = dict(getattr(form.fields[name], "choices", ()))
    return str(choices.get(stored, form.fields[name].prepare_value(stored)) if stored not in (None, "") else "(empty)")


def _store(win: Win, form: WinForm, names: list[str], stored: dict[str, Any]) -> None:
    """Writes the changed fields, and keeps what they were, so that the change can be undone."""
    before = {name: kept(stored[name]) for name in names}
    if timezone.now() - win.updated_at < UNDO_TOGETHER:
        before |= win.before_last_save
    write(win, {name: form.cleaned_data[name] for name in names}, before)

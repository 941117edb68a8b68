"""Saving one win from a page that may be older than what is stored.

The page sends for each field what it was when the page was made. A field is a conflict where it was changed here and,
to something else, in another tab or device meanwhile: then nothing of it is saved and both texts are shown.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.shortcuts import get_object_or_404
from django.utils import timezone

from evidence.forms.wins import WinForm
from evidence.models import User, Win

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
    """What came of saving: the win as it is stored now, the form that was sent, the conflicts left to settle."""

    win: Win
    form: WinForm
    conflicts: tuple[Conflict, ...] = ()

    @property
    def is_valid(self) -> bool:
        return self.form.is_valid()


def save_win(user: User, pk: int, data: Any) -> Saved:
    """Saves what was changed on the page of one of the user's wins, or nothing if a field is wrong.

    Raises Http404 if the user has no such win or it lies in the Trash.
    """
    with transaction.atomic():
        win = get_object_or_404(user.wins.kept().select_for_update(), pk=pk)
        form = WinForm(data, instance=get_object_or_404(user.wins.kept(), pk=pk), owner=user)
        stored = {name: form.get_initial_for_field(field, name) for name, field in form.fields.items()}
        if not form.is_valid():
            return Saved(win, form)
        theirs = {name for name in form.changed_data if _is_conflict(form, name, stored[name])}
        mine = [name for name in form.changed_data if name not in theirs and _differs(form, name, stored[name])]
        if mine:
            _store(win, form, mine, stored)
        conflicts = tuple(
            Conflict(
                name,
                str(form.fields[name].label or name.title()),
                form[name].data,
                _in_words(form, name, stored[name]),
            )
            for name in form.fields
            if name in theirs
        )
        return Saved(win, form, conflicts)


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
    before = {name: _kept(stored[name]) for name in names}
    if timezone.now() - win.updated_at < UNDO_TOGETHER:
        before |= win.before_last_save
    write(win, {name: form.cleaned_data[name] for name in names}, before)


def write(win: Win, values: dict[str, Any], before: dict[str, Any]) -> None:
    """Sets fields of a win (`how_<skill>` for the sentence of a link) and remembers `before` for an undo."""
    links = {link.skill_id: link for link in win.links.all()}
    fields = set()
    for name, value in values.items():
        if name.startswith("how_"):
            if link := links.get(name.removeprefix("how_")):
                link.how = value
                link.save(update_fields=["how"])
        elif name == "kind":
            win.kind_id = getattr(value, "pk", value)
            fields.add("kind")
        else:
            setattr(win, name, value)
            fields.add(name)
    win.before_last_save, win.updated_at, win.version = before, timezone.now(), win.version + 1
    win.save(update_fields=[*fields, "before_last_save", "updated_at", "version"])
    win.refresh_search()


def undo(win: Win) -> list[str]:
    """Takes the last change of a win back; a second time brings it forth again. Returns the names of what changed."""
    values = {name: _restored(name, value) for name, value in win.before_last_save.items()}
    links = {f"how_{link.skill_id}": link.how for link in win.links.all()}
    now = {
        name: _kept(links[name] if name in links else win.kind_id if name == "kind" else getattr(win, name))
        for name in values
        if name in links or not name.startswith("how_")
    }
    if now:
        write(win, {name: values[name] for name in now}, now)
    return list(now)


def _kept(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value


def _restored(name: str, value: Any) -> Any:
    if name == "date":
        return date.fromisoformat(value)
    if name == "private":
        return bool(value)
    return value

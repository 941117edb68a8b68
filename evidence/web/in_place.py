"""Editing in place, from a page that may be older than what is stored: nothing is lost, nothing overwritten unseen.

The page sends for each field what it was when the page was made (`initial-title`), and what it has sent of it without
hearing an answer (`sent-title`, any number). A field is in conflict where it was changed here and, to something else,
in another tab or on another device meanwhile: then it stays as it is stored, and both texts are shown. The page that
shows them knows what is stored by then, so that saving it again is meant; unless it says that the field `waits` while
other fields are typed in: then it stays in conflict until the page says to `keep` what stands there.

An area brings a form that derives from `InPlaceForm`, and a row to read under the person's lock:

    with transaction.atomic():
        user.lock()
        trial = user.trials.get(pk=pk)
        return save_in_place(TrialForm(data, instance=trial, owner=user), trial.edit)
"""

from collections.abc import Callable, Mapping
from copy import copy
from dataclasses import dataclass
from typing import Any, Self, cast

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.http import QueryDict

from evidence.web.forms import OwnedForm
from insights.line_ends import one_line_end

ELSEWHERE = "It was changed in another tab or on another device. Saving now keeps what stands in this field."


@dataclass(frozen=True, slots=True)
class Conflict:
    """A field that was changed here (`mine`, as typed) and elsewhere (`theirs`, in words, "" if it was emptied)."""

    name: str
    label: str
    mine: Any
    theirs: str


class InPlaceForm(OwnedForm):
    """A form for a row that is edited in place: each field brings along what it was when the page was made.

    `row` is the row as it was read; what cleaning makes of it (`instance`) is a copy, once something was sent. Each
    text has a name under which a browser keeps what is being typed.
    """

    def __init__(self, data: Any = None, *, instance: models.Model, owner: Any) -> None:
        self.row, self.owner = instance, owner
        self.conflicts: tuple[Conflict, ...] = ()
        super().__init__(data, instance=instance if data is None else copy(instance), owner=owner)
        self.prepare()
        for name, field in self.fields.items():
            field.show_hidden_initial = True
            if isinstance(field.widget, forms.TextInput | forms.Textarea):
                field.widget.attrs["data-draft"] = f"{instance._meta.model_name}-{instance.pk}-{name}"

    def prepare(self) -> None:
        """Where a form of its own adds fields, or says more of those that it has."""

    def anew(self) -> Self:
        """The form of the row as it is by now, which nobody has filled in."""
        return type(self)(instance=self.row, owner=self.owner)

    def bases(self) -> dict[str, str]:
        """The hidden fields that say what is stored, by their names; of a form that nobody has filled in."""
        return {self.add_initial_prefix(name): _sent(self[name].value()) for name in self.fields}

    def was(self, name: str) -> Any:
        """What a field was when the page was made, as it was sent; None where the page does not say."""
        widget = self.fields[name].hidden_widget()
        return widget.value_from_datadict(self.data, self.files, self.add_initial_prefix(name))

    def known(self, name: str) -> list[Any]:
        """What the page can know a field to be: what it was, and what was sent of it and may be stored by now."""
        return [self.was(name), *self._sent_along(f"sent-{self.add_prefix(name)}")]

    def waits(self, name: str) -> bool:
        """Whether the page shows this field in conflict, and nobody has decided."""
        return name in self._sent_along("waits") and name not in self._sent_along("keep")

    def _sent_along(self, name: str) -> list[str]:
        return self.data.getlist(name) if isinstance(self.data, QueryDict) else []

    def show_conflicts(self, conflicts: tuple[Conflict, ...], bases: Mapping[str, str]) -> None:
        """Both texts go to the page: what was typed stays in its field, and saving it again is meant."""
        sent = cast(QueryDict, self.data).copy()
        for hidden, base in bases.items():
            sent[hidden] = base
        self.conflicts, self.data = conflicts, sent
        for conflict in conflicts:
            self.add_error(conflict.name, ELSEWHERE)

    def with_theirs(self) -> list["FieldWithTheirs"]:
        """Each field, with the text that was saved elsewhere where the two conflict."""
        theirs = {conflict.name: conflict.theirs for conflict in self.conflicts}
        return [FieldWithTheirs(field, theirs.get(field.name)) for field in self]


@dataclass(frozen=True, slots=True)
class FieldWithTheirs:
    """A field, and the text that was saved elsewhere; None where that is no other."""

    field: forms.BoundField
    theirs: str | None


@dataclass(frozen=True, slots=True)
class Saved[Form: InPlaceForm]:
    """What came of saving: the form that was sent, and what is left to settle.

    `bases` are the hidden fields that say what the page now knows to be stored: where it shows something else and
    nothing is in conflict, that is what it knew before, so that a page that is too old stays known to be.
    """

    form: Form
    is_valid: bool
    conflicts: tuple[Conflict, ...]
    bases: Mapping[str, str]

    @property
    def is_settled(self) -> bool:
        """Whether nothing that was changed here waits for a decision."""
        return not self.conflicts


def save_in_place[Form: InPlaceForm](
    form: Form, write: Callable[[dict[str, Any]], object], *, together: bool = False
) -> Saved[Form]:
    """Hands to `write` the fields that were changed here, cleaned, but those that are wrong or in conflict.

    With `together` none is written where one is wrong. The form's row must have been read under the person's lock, in
    the transaction that this is called in.
    """
    mine, theirs = changed_here(form)
    agreed = [name for name in form.fields if _is_sent(form, name) and _is_stored(form, name)]
    if together and form.errors:
        mine, theirs = [], []
    conflicts = tuple(_conflict(form, name) for name in theirs)
    if mine:
        write({name: form.cleaned_data[name] for name in mine})
    now, seen = form.anew().bases(), {form.add_initial_prefix(name) for name in (*mine, *theirs, *agreed)}
    bases = {name: stored if name in seen else form.data.get(name, stored) for name, stored in now.items()}
    return Saved(form, form.is_valid(), conflicts, bases)


def changed_here(form: InPlaceForm) -> tuple[list[str], list[str]]:
    """The fields whose words here are to be stored, and those in conflict. What is wrong is neither, nor what was not
    sent, nor what is stored already.
    """
    mine: list[str] = []
    theirs: list[str] = []
    for name, field in form.fields.items():
        if not _is_sent(form, name) or _is_stored(form, name):
            continue
        known, stored = form.known(name), _stored(form, name)
        if form.waits(name):
            theirs.append(name)
        elif name not in form.errors and any(_differs(field, was, form[name].data) for was in known):
            (theirs if all(_differs(field, was, stored) for was in known) else mine).append(name)
    return mine, theirs


def _is_sent(form: InPlaceForm, name: str) -> bool:
    widget = form.fields[name].widget
    return not widget.value_omitted_from_data(form.data, form.files, form.add_prefix(name))


def _stored(form: InPlaceForm, name: str) -> Any:
    return form.get_initial_for_field(form.fields[name], name)


def _is_stored(form: InPlaceForm, name: str) -> bool:
    """Whether the page shows what is stored."""
    return not _differs(form.fields[name], _stored(form, name), form[name].data)


def _differs(field: forms.Field, one: Any, other: Any) -> bool:
    """Whether two values of a field, stored or sent, are two for whoever reads them."""
    one, other = _plain(field, one), _plain(field, other)
    try:
        return field.has_changed(field.to_python(one), other)
    except ValidationError:
        return bool(one != other)


def _plain(field: forms.Field, value: Any) -> Any:
    """A text with its line ends and its edges as the field takes them; whatever else as it is."""
    if not isinstance(value, str):
        return value
    return one_line_end(value).strip() if getattr(field, "strip", False) else one_line_end(value)


def _conflict(form: InPlaceForm, name: str) -> Conflict:
    field = form.fields[name]
    stored, choices = form.get_initial_for_field(field, name), dict(getattr(field, "choices", ()))
    theirs = "" if stored in (None, "") else str(choices.get(stored, field.prepare_value(stored)))
    return Conflict(name, str(field.label or name.title()), form[name].data, theirs)


def _sent(value: Any) -> str:
    """A value as a hidden field sends it back."""
    return "" if value is None else str(value)

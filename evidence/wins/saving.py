"""Saving one win from its page, field by field: see `evidence.web.in_place` for what is in conflict."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from evidence.models import User, Win
from evidence.models.reading import read_along
from evidence.models.wins import HOW
from evidence.web.in_place import Conflict, Saved, save_in_place
from evidence.wins.forms.wins import WinForm
from insights.catalog import catalog


@dataclass(frozen=True, slots=True)
class SavedWin(Saved[WinForm]):
    """What came of saving a win. `homeless` are sentences for skills that were unlinked elsewhere meanwhile: they have
    no place to be kept.
    """

    homeless: tuple[Conflict, ...]

    @property
    def win(self) -> Win:
        """The win as it is stored now."""
        return self.form.row

    @property
    def is_settled(self) -> bool:
        return not (self.conflicts or self.homeless)


def save_win(user: User, pk: int, data: Any) -> SavedWin:
    """Saves what was changed on the page of one of the user's wins. What is wrong or in conflict stays as it is stored.

    Raises Win.DoesNotExist if the user has no such win or it lies in the Trash.
    """
    with transaction.atomic():
        user.lock()
        win = user.wins.kept().get(pk=pk)
        read_along(win, "links")
        form = WinForm(data, instance=win, owner=user)
        saved = save_in_place(form, win.edit)
        return SavedWin(form, saved.is_valid, saved.conflicts, saved.bases, tuple(_homeless(form)))


def _homeless(form: WinForm) -> Iterator[Conflict]:
    """Sentences for skills that the win does not speak for any more."""
    for name, words in form.data.items():
        skill = catalog().skills.get(name.removeprefix(HOW))
        if name.startswith(HOW) and name not in form.fields and skill and words.strip():
            yield Conflict(name, skill.name, words, "")

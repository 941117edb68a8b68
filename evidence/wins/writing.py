"""Writing a win: its own columns, and the sentences of its links, which go by the name of `how_<skill>`."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from evidence.models import User, Win


def edit(win: Win, values: Mapping[str, Any]) -> None:
    """Writes what a page has changed, under the person's lock; what it was is kept, so that it can be undone."""
    sentences = _write_sentences(win, values)
    win.edit(_columns(values), {**win.kept(values), **sentences})
    win.refresh_search()


def undo(user: User, pk: int) -> list[str]:
    """Takes the last change of a win back; a second time brings it forth again. Returns the names of what changed.

    Raises Win.DoesNotExist where the person has no such win, or it lies in the Trash.
    """
    with transaction.atomic():
        user.lock()
        win = user.wins.kept().get(pk=pk)
        changed = win.take_back(_write_sentences(win, win.before_last_save))
        if changed:
            win.refresh_search()
        return changed


def _columns(values: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if not name.startswith("how_")}


def _write_sentences(win: Win, values: Mapping[str, Any]) -> dict[str, str]:
    """Writes the sentences among `values`, of the links that are there, and returns what they were."""
    before = {}
    for link in win.links.all():
        name = f"how_{link.skill_id}"
        if name in values:
            before[name], link.how = link.how, values[name]
            link.save(update_fields=["how"])
    return before

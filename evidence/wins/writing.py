"""Writing fields of a win, and taking the last change back."""

from datetime import date
from typing import Any

from django.db import transaction
from django.shortcuts import get_object_or_404
from django.utils import timezone

from evidence.models import User, Win


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


def undo(user: User, pk: int) -> list[str]:
    """Takes the last change of a win back; a second time brings it forth again. Returns the names of what changed.

    Raises Http404 like `save_win`.
    """
    with transaction.atomic():
        user.lock()
        return _taken_back(get_object_or_404(user.wins.kept(), pk=pk))


def _taken_back(win: Win) -> list[str]:
    values = {name: _restored(name, value) for name, value in win.before_last_save.items()}
    links = {f"how_{link.skill_id}": link.how for link in win.links.all()}
    now = {
        name: kept(links[name] if name in links else win.kind_id if name == "kind" else getattr(win, name))
        for name in values
        if name in links or not name.startswith("how_")
    }
    if now:
        write(win, {name: values[name] for name in now}, now)
    return list(now)


def kept(value: Any) -> Any:
    """A value as JSON keeps it."""
    return value.isoformat() if isinstance(value, date) else value


def _restored(name: str, value: Any) -> Any:
    if name == "date":
        return date.fromisoformat(value)
    if name == "private":
        return bool(value)
    return value

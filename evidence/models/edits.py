"""Rows that are edited where they stand: how often that was done, when, and what takes the last change back."""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Any

from django.db import models
from django.utils import timezone

UNDO_TOGETHER = timedelta(minutes=10)
"""Changes that follow each other this closely are taken back together: a page saves itself while one types."""


class Edited(models.Model):
    """A row that counts its changes and can take the last one back.

    A change and its way back belong into one transaction, under the person's lock, with the row read again under it.
    """

    version = models.PositiveIntegerField(default=1, editable=False)
    before_last_save = models.JSONField(default=dict, blank=True, editable=False)
    updated_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        abstract = True

    def kept(self, names: Iterable[str]) -> dict[str, Any]:
        """What these columns hold, as JSON keeps it. Names of anything else are passed over."""
        columns = self._columns()
        return {name: _as_json(getattr(self, columns[name].attname)) for name in names if name in columns}

    def edit(self, values: Mapping[str, Any], before: Mapping[str, Any] | None = None) -> None:
        """Writes columns as a page has changed them. Changes within ten minutes are taken back together.

        `before` says what they were, and what else was changed beside them; else the columns do.
        """
        before = self.kept(values) if before is None else before
        is_soon = timezone.now() - self.updated_at < UNDO_TOGETHER
        self.write(values, {**before, **self.before_last_save} if is_soon else before)

    def write(self, values: Mapping[str, Any], before: Mapping[str, Any]) -> None:
        """Sets columns by name (of a foreign key the row or its key), and remembers `before`, in JSON, for an undo."""
        columns = self._columns()
        for name, value in values.items():
            setattr(self, columns[name].attname, value.pk if isinstance(value, models.Model) else value)
        self.before_last_save, self.updated_at, self.version = dict(before), timezone.now(), self.version + 1
        self.save(update_fields=[*values, "before_last_save", "updated_at", "version"])

    def take_back(self, beside: Mapping[str, Any] | None = None) -> list[str]:
        """Takes the last change back; a second time brings it forth again. Returns the names of what changed.

        `beside` is what the caller has taken back beside the columns, as it was until then: it comes forth with them.
        """
        columns = self._columns()
        kept = {name: value for name, value in self.before_last_save.items() if name in columns}
        before = {**self.kept(kept), **(beside or {})}
        if before:
            self.write({name: _from_json(columns[name], value) for name, value in kept.items()}, before)
        return list(before)

    def _columns(self) -> dict[str, models.Field]:
        return {field.name: field for field in self._meta.concrete_fields}


def _as_json(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value


def _from_json(column: models.Field, kept: Any) -> Any:
    # A page says of a box that it is ticked by a word, and by none that it is not: older changes have kept that.
    return bool(kept) if isinstance(column, models.BooleanField) else column.to_python(kept)

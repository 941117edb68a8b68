"""Rows that are edited where they stand: each change of a field leaves a version, and is undone by itself."""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, ClassVar, NamedTuple, Self

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models.expressions import RawSQL
from django.utils import timezone

if TYPE_CHECKING:
    from evidence.models.versions import Version

BURST = timedelta(minutes=5)
"""Changes of one field that follow each other this closely are one version: a page saves itself while one types."""
SLIP = 20
"""So many letters may go in one burst, and no more than half of a text at once. What else goes has its own version."""


class Change(NamedTuple):
    """A change that can be undone: of which field, and its `stamp`, by which it is asked for."""

    field: str
    stamp: str


class CannotBe(Exception):
    """A field cannot be what it was before any more; in words why, as the end of a sentence."""


class EditedQuerySet[Row: "Edited"](models.QuerySet[Row]):
    """The vocabulary for asking about what is edited in place."""

    def with_last_change(self) -> Self:
        """Each row brings along its last change, which `last_change` would ask for else."""
        row, version = self.model._meta.db_table, self.model._versions()._meta.db_table
        # As text: to put the same together from Django's expressions takes longer than to run it.
        sql = f"""
            SELECT v.field || ' ' || v.id || '-' || v.number FROM {version} v
            WHERE v.row_id = {row}.id AND v.can_undo ORDER BY v.number DESC, v.id DESC LIMIT 1
        """  # noqa: S608
        return self.annotate(change_read_along=RawSQL(sql, (), models.TextField()))  # noqa: S611


class Edited(models.Model):
    """A row that counts its changes, and keeps as `versions` what each of its fields was. `owner` is its person.

    A change and its way back belong into one transaction, under the person's lock, with the row read again under it.
    """

    if TYPE_CHECKING:
        versions: Any  # the manager of its own kind of Version

    version = models.PositiveIntegerField(default=1, editable=False)
    updated_at = models.DateTimeField(default=timezone.now, editable=False)

    unversioned: ClassVar[frozenset[str]] = frozenset()
    """Fields that are changed by their own control alone: no version keeps them, and no undo touches them."""

    class Meta:
        abstract = True

    def kept(self, names: Iterable[str]) -> dict[str, Any]:
        """What these fields hold, as JSON keeps it. Names of anything else are passed over."""
        columns = self._columns()
        return {name: _as_json(getattr(self, columns[name].attname)) for name in names if name in columns}

    def write(self, values: Mapping[str, Any]) -> None:
        """Sets fields by name (of a foreign key the row or its key), and counts that as one change."""
        columns = self._columns()
        for name, value in values.items():
            setattr(self, columns[name].attname, value.pk if isinstance(value, models.Model) else value)
        self.updated_at, self.version = timezone.now(), self.version + 1
        self.save(update_fields=[*values, "updated_at", "version"])

    def edit(self, values: Mapping[str, Any], *, is_typed: bool = True) -> None:
        """Writes fields as a page has changed them. What is typed in one burst in one field is one version."""
        before = self.kept(name for name in values if name not in self.unversioned)
        burst = {version.field: version for version in self._burst()} if is_typed else {}
        self.write(values)
        changed = {name: became for name, became in self.kept(before).items() if became != before[name]}
        made = []
        for name, became in changed.items():
            typed, cut = burst.get(name), letters_gone(str(before[name]), str(became))
            if typed and typed.cut + cut <= SLIP and 2 * cut <= len(str(before[name])):
                self._go_on(typed, became, cut)
            else:
                made.append(self._version(name, before[name], became))
        self._versions().objects.bulk_create(made)

    def last_change(self) -> Change | None:
        """The newest change that can be undone."""
        if "change_read_along" in vars(self):
            words = vars(self)["change_read_along"]
            return Change(*words.split(" ")) if words else None
        version = self.versions.filter(can_undo=True).first()
        return Change(version.field, version.stamp) if version else None

    def undo(self, stamp: str) -> str | None:
        """Takes the change with this stamp back, and returns the name of its field.

        None, and nothing is done, where that field has been changed since, typed on or undone. Raises CannotBe.
        """
        change = self._stamped(stamp)
        if change is None or self.versions.filter(field=change.field, can_undo=True, number__gt=change.number).exists():
            return None
        if self.kept([change.field]).get(change.field) != change.became:
            # Something else than a page has changed it: it will never be what this change has made of it again.
            change.can_undo = False
            change.save(update_fields=["can_undo"])
            return None
        self.write({change.field: self.fitting(change.field, change.was)})
        change.was, change.became = change.became, change.was
        change.at, change.number, change.can_undo = self.updated_at, self.version, False
        change.save(update_fields=["was", "became", "at", "number", "can_undo"])
        return change.field

    def bring_back(self, version: "Version") -> bool:
        """Gives a field back what it was, as a change like any other. False where it holds that already.

        Raises CannotBe.
        """
        now = self.kept([version.field])
        if now.get(version.field) == version.was and now:
            return False
        self.edit({version.field: self.fitting(version.field, version.was)}, is_typed=False)
        return True

    def fitting(self, name: str, kept: Any) -> Any:
        """What a version has kept, as the field takes it today. Raises CannotBe where it does not take it."""
        try:
            return self._columns()[name].clean(kept, self)
        except (KeyError, ValidationError):
            raise CannotBe("there is no such value any more") from None

    def _burst(self) -> Iterable["Version"]:
        """The versions that typing on belongs to: those of the last change, as long as it is recent."""
        if timezone.now() - self.updated_at > BURST:
            return ()
        return self.versions.filter(number=self.version, can_undo=True)

    def _go_on(self, version: "Version", became: Any, cut: int) -> None:
        if version.was == became:
            version.delete()
            return
        version.became, version.cut = became, version.cut + cut
        version.at, version.number = self.updated_at, self.version
        version.save(update_fields=["became", "cut", "at", "number"])

    def _version(self, name: str, was: Any, became: Any) -> "Version":
        return self._versions()(row=self, field=name, was=was, became=became, at=self.updated_at, number=self.version)

    @classmethod
    def _versions(cls) -> Any:
        """Its own kind of Version."""
        return cls._meta.get_field("versions").related_model

    def _stamped(self, stamp: str) -> "Version | None":
        pk, _, number = stamp.partition("-")
        is_one = stamp.isascii() and pk.isdecimal() and number.isdecimal() and len(stamp) < 30
        return self.versions.filter(pk=pk, number=number, can_undo=True).first() if is_one else None

    def _columns(self) -> dict[str, models.Field]:
        return {field.name: field for field in self._meta.concrete_fields}


def letters_gone(was: str, became: str) -> int:
    """How many letters of a text are not there any more, taken as one piece."""
    head = alike(was, became)
    return len(was) - head - alike(was[head:][::-1], became[head:][::-1])


def alike(one: str, other: str) -> int:
    """How many letters two texts have in common at their beginning."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((at for at, (a, b) in pairs if a != b), min(len(one), len(other)))


def _as_json(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value

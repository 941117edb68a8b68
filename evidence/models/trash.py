"""What a person takes away and can have back for 30 days; then it goes for good."""

from datetime import date, datetime, timedelta, tzinfo
from typing import Any, ClassVar, Self

from django.db import models, transaction
from django.utils import timezone

from evidence.models.ends import start_of_day
from evidence.models.places import Place
from evidence.models.record_parts import PartOfRecord

DAYS_IN_TRASH = 30
"""So many days what was deleted can be had back."""


class Leaving(models.Model):
    """A row that goes for good some time after it was taken away: `tidy` finds every kind of these by itself."""

    gone_called: ClassVar[str]
    """What `tidy` calls those that have gone, after their number."""
    owned_by: ClassVar[str] = "owner"
    """The way from the row to its person."""

    class Meta:
        abstract = True

    @classmethod
    def overdue(cls, now: datetime, zone: tzinfo | None = None) -> models.QuerySet:
        """Everybody's rows whose time is over at `now` for who lives in that time zone; without one, whose may be."""
        raise NotImplementedError(f"{cls.__name__}: say which rows go for good.")


def last_day_over(now: datetime, zone: tzinfo | None) -> datetime:
    """What was taken away before this has had its 30 days at `now`, the last of them whole in that time zone."""
    ago = now - timedelta(days=DAYS_IN_TRASH)
    return start_of_day(ago.astimezone(zone).date(), zone) if zone else ago


class TrashQuerySet[Row: "Trash"](models.QuerySet[Row]):
    """The vocabulary for asking about what can lie in the Trash."""

    def kept(self) -> Self:
        """What is not in the Trash."""
        return self.filter(deleted_at__isnull=True)

    def in_trash(self, behind: Place[datetime] | None = None) -> Self:
        """What is, the newest deletion first, from the place `behind` on, or from the beginning."""
        there = self.filter(behind.behind("deleted_at")) if behind else self
        return there.filter(deleted_at__isnull=False).order_by("-deleted_at", "-pk")


class Trash(Leaving):
    """A row that is deleted at once, and lies in the Trash for 30 days. Its queryset is a `TrashQuerySet`."""

    deleted_at = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta:
        abstract = True

    @classmethod
    def overdue(cls, now: datetime, zone: tzinfo | None = None) -> models.QuerySet:
        return cls._base_manager.filter(deleted_at__lt=last_day_over(now, zone))

    def delete_softly(self) -> None:
        """Puts it into the Trash: from now on nothing sees it but the Trash."""
        self.deleted_at = timezone.now()
        self.save(update_fields=["deleted_at"])

    def restore(self) -> None:
        """Takes it out of the Trash, as it was."""
        self.deleted_at = None
        self.save(update_fields=["deleted_at"])

    def last_day_in_trash(self, zone: tzinfo) -> date | None:
        """The last day on which it can be had back, in that time zone; None where it is not in the Trash."""
        return self.deleted_at and self.deleted_at.astimezone(zone).date() + timedelta(days=DAYS_IN_TRASH)


class RemovablePart(PartOfRecord, Leaving):
    """A part of a win that can be taken off it and put back for 30 days. Nothing is worked out from it meanwhile."""

    removed_at = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta:
        abstract = True

    @classmethod
    def overdue(cls, now: datetime, zone: tzinfo | None = None) -> models.QuerySet:
        return cls._base_manager.filter(removed_at__lt=last_day_over(now, zone))

    def set_removed(self, removed_at: datetime | None, **others: Any) -> None:
        """Notes when it was taken off its win, None for never, and sets the `others` of its fields with that."""
        with transaction.atomic(savepoint=False):
            if removed_at:
                self.raise_versions()  # as long as it is on its win: afterwards it changes nothing
            self.removed_at = removed_at
            for name, value in others.items():
                setattr(self, name, value)
            self.save(update_fields=["removed_at", *others])

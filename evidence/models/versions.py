"""Versions: what a field of a row held before a change, so that it can be had back."""

from datetime import datetime, tzinfo

from django.db import models
from django.db.models import Exists, OuterRef, Q

from evidence.models.trash import DAYS_IN_TRASH, Leaving, last_day_over

VERSION_DAYS = DAYS_IN_TRASH
"""So many days a version is kept, whatever comes after it, the last of them whole."""
VERSIONS_KEPT = 30
"""So many of the newest versions of a row are kept, however old they are."""


class Version(Leaving):
    """One change of one field, of a row called `row`: what it `was`, and what it `became`, as JSON keeps it.

    Undoing it turns the two round, so that either text is there once and none is lost. `number` is the version of the
    row that the change, or undoing it, has led to. `cut` counts the letters that have gone while it was being typed.
    """

    field = models.CharField(max_length=60)
    was = models.JSONField(null=True)
    became = models.JSONField(null=True)
    at = models.DateTimeField()
    number = models.PositiveIntegerField()
    cut = models.PositiveSmallIntegerField(default=0)
    can_undo = models.BooleanField(default=True)

    owned_by = "row__owner"

    class Meta:
        abstract = True
        ordering = ["-number", "-pk"]
        indexes = [
            models.Index(fields=["row", "-number", "-id"], name="%(class)s_newest_first"),
            models.Index(fields=["at"], name="%(class)s_by_age"),
        ]

    def __str__(self) -> str:
        return f"version {self.pk}"

    @property
    def stamp(self) -> str:
        """A name for it as it is now: once it is typed on, or undone, it has another."""
        return f"{self.pk}-{self.number}"

    @classmethod
    def overdue(cls, now: datetime, zone: tzinfo | None = None) -> models.QuerySet:
        newer = Q(number__gt=OuterRef("number")) | Q(number=OuterRef("number"), pk__gt=OuterRef("pk"))
        own = cls._base_manager.filter(row=OuterRef("row"))  # type: ignore[misc]  # each kind has its own
        has_enough_newer = Exists(own.filter(newer).order_by("number", "pk")[VERSIONS_KEPT - 1 : VERSIONS_KEPT])
        return cls._base_manager.filter(has_enough_newer, at__lt=last_day_over(now, zone))


class WinVersion(Version):
    """What a field of a win was. A sentence on how it shows a skill goes by the name of `how_<skill>`."""

    row = models.ForeignKey("evidence.Win", models.CASCADE, related_name="versions", db_index=False)

    gone_called = "old versions of wins"


class PacketVersion(Version):
    """What one of the words of a packet was."""

    row = models.ForeignKey("evidence.Packet", models.CASCADE, related_name="versions", db_index=False)

    gone_called = "old versions of packets"

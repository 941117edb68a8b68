"""Evidence files that wait between their preview and the yes."""

import uuid
from datetime import datetime, timedelta, tzinfo
from typing import Self

from django.db import models
from django.db.models import Q
from django.utils import timezone

from evidence.models.stored import Stored, StoredQuerySet
from evidence.models.trash import Leaving

LIVES = timedelta(days=1)
"""So long a file waits, and so long it is known afterwards that it was taken in."""


def stored_at(pending: "PendingImport", _name: str) -> str:
    """The place for the bytes of a file that has just been handed in."""
    return PendingImport.new_place(pending.owner_id)


class PendingImportQuerySet(StoredQuerySet["PendingImport"]):
    def waiting(self) -> Self:
        """Those that have not been taken in."""
        return self.filter(taken_at__isnull=True)


class PendingImport(Stored, Leaving):
    """A file that was handed in. `found` is what was found of the files that travel with it, as JSON.

    Once it is taken in its bytes are gone, and the row stays for a day: a second click is told so.
    """

    owner = models.ForeignKey("evidence.User", models.CASCADE, related_name="pending_imports")
    token = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    file = models.FileField(upload_to=stored_at, blank=True, max_length=200)
    size = models.PositiveIntegerField(default=0)
    found = models.JSONField(default=list, blank=True)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    taken_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = PendingImportQuerySet.as_manager()

    folder = "imports"
    owned_by = "owner"
    gone_called = "files that waited for a yes"

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["owner"], condition=Q(taken_at__isnull=True), name="one_import_waits_a_person"
            ),
        ]

    def __str__(self) -> str:
        return f"import {self.pk}"

    @classmethod
    def overdue(cls, now: datetime, zone: tzinfo | None = None) -> models.QuerySet:
        before = now - LIVES
        return cls._base_manager.filter(Q(taken_at__isnull=True, created_at__lt=before) | Q(taken_at__lt=before))

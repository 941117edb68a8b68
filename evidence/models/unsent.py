"""What somebody sent when they were signed in no more: their words wait a day, until they have signed in again."""

import uuid
from datetime import datetime, timedelta, tzinfo
from typing import Self

from django.db import models
from django.utils import timezone

from evidence.models.trash import Leaving

LIVES = timedelta(days=1)
PATH_LENGTH = 200


class UnsentQuerySet(models.QuerySet["Unsent"]):
    def waiting(self) -> Self:
        """Those whose day is not over."""
        return self.filter(created_at__gt=timezone.now() - LIVES)


class Unsent(Leaving):
    """A form that was sent without a session. `sent` holds each name and value, in their order; `path` is where to.

    `took_files`: files can have been with it. They are not kept.
    """

    owner = models.ForeignKey("evidence.User", models.CASCADE, related_name="unsent")
    token = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    path = models.CharField(max_length=PATH_LENGTH)
    sent = models.JSONField()
    took_files = models.BooleanField(default=False)
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = UnsentQuerySet.as_manager()

    gone_called = "forms that waited for their person"

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"unsent form {self.pk}"

    @classmethod
    def overdue(cls, now: datetime, zone: tzinfo | None = None) -> models.QuerySet:
        return cls._base_manager.filter(created_at__lte=now - LIVES)

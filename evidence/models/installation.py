"""This database as a whole: which one it is, and when its house was last kept and backed up."""

import uuid
from datetime import datetime
from typing import Literal

from django.db import models
from django.db.models import Q


class Installation(models.Model):
    """The one row of it. `mark` is also written in the folder of uploads: so each knows the other again."""

    number = models.PositiveSmallIntegerField(primary_key=True, default=1, editable=False)
    mark = models.UUIDField(default=uuid.uuid4, editable=False)
    tidied_at = models.DateTimeField(null=True, blank=True, editable=False)
    backed_up_at = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(number=1), name="one_installation_a_database")]

    def __str__(self) -> str:
        return f"installation {self.mark}"

    @classmethod
    def note(cls, what: Literal["tidied_at", "backed_up_at"], now: datetime) -> None:
        """Keeps that something was done at `now`; of a database that has no mark nothing is kept."""
        cls.objects.filter(number=1).update(**{what: now})

"""Confirmations: another person's word on a win."""

from collections.abc import Collection
from typing import Self

from django.db import models
from django.db.models import Exists, OuterRef, Q

from insights.record import person_key
from insights.values import CONFIRMATION_VERDICTS, DEPARTMENTS

LIFTING = ("confirmed", "corrected")


class ConfirmationQuerySet(models.QuerySet["Confirmation"]):
    def lifting(self, own_names: Collection[str]) -> Self:
        """Those that lift a win's grade: verified, and the newest word of that person on that win is a yes.

        `own_names` are the owner's: nobody confirms their own win.
        """
        newer = Confirmation.objects.filter(
            Q(date__gt=OuterRef("date")) | Q(date=OuterRef("date"), pk__gt=OuterRef("pk")),
            win=OuterRef("win"),
            who=OuterRef("who"),
            verified=True,
        )
        return self.filter(~Exists(newer), verified=True, verdict__in=LIFTING).exclude(who__in=own_names)


class Confirmation(models.Model):
    """What one other person says of one win. An imported one that nobody vouches for is kept, but not counted."""

    win = models.ForeignKey("evidence.Win", models.CASCADE, related_name="confirmations")
    by = models.CharField(max_length=200)
    who = models.CharField(max_length=600, editable=False)
    department = models.CharField(max_length=20, choices=DEPARTMENTS, blank=True)
    date = models.DateField()
    verdict = models.CharField(max_length=10, choices=CONFIRMATION_VERDICTS)
    comment = models.TextField(blank=True, max_length=5000)
    verified = models.BooleanField(default=False)

    objects = ConfirmationQuerySet.as_manager()

    class Meta:
        ordering = ["date", "pk"]
        indexes = [models.Index(fields=["win", "who", "date"], name="confirmations_by_person")]

    def __str__(self) -> str:
        return f"confirmation {self.pk}"

    def save(self, *args, **kwargs) -> None:
        self.who = person_key(self.by)
        super().save(*args, **kwargs)

"""Confirmations: another person's word on a win."""

from django.db import models

from evidence.models.record_parts import PartOfRecord
from evidence.models.remembered import Told
from evidence.models.win_parts import WinPartQuerySet
from insights.limits import COMMENT_LENGTH, NAME_LENGTH
from insights.record import person_key
from insights.values import CONFIRMATION_VERDICTS, DEPARTMENTS


class ConfirmationQuerySet(WinPartQuerySet["Confirmation"]):
    pass


class Confirmation(PartOfRecord):
    """What one other person says of one win. An imported one that nobody vouches for is kept, but not counted."""

    win = models.ForeignKey("evidence.Win", models.CASCADE, related_name="confirmations")
    by = models.CharField(max_length=NAME_LENGTH)
    who = models.CharField(max_length=3 * NAME_LENGTH, editable=False)
    department = models.CharField(max_length=20, choices=DEPARTMENTS, blank=True)
    date = models.DateField()
    verdict = models.CharField(max_length=10, choices=CONFIRMATION_VERDICTS)
    comment = models.TextField(blank=True, max_length=COMMENT_LENGTH)
    verified = models.BooleanField(default=False)

    objects = ConfirmationQuerySet.as_manager()

    class Meta:
        ordering = ["date", "pk"]
        indexes = [models.Index(fields=["win", "who", "date"], name="confirmations_by_person")]

    def __str__(self) -> str:
        return f"confirmation {self.pk}"

    def whose_record(self) -> int:
        return self.win.owner_id

    def touches_what_counts(self) -> Told:
        return Told(self.win_id)

    def save(self, *args, **kwargs) -> None:
        self.who = person_key(self.by)
        super().save(*args, **kwargs)

"""Confirmations: another person's word on a win, for the text that the win had when it was given."""

import hashlib
from datetime import date
from typing import Any

from django.db import models
from django.db.models.signals import pre_delete

from evidence.models.profile import User
from evidence.models.record_parts import PartOfRecord
from evidence.models.remembered import Told
from evidence.models.win_parts import WinPartQuerySet
from evidence.models.wins import Win
from insights.confirmed_text import UNKNOWN, WinText
from insights.grades import LIFTING
from insights.limits import COMMENT_LENGTH, NAME_LENGTH
from insights.record import person_key
from insights.values import CONFIRMATION_VERDICTS, DEPARTMENTS


class ConfirmationQuerySet(WinPartQuerySet["Confirmation"]):
    pass


class Confirmation(PartOfRecord):
    """What one other person says of one win. An imported one that nobody vouches for is kept, but not counted.

    `of` names the `text` that it was given for: it counts as long as the win says that. A word that is saved for the
    first time is for what the win says at that moment.
    """

    win = models.ForeignKey("evidence.Win", models.CASCADE, related_name="confirmations")
    by = models.CharField(max_length=NAME_LENGTH)
    who = models.CharField(max_length=3 * NAME_LENGTH, editable=False)
    department = models.CharField(max_length=20, choices=DEPARTMENTS, blank=True)
    date = models.DateField()
    verdict = models.CharField(max_length=10, choices=CONFIRMATION_VERDICTS)
    comment = models.TextField(blank=True, max_length=COMMENT_LENGTH)
    verified = models.BooleanField(default=False)
    of = models.CharField(max_length=64, blank=True, default="", editable=False)
    text = models.JSONField(default=list, blank=True, editable=False, help_text="Empty where nobody knows it.")

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

    @property
    def given_for(self) -> WinText | None:
        """The text that it was given for, None where nobody knows it."""
        return WinText(*self.text) if self.text else None

    def give_for(self, text: WinText) -> None:
        """Notes the text that it is given for."""
        self.of, self.text = text.digest, list(text)

    def save(self, *args, **kwargs) -> None:
        self.who = person_key(self.by)
        if self._state.adding and not self.of:
            self.give_for(self.win.text)
        super().save(*args, **kwargs)


class TakenBack(models.Model):
    """That somebody's word for one text, given until a day, counts no more, whatever comes back with a file.

    It outlives the win that the word was given on; of the two it holds a digest.
    """

    owner: models.ForeignKey["User", "User"] = models.ForeignKey(
        "evidence.User", models.CASCADE, related_name="taken_back"
    )
    digest = models.CharField(max_length=64)
    until = models.DateField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["owner", "digest"], name="one_day_a_word_taken_back")]

    def __str__(self) -> str:
        return f"taken back {self.pk}"

    @staticmethod
    def digest_of(who: str, of: str) -> str:
        """What names the words of somebody for one text."""
        return hashlib.sha256(f"{of} {who}".encode()).hexdigest()

    @classmethod
    def note(cls, owner: int, digest: str, until: date) -> None:
        """Keeps it; of two days the later."""
        row, is_new = cls.objects.get_or_create(owner_id=owner, digest=digest, defaults={"until": until})
        if not is_new and row.until < until:
            row.until = until
            row.save(update_fields=["until"])


def _is_going(instance: Confirmation, origin: Any = None, **_kwargs: Any) -> None:
    """Keeps of a word that goes for good that it is taken back, if it is."""
    kind = getattr(origin, "model", type(origin))
    if kind is User or not instance.verified or instance.of == UNKNOWN:
        return
    said = instance.win.confirmations.filter(who=instance.who, verified=True)
    last = said.order_by("date", "pk").values_list("date", "verdict").last() if kind is Win else None
    # A word that goes with its win stands if it stood; one that goes by itself has been taken away.
    day, verdict = last or (instance.date, "withdrawn")
    if verdict not in LIFTING:
        TakenBack.note(instance.win.owner_id, TakenBack.digest_of(instance.who, instance.of), day)


pre_delete.connect(_is_going, sender=Confirmation, dispatch_uid="a word goes for good")

"""What the rows of a person's record have in common."""

from django.db import models, transaction

DAYS_IN_TRASH = 30
"""So many days what was deleted can be had back."""


class PartOfRecord(models.Model):
    """A row that the judgement looks at: it and the version of the record (see `remembered`) change in one commit."""

    class Meta:
        abstract = True

    def save(self, *args, **kwargs) -> None:
        with transaction.atomic(savepoint=False):
            super().save(*args, **kwargs)

"""Rows that one submission of a form makes once, however often it comes: a double click, a try after a lost answer."""

import uuid
from collections.abc import Callable

from django.db import IntegrityError, models, transaction


class Once(models.Model):
    """A row that was made by one submission. `owner` is its person.

    A kind that has constraints of its own lists those of `Once.Meta` among them.
    """

    submission = models.UUIDField(default=uuid.uuid4, editable=False)

    class Meta:
        abstract = True
        constraints = [models.UniqueConstraint(fields=["owner", "submission"], name="one_%(class)s_a_submission")]


def once[Row: Once](rows: models.QuerySet[Row], submission: uuid.UUID, make: Callable[[], Row]) -> tuple[Row, bool]:
    """The row that this submission makes, and whether it is new. `rows` are all of the person, the deleted ones too.

    `make` makes it, with that submission and all that belongs to it, whole or not at all; of two at once, the second
    gets what the first has made. Raises IntegrityError where the database refuses it for another reason.
    """
    try:
        with transaction.atomic():
            return make(), True
    except IntegrityError:
        there = rows.filter(submission=submission).first()
        if there is None:
            raise
        return there, False

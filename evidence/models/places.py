"""Places in lists that stand newest first: a page begins behind the last row of the page before.

Pages that are numbered show a row twice where another comes in, and hide one where another goes. So the address of a
page says behind which day or moment, and which number, it begins; the row that had them may itself be gone by now.
"""

from datetime import UTC, date, datetime
from typing import NamedTuple

from django.db.models import Q


class Place[At: date](NamedTuple):
    """Behind the row of this day or moment, and of this number among those of the same."""

    at: At
    pk: int

    def behind(self, column: str) -> Q:
        """What follows in a list that `column`, and then the number, put in order."""
        return Q(**{f"{column}__lte": self.at}) & (Q(**{f"{column}__lt": self.at}) | Q(pk__lt=self.pk))

    def __str__(self) -> str:
        """The place as an address names it."""
        at = self.at.astimezone(UTC).replace(tzinfo=None) if isinstance(self.at, datetime) else self.at
        return f"{at.isoformat()}_{self.pk}"

"""Where a page of a list begins, as its address says it; anything else that stands there is the list's beginning."""

from datetime import UTC, date, datetime

from evidence.models.places import Place
from evidence.web.numbers import whole_number


def behind_day(text: str) -> Place[date] | None:
    """The place of a list that days put in order."""
    at, pk = _read(text)
    try:
        return None if pk is None else Place(date.fromisoformat(at), pk)
    except ValueError:
        return None


def behind_moment(text: str) -> Place[datetime] | None:
    """The place of a list that moments put in order; without a time zone in the address, since there it is UTC."""
    at, pk = _read(text)
    try:
        moment = datetime.fromisoformat(at)
    except ValueError:
        return None
    return None if pk is None or moment.tzinfo else Place(moment.replace(tzinfo=UTC), pk)


def _read(text: str) -> tuple[str, int | None]:
    at, _, pk = text.rpartition("_")
    return at, whole_number(pk)

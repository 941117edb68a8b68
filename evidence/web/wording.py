"""Dates in words, made once in Python: a date filter a row would double the cost of drawing a page."""

from datetime import date, datetime, tzinfo

from evidence.models.ends import end_of_day
from insights.dates import in_words

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def day_and_month(day: date, today: date) -> str:
    """A day in little room, 17 Jun, with the year where it is not that of `today`."""
    words = f"{day.day} {MONTHS[day.month - 1]}"
    return words if day.year == today.year else f"{words} {day.year}"


SOON_DAYS = 183
"""What drops within half a year is news, as far ahead as the pages look back; what lies further off is said quietly."""


def is_soon(day: date, today: date) -> bool:
    """Whether a day ahead is near enough to be news."""
    return (day - today).days <= SOON_DAYS


def in_full(day: date) -> str:
    """A day with its year, 20 November 2026."""
    return f"{day.day} {day:%B} {day.year}"


def month_and_year(day: date) -> str:
    """The month of a day, as a heading: November 2026."""
    return f"{day:%B} {day.year}"


def end_in_words(moment: datetime, zone: tzinfo, today: date | None = None) -> str:
    """Until when something lasts, in its owner's time zone: the end of 1 December; where it is none, the hour.

    With the year where it is not that of `today`; without `today`, always.
    """
    local = moment.astimezone(zone)
    day = in_words(local.date(), today) if today else in_full(local.date())
    return f"the end of {day}" if moment == end_of_day(local.date(), zone) else f"{day}, {local:%H:%M}"

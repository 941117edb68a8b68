"""Dates in words, made once in Python: a date filter a row would double the cost of drawing a page."""

from datetime import date

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

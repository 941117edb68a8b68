"""Dates in words, made once in Python: a date filter a row would double the cost of drawing a page."""

from datetime import date

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def day_and_month(day: date, today: date) -> str:
    """A day in little room, 17 Jun, with the year where it is not that of `today`."""
    words = f"{day.day} {MONTHS[day.month - 1]}"
    return words if day.year == today.year else f"{words} {day.year}"


def in_full(day: date) -> str:
    """A day with its year, 20 November 2026."""
    return f"{day.day} {day:%B} {day.year}"


def month_and_year(day: date) -> str:
    """The month of a day, as a heading: November 2026."""
    return f"{day:%B} {day.year}"

"""Days and weeks, as the rules count them. Nothing here knows what day it is: the day is always handed in."""

from datetime import date, timedelta


def shift(day: date, days: int) -> date:
    """The day `days` later (earlier if negative), held at the first or last day that a date can be."""
    try:
        return day + timedelta(days)
    except OverflowError:
        return date.max if days > 0 else date.min


def within_last(day: date, then: date, days: int) -> bool:
    """Whether `then` lies in the last `days` days of `day`: that day is one of them, a later one is not."""
    return 0 <= (day - then).days < days


def monday_of(day: date) -> date:
    """The Monday of the week in which a day lies."""
    return day - timedelta(days=day.weekday())


def week_number(day: date) -> int:
    """A number that every day of one ISO week shares and no other week has, in order and without gaps."""
    return (day.toordinal() - 1) // 7


def parse_week(text: str) -> date:
    """The Monday of an ISO week written 2026-W41. ValueError for another form or a week the year lacks."""
    year, _, week = text.partition("-W")
    if not (len(year) == 4 and len(week) == 2 and (year + week).isascii() and (year + week).isdigit()):
        raise ValueError(f"not an ISO week: {text!r}")
    return date.fromisocalendar(int(year), int(week), 1)


def week_name(monday: date) -> str:
    """An ISO week as it is written, 2026-W41, from any of its days."""
    year, week, _ = monday.isocalendar()
    return f"{year:04}-W{week:02}"


def in_words(day: date, today: date) -> str:
    """A day as people say it, 20 November, with the year where it is not that of `today`."""
    words = f"{day.day} {day:%B}"
    return words if day.year == today.year else f"{words} {day.year}"

"""Date words in front of a captured line: "yesterday", "Monday", "3 Oct"."""

import re
from datetime import date, timedelta
from typing import NamedTuple

from insights.letters import is_blank
from insights.record import EARLIEST
from insights.sentences import sentence

_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_MONTHS = (
    *("january", "february", "march", "april", "may", "june", "july"),
    *("august", "september", "october", "november", "december"),
)
_NEAR = {"yesterday": -1, "today": 0, "tomorrow": 1}
_MONTH = (
    r"(?P<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_YEAR = r"(?:,?\s+(?P<year>\d{4}))?"
_END = r"(?:\s*[:,;\u2013\u2014-]+\s*|\s+|$)"
# "Sat" and "wed" are English words too: a short weekday counts only with a colon, comma or dash behind it.
_SHORT_END = r"(?:\s*[:,]\s*|\s+[\u2013\u2014-]+\s+)"
# What may stand before a date: the day's own name, which then has to be right.
_NAMED = (
    rf"(?:on\s+)?(?:(?:last\s+)?(?P<named>today|yesterday|{'|'.join(_DAYS)}|mon|tues?|wed|thurs?|thu|fri|sat|sun)\b"
    r"\.?,?\s+)?(?:the\s+)?"
)
_PATTERNS = (
    re.compile(rf"{_NAMED}(?P<iso>\d{{4}}-\d{{2}}-\d{{2}}){_END}", re.I),
    re.compile(rf"{_NAMED}{_DAY}\s+(?:of\s+)?{_MONTH}{_YEAR}{_END}", re.I),
    re.compile(rf"{_NAMED}{_MONTH}\s+{_DAY}{_YEAR}{_END}", re.I),
    re.compile(rf"(?P<word>today|yesterday|tomorrow){_END}", re.I),
    re.compile(rf"(?P<next>next)\s+(?:{'|'.join(_DAYS)}){_END}", re.I),
    re.compile(rf"(?:on\s+)?(?P<last>last\s+)?(?P<weekday>{'|'.join(_DAYS)}){_END}", re.I),
    re.compile(rf"(?P<short>mon|tues?|wed|thurs?|thu|fri|sat|sun)\.?{_SHORT_END}", re.I),
)


class DatedLine(NamedTuple):
    """A captured line: its day, what is left as the title, and the date words that were understood ("" if none).

    `unfit` says why date words in front could not date a win ("" if there are none, or they could).
    """

    day: date
    title: str
    words: str
    unfit: str = ""


def dated(line: str, today: date) -> DatedLine:
    """Reads a date in front of `line`. Without one, or with one that no win can have, the whole line is of today.

    A weekday is the last one up to today ("last" before it: before today); a day and month without a year lie in the
    past twelve months, or where the day of the week says.
    """
    line = " ".join(line.split())
    found = next(filter(None, (pattern.match(line) for pattern in _PATTERNS)), None)
    if not found or is_blank(rest := line[found.end() :].strip()):
        return DatedLine(today, line, "")
    words, day = line[: found.end()].rstrip(" :,;\u2013\u2014-"), _day(found.groupdict(), today)
    why = _why_not(day, found.groupdict().get("named"), today)
    if day is None or why:
        return DatedLine(today, line, "", f"“{words}” {why}")
    return DatedLine(day, sentence(rest), words)


def _why_not(day: date | None, named: str | None, today: date) -> str:
    """Why no win can be of this day; empty where one can."""
    if day is None:
        return "is no day of the calendar"
    if named and not _is_called(day, named, today):
        return f"was a {_DAYS[day.weekday()].title()}" if day <= today else f"is a {_DAYS[day.weekday()].title()}"
    if day > today:
        return "lies ahead, and a win is something done"
    return f"lies before {EARLIEST.year}" if day < EARLIEST else ""


def _is_called(day: date, name: str, today: date) -> bool:
    """Whether "Friday" or "yesterday" is that day."""
    if name.lower() in _NEAR:
        return day == today + timedelta(days=_NEAR[name.lower()])
    return _DAYS[day.weekday()].startswith(name.lower())


def _day(found: dict[str, str | None], today: date) -> date | None:
    """The day that a match names; None where no calendar has it."""
    try:
        if word := found.get("word"):
            return today + timedelta(days=_NEAR[word.lower()])
        if found.get("next"):
            return today + timedelta(days=1)
        if weekday := found.get("weekday") or found.get("short"):
            number = next(i for i, name in enumerate(_DAYS) if name.startswith(weekday.lower()))
            back = (today.weekday() - number) % 7
            return today - timedelta(days=back or (7 if found.get("last") else 0))
        if iso := found.get("iso"):
            return date.fromisoformat(iso)
        month = next(i for i, name in enumerate(_MONTHS, 1) if name.startswith((found["month"] or "").lower()[:3]))
        day, year = int(found["day"] or 0), found.get("year")
        if year:
            return date(int(year), month, day)
        this_year, named = date(today.year, month, day), found.get("named")
        is_meant = _is_called(this_year, named, today) if named else this_year <= today
        return this_year if is_meant else date(today.year - 1, month, day)
    except ValueError:
        return None

"""Date words in front of a captured line: "yesterday", "Monday", "3 Oct"."""

import re
from datetime import date, timedelta
from typing import NamedTuple

from insights.record import EARLIEST

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
_END = r"(?:\s*[:,;\u2013\u2014-]+\s*|\s+)"
# "Sat" and "wed" are English words too: a short weekday counts only with a colon, comma or dash behind it.
_SHORT_END = r"(?:\s*[:,]\s*|\s+[\u2013\u2014-]+\s+)"
_PATTERNS = (
    re.compile(rf"(?P<word>today|yesterday|tomorrow){_END}", re.I),
    re.compile(rf"(?P<next>next)\s+(?:{'|'.join(_DAYS)}){_END}", re.I),
    re.compile(rf"(?:on\s+)?(?P<last>last\s+)?(?P<weekday>{'|'.join(_DAYS)}){_END}", re.I),
    re.compile(rf"(?P<short>mon|tues?|wed|thurs?|thu|fri|sat|sun)\.?{_SHORT_END}", re.I),
    re.compile(rf"(?:on\s+)?(?P<iso>\d{{4}}-\d{{2}}-\d{{2}}){_END}", re.I),
    re.compile(rf"(?:on\s+)?{_DAY}\s+{_MONTH}{_YEAR}{_END}", re.I),
    re.compile(rf"(?:on\s+)?{_MONTH}\s+{_DAY}{_YEAR}{_END}", re.I),
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
    past twelve months.
    """
    line, unfit = " ".join(line.split()), ""
    for pattern in _PATTERNS:
        found = pattern.match(line)
        if not found or not (rest := line[found.end() :].strip()):
            continue
        words, day = line[: found.end()].rstrip(" :,;\u2013\u2014-"), _day(found.groupdict(), today)
        if day and EARLIEST <= day <= today:
            return DatedLine(day, rest[0].upper() + rest[1:], words)
        unfit = unfit or f"“{words}” {_why_not(day, today)}"
    return DatedLine(today, line, "", unfit)


def _why_not(day: date | None, today: date) -> str:
    if day is None:
        return "is no day of the calendar"
    return "lies ahead, and a win is something done" if day > today else f"lies before {EARLIEST.year}"


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
        this_year = date(today.year, month, day)
        return this_year if this_year <= today else date(today.year - 1, month, day)
    except ValueError:
        return None

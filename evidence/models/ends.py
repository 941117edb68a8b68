"""Ends that people are told as a day: nothing ends before the end of that day, in its owner's time zone."""

from datetime import UTC, date, datetime, time, timedelta, tzinfo


def start_of_day(day: date, zone: tzinfo) -> datetime:
    """The first moment of a day in a time zone, as UTC, in which no clock is ever changed."""
    return datetime.combine(day, time.min, zone).astimezone(UTC)


def end_of_day(day: date, zone: tzinfo) -> datetime:
    """The last moment of a day in a time zone: its date is still that day."""
    return start_of_day(day + timedelta(days=1), zone) - timedelta(microseconds=1)


def end_in_days(days: int, now: datetime, zone: tzinfo) -> datetime:
    """The end of the day that comes `days` days after that of `now`."""
    return end_of_day(now.astimezone(zone).date() + timedelta(days=days), zone)

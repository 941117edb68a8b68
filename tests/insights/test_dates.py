"""Days and ISO weeks, at the ends of weeks and years."""

from datetime import date, timedelta

import pytest

from insights.dates import in_words, parse_week, shift, week_name, week_number, within_last

FRIDAY = date(2026, 11, 20)


@pytest.mark.parametrize(("ago", "inside"), [(-1, False), (0, True), (1, True), (83, True), (84, False)])
def test_the_last_days_hold_the_day_itself_and_not_the_next(ago, inside):
    assert within_last(FRIDAY, FRIDAY - timedelta(ago), 84) is inside


@pytest.mark.parametrize(
    "first", [date(2026, 11, 16), date(2026, 12, 28), date(2024, 12, 30), date(2024, 2, 26), date(1900, 1, 1)]
)
def test_a_week_runs_from_monday_to_sunday_also_across_the_years(first):
    week = {first + timedelta(day) for day in range(7)}
    assert len({week_number(day) for day in week}) == 1
    assert len({week_name(day) for day in week}) == 1
    assert week_number(first + timedelta(7)) == week_number(first) + 1
    assert week_number(first - timedelta(1)) == week_number(first) - 1
    assert parse_week(week_name(first)) == first


@pytest.mark.parametrize(
    ("text", "monday"),
    [
        ("2026-W41", date(2026, 10, 5)),
        ("2026-W01", date(2025, 12, 29)),
        ("2026-W53", date(2026, 12, 28)),
        ("2020-W53", date(2020, 12, 28)),
    ],
)
def test_a_week_is_read_as_its_monday(text, monday):
    assert parse_week(text) == monday


@pytest.mark.parametrize(
    "text",
    [
        *("", "2026", "2026-41", "2026W41", "2026-W4", "2026-W041", "226-W41", "2026-w41", "2026-W41-1", " 2026-W41"),
        *("2026-W00", "2025-W53", "2026-W54", "0000-W01", "2026-W4\u0661", "+026-W41", "2026-W 1"),
    ],
)
def test_what_is_no_week_is_refused(text):
    with pytest.raises(ValueError, match=r"."):
        parse_week(text)


def test_a_refusal_names_what_was_read():
    with pytest.raises(ValueError, match=r"^not an ISO week: '2026-41'$"):
        parse_week("2026-41")


def test_a_shift_stays_within_the_days_that_there_are():
    assert shift(FRIDAY, -20) == date(2026, 10, 31)
    assert shift(date.max, 1) == date.max
    assert shift(date.min, -1) == date.min


def test_a_day_is_said_with_its_year_where_that_is_another():
    assert in_words(date(2026, 3, 1), FRIDAY) == "1 March"
    assert in_words(date(2025, 12, 31), FRIDAY) == "31 December 2025"

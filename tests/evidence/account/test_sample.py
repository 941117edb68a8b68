"""The sample data: one believable person, always of today."""

import re
from datetime import date, timedelta

import pytest

from evidence.account.sample import FILE, LAST_DAY, NAME, load_sample, sample, sample_for, shifted
from evidence.evidence_file.from_rows import evidence_of
from evidence.record.person import record_of
from insights.evidence_format import dumps, read, to_record
from insights.grades import grade
from insights.readiness import assess
from tests.factories import make_user

WEEK = [date(2027, 2, 22) + timedelta(days) for days in range(7)]


@pytest.mark.parametrize("today", WEEK)
def test_on_any_day_of_a_week_the_verdict_is_building_with_13_of_19(today):
    found = assess(to_record(sample_for(today)), today)
    assert (found.aim.target, found.met, found.of) == ("director", 13, 19)


@pytest.mark.parametrize("today", [*WEEK, date(2028, 2, 29), date(2020, 12, 31), date(2099, 1, 1)])
def test_the_moved_sample_reads_without_a_fault(today):
    moved = sample_for(today)
    assert read(dumps(moved), today) == moved


@pytest.mark.parametrize("today", WEEK)
def test_the_last_three_wins_are_of_this_week(today):
    monday = today - timedelta(today.weekday())
    assert [win.date >= monday for win in sample_for(today).wins].count(True) == 3


def test_it_covers_26_weeks_with_wins_of_every_grade_and_most_kinds():
    evidence, wins = sample(), to_record(sample()).wins
    assert (LAST_DAY - min(win.date for win in wins)).days < 26 * 7
    assert {grade(win, LAST_DAY) for win in wins} == {"noted", "told", "backed", "confirmed"}
    assert 28 <= len(wins) <= 40
    assert len({win.kind for win in wins}) >= 13
    assert all(getattr(evidence, area) for area in ("people", "touchpoints", "problems", "customer_notes"))
    assert all(getattr(evidence, area) for area in ("newsletters", "rooms", "trials", "check_ins", "workplace"))


def test_its_texts_name_no_month_and_no_year_so_that_they_stay_true():
    months = "January|February|March|April|May|June|July|August|September|October|November|December"
    assert not re.search(rf"\b({months}|spring|summer|autumn|winter|20\d\d(?!-))\b", dumps(sample()))


def test_it_is_kept_in_its_canonical_form():
    assert FILE.read_text() == dumps(sample())


def test_a_shift_moves_every_date_by_whole_weeks():
    moved = shifted(sample(), 14)
    assert moved.wins[0].date - sample().wins[0].date == timedelta(14)
    assert moved.check_ins[0].week - sample().check_ins[0].week == timedelta(14)
    assert moved.check_ins[0].week.weekday() == 0
    assert shifted(moved, -14) == sample()
    with pytest.raises(ValueError, match="whole weeks"):
        shifted(sample(), 3)


def test_loading_it_gives_the_record_that_the_file_gives(db):
    visitor, today = make_user(name="", level_id=None, track="", department=""), date(2026, 11, 20)
    load_sample(visitor, today)
    assert visitor.name == NAME
    assert evidence_of(visitor) == sample_for(today)
    assert assess(record_of(visitor), today).met == 13
    assert all(win.search_text for win in visitor.wins.all())

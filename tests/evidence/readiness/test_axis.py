"""The evidence axis: where marks stand, what they say, and that no title breaks out of them."""

import re
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evidence.readiness.axis import DAYS, Axis, Mark, in_short, spots
from insights.grades import COUNTING_DAYS, FRESH_DAYS

TODAY = date(2026, 11, 20)


def axis():
    return Axis(TODAY, "/wins/{}/")


def mark(win=7, age=10, **fields):
    spot = spots([age])[0]
    words = in_short("told", TODAY - timedelta(age), TODAY, fields.pop("title", "Ran the planning"))
    return Mark(win, fields.pop("grade", "told"), *spot, words, **fields)


def test_the_newest_win_stands_beside_todays_edge_and_the_oldest_shown_at_the_base():
    newest, oldest = spots([0, DAYS - 1])
    assert newest.x + 8 < 341
    assert oldest.x - 8 >= 0
    assert newest.lane == oldest.lane == 0


def test_the_axis_reaches_back_as_far_as_a_win_counts():
    assert DAYS == COUNTING_DAYS + 1
    last_fresh, first_fading = spots([FRESH_DAYS])[0], spots([FRESH_DAYS + 1])[0]
    line = float(re.search(r'class="base" d="M([\d.]+) ', axis().row("Coaching", []))[1])
    assert first_fading.x <= line <= last_fresh.x


@given(st.lists(st.integers(0, 730), min_size=2, max_size=2, unique=True).map(sorted))
def test_the_older_stands_further_to_the_left(ages):
    newer, older = (spots([age])[0] for age in ages)
    assert older.x <= newer.x


@given(st.lists(st.integers(0, 730)).map(sorted))
def test_marks_keep_a_fingers_distance(ages):
    placed = [spot for spot in spots(ages) if spot]
    for at, one in enumerate(placed):
        for other in placed[at + 1 :]:
            assert one.lane != other.lane or abs(one.x - other.x) >= 24 - 0.1


@given(st.lists(st.integers(0, 730), max_size=2_000).map(sorted))
def test_a_row_never_grows_without_end(ages):
    found = spots(ages)
    assert len(found) == len(ages)
    assert sum(spot is not None for spot in found) <= 26
    assert all(spot.lane <= 3 for spot in found if spot)


def test_four_wins_of_one_day_are_all_drawn():
    assert [spot and spot.lane for spot in spots([5, 5, 5, 5, 5])] == [0, 1, 2, 3, None]


def test_a_mark_is_a_link_to_its_win_and_says_what_it_is():
    drawn = axis().row("Coaching", [mark(win=12)])
    assert '<a href="/wins/12/"><title>told, 10 November: Ran the planning</title><use href="#g-told"' in drawn
    assert 'role="group" aria-label="Wins for Coaching"' in drawn


def test_a_fading_win_is_paler():
    assert 'class="fading"' in axis().row("Coaching", [mark(age=400, fading=True)])
    assert "fading" not in axis().row("Coaching", [mark(age=300)])


def test_what_does_not_count_is_grey_and_what_had_more_asked_is_struck():
    assert 'class="off"' not in axis().row("Coaching", [mark()])
    noted = axis().row("Coaching", [mark(grade="noted", off=True)])
    assert 'class="off"' in noted
    assert "strike" not in noted
    assert 'class="strike"' in axis().row("Coaching", [mark(off=True, struck=True)])


def test_a_row_without_marks_says_so():
    assert 'role="img" aria-label="No wins for Coaching yet"' in axis().row("Coaching", [])


def test_the_oldest_mark_is_read_first():
    drawn = axis().row("Coaching", [mark(1, 3), mark(2, 90)])
    assert drawn.index("/wins/2/") < drawn.index("/wins/1/")


@pytest.mark.parametrize("title", ["<script>alert(1)</script>", "</title></svg><script>", '"><b>', "& <", "<!--"])
def test_a_title_cannot_leave_its_mark(title):
    drawn = axis().row("Coaching", [mark(title=title)])
    assert len(re.findall(r"<(?!/?(svg|rect|path|a|title|use)\b)", drawn)) == 0
    assert drawn.count("<title>") == drawn.count("</title>") == 1


def test_a_long_title_is_cut():
    assert in_short("told", TODAY, TODAY, "x" * 200) == f"told, 20 November: {'x' * 79}…"


def test_a_mark_says_why_it_does_not_count():
    words = in_short("noted", date(2025, 3, 4), TODAY, "Sat in", "does not count yet")
    assert words == "noted, 4 March 2025, does not count yet: Sat in"


@pytest.mark.parametrize("day", [date(2026, 1, 1), date(2026, 1, 31), date(2024, 2, 29), date(2026, 11, 20)])
def test_the_head_names_quarters_and_years_with_room_for_each(day):
    head = Axis(day, "/wins/{}/").head
    names = re.findall(r">(\w+)</text>", head)
    assert str(day.year) in names or day.month < 4
    assert str(day.year - 1) in names
    assert set(names) - {"Apr", "Jul", "Oct"} <= {str(day.year), str(day.year - 1), str(day.year - 2)}
    lefts = [float(left) for left in re.findall(r'<text x="([\d.]+)"', head)]
    assert all(other - one >= 24 for one, other in pairwise(lefts))
    assert 'aria-hidden="true"' in head


def test_quarters_are_told_from_months():
    row = axis().row("Coaching", [])
    months, quarters = (re.search(rf'class="{kind}" d="([^"]+)"', row)[1].count("M") for kind in "mq")
    assert quarters == 8
    assert months == 8  # of the fresh year: the rest of its twelve begin quarters


@pytest.mark.parametrize("days", range(0, 366, 5))
def test_the_names_of_the_head_stand_about_equally_far_apart(days):
    head = Axis(date(2026, 1, 1) + timedelta(days), "/wins/{}/").head
    lefts = [float(left) for left in re.findall(r'<text x="([\d.]+)"', head)]
    gaps = [other - one for one, other in pairwise(lefts)]
    assert max(gaps) < 1.8 * min(gaps)

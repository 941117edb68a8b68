"""The evidence axis: where marks stand, what they say, and that no title breaks out of them."""

import re
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evidence.readiness.axis import Axis, Mark, in_short, spots
from evidence.readiness.axis_scales import ALL_THAT_COUNTS, SIX_MONTHS
from insights.grades import COUNTING_DAYS, FRESH_DAYS

TODAY = date(2026, 11, 20)
SCALES = pytest.mark.parametrize("scale", [SIX_MONTHS, ALL_THAT_COUNTS], ids=["six months", "all that counts"])


def axis(scale=ALL_THAT_COUNTS, today=TODAY):
    return Axis(today, scale, "/wins/{}/", "/wins/?skill={}")


def row(*marks, before=0, scale=ALL_THAT_COUNTS):
    return axis(scale).row("coaching", "Coaching", marks, before)


def stand(*ages, scale=ALL_THAT_COUNTS):
    return spots(ages, scale).found


def mark(win=7, age=10, **fields):
    (spot,) = stand(age)
    words = in_short("told", TODAY - timedelta(age), TODAY, fields.pop("title", "Ran the planning"))
    return Mark(win, fields.pop("grade", "told"), *spot, words, **fields)


@SCALES
def test_the_newest_win_stands_beside_todays_edge_and_the_oldest_shown_at_the_base(scale):
    newest, oldest = stand(0, scale.days - 1, scale=scale)
    assert newest.x + 8 < 341
    assert oldest.x - 8 >= (0 if scale is ALL_THAT_COUNTS else 56)
    assert newest.lane == oldest.lane == 0


def test_the_longer_axis_reaches_back_as_far_as_a_win_counts():
    assert ALL_THAT_COUNTS.days == COUNTING_DAYS + 1
    last_fresh, first_fading = stand(FRESH_DAYS)[0], stand(FRESH_DAYS + 1)[0]
    line = float(re.search(r'class="base" d="M([\d.]+) ', row())[1])
    assert first_fading.x <= line <= last_fresh.x


def test_what_is_older_than_six_months_stands_before_them_the_newest_or_two_of_it():
    base = float(re.search(r'class="base" d="M([\d.]+) ', row(scale=SIX_MONTHS))[1])
    for ages, before, more in (
        ((183,), 1, 0),
        ((183, 700), 2, 0),
        ((200, 300, 400), 1, 2),
        ((183, *range(184, 730)), 1, 546),
    ):
        found, left = spots(ages, SIX_MONTHS)
        places = [spot.x for spot in found if spot]
        assert (len(places), left) == (before, more)
        assert len(found) == len(ages)
        assert all(8 <= x <= base - 8 for x in places)
        assert places == sorted(places, reverse=True)
    assert spots((182,), SIX_MONTHS).found[0].x > base


def test_what_finds_no_room_before_the_axis_is_counted_and_leads_to_the_log():
    drawn = row(mark(), before=12, scale=SIX_MONTHS)
    assert '<a href="/wins/?skill=coaching"><title>12 more wins from before</title><text x="16"' in drawn
    assert ">+12</text>" in drawn
    assert "One more win from before" in row(mark(), before=1, scale=SIX_MONTHS)
    assert "from before" not in row(mark(), scale=SIX_MONTHS)


@SCALES
@given(ages=st.lists(st.integers(0, 730), min_size=2, max_size=2, unique=True).map(sorted))
def test_the_older_stands_further_to_the_left(scale, ages):
    newer, older = (stand(age, scale=scale)[0] for age in ages)
    assert older.x <= newer.x


@SCALES
@given(ages=st.lists(st.integers(0, 730)).map(sorted))
def test_marks_keep_a_fingers_distance(scale, ages):
    placed = [spot for spot in stand(*ages, scale=scale) if spot]
    for at, one in enumerate(placed):
        for other in placed[at + 1 :]:
            assert one.lane != other.lane or abs(one.x - other.x) >= 24 - 0.1


@SCALES
@given(ages=st.lists(st.integers(0, 730), max_size=2_000).map(sorted))
def test_a_row_never_grows_without_end(scale, ages):
    found, before = spots(ages, scale)
    assert len(found) == len(ages)
    assert sum(spot is not None for spot in found) <= 26
    assert all(spot.lane <= 3 for spot in found if spot)
    assert before <= sum(spot is None for spot in found)


def test_four_wins_of_one_day_are_all_drawn():
    assert [spot and spot.lane for spot in stand(5, 5, 5, 5, 5)] == [0, 1, 2, 3, None]


def test_a_mark_is_a_link_to_its_win_and_says_what_it_is():
    drawn = row(mark(win=12))
    assert '<a href="/wins/12/"><title>told, 10 November: Ran the planning</title><use href="#g-told"' in drawn
    assert 'role="group" aria-label="Wins for Coaching"' in drawn


def test_a_fading_win_is_paler():
    assert 'class="fading"' in row(mark(age=400, fading=True))
    assert "fading" not in row(mark(age=300))


def test_what_does_not_count_is_grey_and_what_had_more_asked_is_struck():
    assert 'class="off"' not in row(mark())
    noted = row(mark(grade="noted", off=True))
    assert 'class="off"' in noted
    assert "strike" not in noted
    assert 'class="strike"' in row(mark(off=True, struck=True))


def test_a_row_without_marks_says_so():
    assert 'role="img" aria-label="No wins for Coaching yet"' in row()


def test_the_oldest_mark_is_read_first():
    drawn = row(mark(1, 3), mark(2, 90))
    assert drawn.index("/wins/2/") < drawn.index("/wins/1/")


@pytest.mark.parametrize("title", ["<script>alert(1)</script>", "</title></svg><script>", '"><b>', "& <", "<!--"])
def test_a_title_cannot_leave_its_mark(title):
    drawn = row(mark(title=title))
    assert len(re.findall(r"<(?!/?(svg|rect|path|a|title|use)\b)", drawn)) == 0
    assert drawn.count("<title>") == drawn.count("</title>") == 1


def test_a_long_title_is_cut():
    assert in_short("told", TODAY, TODAY, "x" * 200) == f"told, 20 November: {'x' * 79}…"


def test_a_mark_says_why_it_does_not_count():
    words = in_short("noted", date(2025, 3, 4), TODAY, "Sat in", "does not count yet")
    assert words == "noted, 4 March 2025, does not count yet: Sat in"


@pytest.mark.parametrize("day", [date(2026, 1, 1), date(2026, 1, 31), date(2024, 2, 29), date(2026, 11, 20)])
def test_the_head_names_quarters_and_years_with_room_for_each(day):
    head = axis(today=day).head
    names = re.findall(r">(\w+)</text>", head)
    assert str(day.year) in names or day.month < 4
    assert str(day.year - 1) in names
    assert set(names) - {"Apr", "Jul", "Oct"} <= {str(day.year), str(day.year - 1), str(day.year - 2)}
    lefts = [float(left) for left in re.findall(r'<text x="([\d.]+)"', head)]
    assert all(other - one >= 24 for one, other in pairwise(lefts))
    assert 'aria-hidden="true"' in head


def test_quarters_are_told_from_months():
    drawn = row()
    months, quarters = (re.search(rf'class="{kind}" d="([^"]+)"', drawn)[1].count("M") for kind in "mq")
    assert quarters == 8
    assert months == 8  # of the fresh year: the rest of its twelve begin quarters


@pytest.mark.parametrize("days", range(0, 366, 5))
def test_the_names_of_the_head_stand_about_equally_far_apart(days):
    head = axis(today=date(2026, 1, 1) + timedelta(days)).head
    lefts = [float(left) for left in re.findall(r'<text x="([\d.]+)"', head)]
    gaps = [other - one for one, other in pairwise(lefts)]
    assert max(gaps) < 1.8 * min(gaps)


@pytest.mark.parametrize("days", range(0, 366, 5))
def test_the_head_of_six_months_names_each_that_has_room_in_its_middle(days):
    today = date(2026, 1, 1) + timedelta(days)
    names = re.findall(r'<text x="([\d.]+)" y="14" text-anchor="middle">(\w+)</text>', axis(SIX_MONTHS, today).head)
    assert names[0][1] == "before"
    assert 5 <= len(names[1:]) <= 7
    lefts = [float(left) for left, _ in names]
    assert all(other - one >= 24 for one, other in pairwise(lefts))
    months = [name for _, name in names[1:]]
    following = [f"{today.replace(day=1) - timedelta(31 * back - 15):%b}" for back in range(7, -1, -1)]
    assert "".join(months) in "".join(dict.fromkeys(following))

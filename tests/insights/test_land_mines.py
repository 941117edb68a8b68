"""The seven land mines, every bound from both sides, and strategy for show."""

from datetime import timedelta

import pytest

from insights import sentences
from insights.landmines import LAND_MINES, LandMine
from insights.readiness import assess
from insights.record import CheckIn, Problem, Touchpoint, Trial
from tests.insights.build import DAY, ago, record, win

MONDAY = ago(4)
AHEAD = {"target_date": ago(-1)}


def mine(slug, *wins, **more):
    found = assess(record(*wins, **(AHEAD | more)), DAY).land_mines[slug]
    assert bool(sentences.mine_reason(found)) is (found.state != "clear")
    assert sentences.COUNTER_MOVES[slug]
    return found


def state(slug, *wins, **more):
    return mine(slug, *wins, **more).state


def test_all_seven_are_judged_in_the_order_in_which_they_are_shown():
    assert list(assess(record(), DAY).land_mines) == list(LAND_MINES) == list(sentences.COUNTER_MOVES)


def recommended(*ages, decision="open"):
    return [win(age, kind="recommendation", decision=decision, grade="noted") for age in ages]


@pytest.mark.parametrize(
    ("wins", "expected"),
    [
        (recommended(27), "clear"),
        (recommended(28), "watch"),
        (recommended(89), "watch"),
        (recommended(90), "clear"),
        (recommended(30, 40), "watch"),
        (recommended(30, 40, 50), "stepped-on"),
        (recommended(30, 40, 90), "watch"),
        (recommended(30, 40, 50, decision="accepted"), "clear"),
        (recommended(30, 40, 50, decision="none"), "clear"),
        ([win(30, kind="outcome", decision="open", measured=True)], "clear"),
    ],
)
def test_alignment_counts_recommendations_that_wait(wins, expected):
    assert state("alignment", *wins) == expected


def visits(department, count, kind="request"):
    return tuple(Touchpoint(ago(0), "Ana", department, kind, "me") for _ in range(count))


@pytest.mark.parametrize(
    ("touchpoints", "expected"),
    [
        (visits("sales", 4), "clear"),
        (visits("sales", 5), "watch"),
        (visits("sales", 5) + visits("legal", 5), "stepped-on"),
        (visits("sales", 5, "joint-work"), "watch"),
        (tuple(Touchpoint(ago(7 * week), "Ana", "sales", "conversation") for week in range(5)), "clear"),
        (visits("product", 9), "clear"),
        (visits("", 9), "clear"),
        ((*visits("sales", 4), Touchpoint(ago(84), "Ana", "sales", "request", "me")), "clear"),
        ((*visits("sales", 4), Touchpoint(ago(83), "Ana", "sales", "request", "me")), "watch"),
    ],
)
def test_stakeholders_counts_departments_that_stay_strange(touchpoints, expected):
    assert state("stakeholders", touchpoints=touchpoints, department="product") == expected


def test_stakeholders_sees_every_department_as_long_as_ones_own_is_not_given():
    assert state("stakeholders", touchpoints=visits("product", 5)) == "watch"


def running(*ends, started=9):
    return tuple(Trial("t", "T", "agency", ago(started), None if end is None else ago(end)) for end in ends)


def taken(count, spotted=None, status="taken"):
    return tuple(Problem("p", "P", status, spotted) for _ in range(count))


@pytest.mark.parametrize(
    ("trials", "problems", "expected"),
    [
        (running(None), taken(1), "clear"),
        (running(None), taken(2), "watch"),
        (running(None, None), taken(2), "stepped-on"),
        (running(None, None, None, None), (), "stepped-on"),
        ((), taken(3), "watch"),
        ((), taken(3, status="solved"), "clear"),
        ((), taken(3, spotted=ago(0)), "watch"),
        ((), taken(3, spotted=ago(-1)), "clear"),
        (running(None, None, -1), (), "watch"),
        (running(None, None, 0), (), "clear"),
        (running(None, None, None, started=0), (), "watch"),
        (running(None, None, None, started=-1), (), "clear"),
    ],
)
def test_stretched_counts_what_is_carried_at_once(trials, problems, expected):
    assert state("stretched", trials=trials, problems=problems) == expected


def series(kinds, skill="root-cause", age=5):
    return [win(age, *([skill] if skill else []), kind=kind, grade="noted") for kind in kinds]


@pytest.mark.parametrize(
    ("wins", "expected"),
    [
        (series(["room"] * 4), "clear"),
        (series(["room"] * 5), "watch"),
        (series(["room"] * 4 + ["people"]), "watch"),
        (series(["room"] * 3 + ["people"] * 2), "clear"),
        (series(["room"] * 7 + ["people"] * 3), "watch"),
        (series(["room"] * 6 + ["people"] * 3), "clear"),
        (series(["other"] * 9), "clear"),
        (series(["other"] * 3 + ["room"] * 7), "watch"),
        (series(["other"] * 4 + ["room"] * 6), "clear"),
        (series(["other"] * 5, skill=None), "stepped-on"),
        (series(["room"] * 5, age=55), "watch"),
        (series(["room"] * 5, age=56), "clear"),
        (series(["room"] * 4, age=55) + series(["room"], age=-1), "clear"),
        (series(["room", "people", "other", "clarity"], skill=None), "clear"),
        (series(["room", "people", "other", "clarity", "learning"], skill=None), "stepped-on"),
        (series(["room"] * 5, skill="executive-depth"), "stepped-on"),
        (series(["room"] * 5, skill="executive-depth") + series(["people"]), "watch"),
        ([*series(["room", "people", "other", "clarity"], None), win(5, "agency", "root-cause", review="needs-more")],
         "clear"),
    ],
)  # fmt: skip
def test_repeating_looks_at_kinds_and_at_open_requirements(wins, expected):
    assert state("repeating", *wins) == expected


def weeks(*hours, flags=(), done=(), first=0):
    """Check-ins of one week after another, back from this week: their hours, flags and answers."""
    size = max(len(hours), len(flags), len(done))
    rows = zip(*(list(row) + [None] * (size - len(row)) for row in (hours, flags, done)), strict=True)
    return tuple(
        CheckIn(MONDAY - timedelta(7 * (week + first)), hour, frozenset(flag or ()), answer)
        for week, (hour, flag, answer) in enumerate(rows)
    )


@pytest.mark.parametrize(
    ("check_ins", "expected"),
    [
        (weeks(49.9), "clear"),
        (weeks(50), "watch"),
        (weeks(50, 50), "watch"),
        (weeks(50, 50, 50), "stepped-on"),
        (weeks(50, 40, 50, 50), "stepped-on"),
        (weeks(40, 40, 40, 40, 50), "clear"),
        (weeks(50, first=7), "watch"),  # its Monday is 53 days ago
        (weeks(50, first=8), "clear"),  # 60 days ago
        (weeks(50, first=-1), "clear"),  # next week
    ],
)
def test_long_hours_counts_the_newest_four_check_ins(check_ins, expected):
    assert state("long-hours", check_ins=check_ins) == expected


@pytest.mark.parametrize(("days", "expected"), [(55, "watch"), (56, "clear")])
def test_a_check_in_is_recent_while_its_monday_is(days, expected):
    day = MONDAY + timedelta(days)
    found = assess(record(target_date=DAY + timedelta(99), check_ins=weeks(50)), day)
    assert found.land_mines["long-hours"].state == expected


@pytest.mark.parametrize(
    ("done", "expected"),
    [
        ([], "clear"),
        ([False], "clear"),
        ([False, False], "watch"),
        ([False, None, None, False], "watch"),
        ([False, True, False], "clear"),
        ([True, False, False, False, False], "clear"),
        ([False, False, False, True], "watch"),
        ([False, False, False, False], "stepped-on"),
        ([False, None, False, None, False, None, False], "stepped-on"),
        ([False, False, False, None, None, None, None, None, False], "watch"),  # the last is too long ago
    ],
)
def test_stuck_counts_the_newest_answered_intentions(done, expected):
    assert state("stuck", check_ins=weeks(done=done)) == expected


@pytest.mark.parametrize(
    ("target_date", "expected"), [(None, "stepped-on"), (ago(0), "stepped-on"), (ago(-1), "clear")]
)
def test_stuck_asks_for_a_target_date_ahead(target_date, expected):
    assert state("stuck", win(0, grade="noted"), target_date=target_date) == expected


@pytest.mark.parametrize(
    ("some", "expected"),
    [
        ({}, "clear"),
        ({"wins": [win(0, grade="noted")]}, "stepped-on"),
        ({"wins": [win(900)]}, "stepped-on"),
        ({"wins": [win(-1)]}, "clear"),
        ({"check_ins": weeks(40)}, "stepped-on"),
        ({"check_ins": weeks(40, first=99)}, "stepped-on"),
        ({"check_ins": weeks(40, first=-1)}, "clear"),  # next week
        ({"touchpoints": visits("sales", 9), "problems": taken(2)}, "clear"),
    ],
)
def test_an_empty_record_is_not_stuck(some, expected):
    more = {area: value for area, value in some.items() if area != "wins"}
    assert state("stuck", *some.get("wins", ()), target_date=None, **more) == expected


def test_a_brand_new_account_has_stepped_on_nothing_and_has_nothing_to_watch():
    found = assess(record(), DAY).land_mines.values()
    assert {mine.state for mine in found} == {"clear"}


@pytest.mark.parametrize(
    ("ages", "measured", "expected"),
    [
        ([0], False, "watch"),
        ([0], True, "clear"),
        ([89, 89], False, "watch"),
        ([89, 89, 89], False, "stepped-on"),
        ([89, 89, 90], False, "watch"),
        ([90], False, "clear"),
        ([-1], False, "clear"),
    ],
)
def test_low_impact_counts_outcomes_without_a_number(ages, measured, expected):
    assert state("low-impact", *[win(age, kind="outcome", measured=measured) for age in ages]) == expected


@pytest.mark.parametrize(
    ("flagged", "expected"), [(0, "clear"), (1, "watch"), (2, "watch"), (3, "stepped-on"), (4, "stepped-on")]
)
@pytest.mark.parametrize("slug", sentences.COUNTER_MOVES)
def test_a_flag_by_hand_makes_it_at_least_as_bad(slug, flagged, expected):
    flags = [[slug] if week < flagged else [] for week in range(4)]
    assert state(slug, check_ins=weeks(flags=flags)) == expected


def test_flags_never_make_it_better_and_older_ones_do_not_count():
    assert state("low-impact", *[win(1, kind="outcome")] * 3, check_ins=weeks(flags=[["low-impact"]])) == "stepped-on"
    assert state("low-impact", check_ins=weeks(flags=[[], [], [], [], ["low-impact"]])) == "clear"


def test_of_two_as_bad_the_rule_gives_the_reason():
    found = mine("long-hours", check_ins=weeks(50, flags=[["long-hours"]]))
    assert (found.state, found.because) == ("watch", "rule")
    worse = mine("long-hours", check_ins=weeks(50, 40, 40, flags=[["long-hours"]] * 3))
    assert (worse.state, worse.because, worse.count) == ("stepped-on", "flags", 3)
    assert sentences.mine_reason(worse) == "Flagged by hand in three of the last three check-ins"


@pytest.mark.parametrize(
    ("some", "expected"),
    [
        ({"wins": recommended(30, 40)},
         ("alignment", "watch", "rule", 2, 0, ("A win 40 days ago", "A win 30 days ago"))),
        ({"touchpoints": visits("legal", 5) + visits("sales", 5)},
         ("stakeholders", "stepped-on", "rule", 2, 0, ("sales", "legal"))),
        ({"trials": running(None), "problems": taken(2)}, ("stretched", "watch", "rule", 1, 3, ())),
        ({"wins": series(["room"] * 4)}, ("repeating", "clear", "rule", 0, 4, ())),
        ({"wins": series(["people", *["room"] * 4])}, ("repeating", "watch", "kind", 4, 5, ("room",))),
        ({"wins": series(["room"] * 6, skill=None)}, ("repeating", "stepped-on", "unmet", 9, 6, ())),
        ({"check_ins": weeks(50, 40, 50)}, ("long-hours", "watch", "rule", 2, 3, ())),
        ({"check_ins": weeks(done=[False, False, True])}, ("stuck", "watch", "intentions", 2, 3, ())),
        ({"wins": [win(0)], "target_date": None}, ("stuck", "stepped-on", "date", 0, 0, ())),
        ({"target_date": None}, ("stuck", "clear", "nothing", 0, 0, ())),
        ({"wins": series(["other"] * 5)}, ("repeating", "clear", "kind", 0, 5, ())),
        ({"wins": [win(age, kind="outcome") for age in (1, 2)]},
         ("low-impact", "watch", "rule", 2, 0, ("A win 2 days ago", "A win 1 days ago"))),
        ({"check_ins": weeks(flags=[["alignment"], []])}, ("alignment", "watch", "flags", 1, 2, ())),
    ],
)  # fmt: skip
def test_a_land_mine_says_what_was_counted_of_how_many_and_by_which_rule(some, expected):
    wins, more = some.get("wins", ()), {area: value for area, value in some.items() if area != "wins"}
    assert mine(expected[0], *wins, **more) == LandMine(*expected)


def test_reasons_are_said_in_words():
    wins = [win(40, kind="recommendation", decision="open", title=title) for title in "DCBA"]
    assert sentences.mine_reason(mine("alignment", *wins)) == (
        "Four recommendations, “A”, “B”, “C” and one more, have waited 28 days or more for a decision"
    )
    assert sentences.mine_reason(mine("alignment", wins[0])) == (
        "One recommendation, “D”, has waited 28 days or more for a decision"
    )
    assert sentences.mine_reason(mine("stretched", trials=running(None), problems=taken(3))) == (
        "One running trial and three taken problems at once"
    )
    assert sentences.mine_reason(mine("long-hours", check_ins=weeks(50, 44))) == (
        "50 hours or more in one of the last two check-ins"
    )
    assert sentences.mine_reason(mine("stuck", win(0), target_date=None)) == "No target date lies ahead"

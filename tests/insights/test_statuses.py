"""Where a skill stands, what it lacks in words, and when it drops."""

from datetime import date

import pytest

from insights import sentences
from insights.readiness import assess, evidence_for, standing_of
from insights.statuses import Missing, reaches
from insights.timeline import Timeline
from tests.insights.build import DAY, ago, record, win


def status(*wins):
    return standing_of(Timeline(record(*wins)), "agency", DAY).status


def wins_of(*pairs):
    return [win(age, "agency", grade=grade) for age, grade in pairs]


@pytest.mark.parametrize(
    ("pairs", "expected"),
    [
        ([], "none"),
        ([(0, "noted")], "none"),
        ([(0, "told")], "started"),
        ([(730, "told")], "started"),
        ([(731, "told")], "none"),
        ([(-1, "told")], "none"),
        # shown: two wins, 28 days apart, one backed or confirmed, one fresh
        ([(28, "told"), (0, "backed")], "shown"),
        ([(27, "told"), (0, "backed")], "started"),
        ([(28, "backed"), (0, "told")], "shown"),
        ([(28, "told"), (0, "told")], "started"),
        ([(28, "told"), (0, "confirmed")], "shown"),
        ([(400, "backed"), (365, "told")], "shown"),
        ([(400, "backed"), (366, "told")], "started"),
        ([(730, "backed"), (365, "told")], "shown"),
        ([(731, "backed"), (365, "told"), (0, "told")], "started"),
        ([(40, "told"), (0, "noted")], "started"),
        # proven: three wins, 90 days apart, one confirmed, one fresh and backed or confirmed
        ([(90, "told"), (5, "told"), (0, "confirmed")], "proven"),
        ([(89, "told"), (5, "told"), (0, "confirmed")], "shown"),
        ([(90, "told"), (0, "confirmed")], "shown"),
        ([(90, "told"), (5, "told"), (0, "backed")], "shown"),
        ([(800, "told"), (100, "told"), (0, "confirmed")], "shown"),
        ([(90, "confirmed"), (5, "told"), (0, "told")], "proven"),
        ([(500, "confirmed"), (5, "told"), (0, "backed")], "proven"),
        ([(500, "confirmed"), (366, "backed"), (0, "told")], "shown"),
        ([(500, "confirmed"), (365, "backed"), (0, "told")], "proven"),
        ([(731, "confirmed"), (400, "told"), (5, "backed"), (0, "backed")], "shown"),
    ],
)
def test_a_status_asks_for_number_span_grade_and_freshness(pairs, expected):
    assert status(*wins_of(*pairs)) == expected


def test_forty_wins_of_one_week_start_a_skill_and_no_more():
    assert status(*wins_of(*[(age % 7, "confirmed") for age in range(40)])) == "started"


def test_a_link_that_a_review_asks_more_of_does_not_count():
    struck = win(0, "agency", grade="backed", review="needs-more")
    assert status(win(28, "agency"), struck) == "started"
    assert status(win(28, "agency"), struck, win(0, "agency", grade="backed")) == "shown"


@pytest.mark.parametrize(
    ("status", "asked", "met"),
    [
        ("started", "started", True),
        ("none", "started", False),
        ("proven", "shown", True),
        ("shown", "proven", False),
    ],
)
def test_a_requirement_is_met_by_a_status_as_high(status, asked, met):
    assert reaches(status, asked) is met


@pytest.mark.parametrize(
    ("asked", "pairs", "expected"),
    [
        ("started", [], ["One told win"]),
        ("started", [(5, "told")], []),
        (
            "shown",
            [],
            [
                "Two told wins, 28 days or more apart, one from the last 365 days (20 November 2025 or later)",
                "One backed by an artifact or a number, or confirmed",
            ],
        ),
        (
            "shown",
            [(40, "backed")],
            ["One more told win, dated 8 November or later"],
        ),
        (
            "shown",
            [(10, "backed")],
            [
                "One more told win, 28 days or more after the first (8 December or later); "
                "or an older one, dated 20 November 2024 to 13 October"
            ],
        ),
        (
            "shown",
            [(40, "told"), (20, "told")],
            [
                "One more told win, dated 8 November or later",
                "One backed by an artifact or a number, or confirmed",
            ],
        ),
        (
            "shown",
            [(500, "backed"), (400, "told")],
            ["One more told win, from the last 365 days (20 November 2025 or later)"],
        ),
        (
            "shown",
            [(500, "backed")],
            ["One more told win, dated 20 November 2025 or later"],
        ),
        (
            "shown",
            [(370, "backed")],
            ["One more told win, dated 13 December 2025 or later"],
        ),
        (
            "proven",
            [],
            [
                "Three told wins, the last 90 days or more after the first",
                "One confirmed by another person",
                "One backed or confirmed from the last 365 days (20 November 2025 or later)",
            ],
        ),
        (
            "proven",
            [(95, "confirmed")],
            ["Two more told wins, one of them dated 15 November or later"],
        ),
        ("proven", [(95, "confirmed"), (5, "told")], ["One more told win"]),
        ("proven", [(95, "backed"), (5, "told"), (4, "told")], ["One confirmed by another person"]),
        (
            "proven",
            [(500, "confirmed"), (5, "told"), (4, "told")],
            ["One backed or confirmed from the last 365 days (20 November 2025 or later)"],
        ),
    ],
)
def test_what_is_missing_is_said_in_words(asked, pairs, expected):
    standing = standing_of(Timeline(record(*wins_of(*pairs))), "agency", DAY, asked)
    assert [sentences.missing(entry, DAY) for entry in standing.missing] == expected
    assert standing.met is (not expected)


@pytest.mark.parametrize(
    ("asked", "pairs", "expected"),
    [
        ("shown", [], [Missing("win", 2, 28, ago(365), first=True), Missing("backed", 1)]),
        ("shown", [(28, "backed")], [Missing("win", 1, 28, ago(0))]),
        ("shown", [(27, "backed")], [Missing("win", 1, 28, ago(-1), before=(ago(730), ago(55)))]),
        ("shown", [(500, "backed")], [Missing("win", 1, 28, ago(365))]),
        ("shown", [(500, "backed"), (400, "told")], [Missing("win", 1, since=ago(365))]),
        ("shown", [(500, "told"), (365, "told")], [Missing("backed", 1)]),
        ("proven", [(80, "told")], [
            Missing("win", 2, 90, ago(-10), before=(ago(730), ago(170))),
            Missing("confirmed", 1),
            Missing("fresh-backed", 1, since=ago(365)),
        ]),
    ],
)  # fmt: skip
def test_what_is_missing_is_a_value_that_says_how_much(asked, pairs, expected):
    assert list(standing_of(Timeline(record(*wins_of(*pairs))), "agency", DAY, asked).missing) == expected


@pytest.mark.parametrize(
    ("pairs", "expected"),
    [
        ([], None),
        ([(100, "told")], (ago(100 - 731), "none")),
        ([(100, "told"), (0, "told")], (ago(-731), "none")),
        ([(100, "backed"), (0, "told")], (ago(-366), "started")),
        ([(600, "backed"), (0, "told")], (ago(600 - 731), "started")),
        ([(720, "told"), (10, "told"), (0, "backed")], (ago(720 - 731), "started")),
        ([(720, "told"), (100, "told"), (0, "backed")], (ago(-366), "started")),
        ([(90, "told"), (5, "told"), (0, "confirmed")], (ago(-366), "started")),
        ([(90, "told"), (50, "backed"), (50, "confirmed"), (0, "told")], (ago(50 - 366), "shown")),
        ([(700, "confirmed"), (50, "backed"), (0, "told")], (ago(700 - 731), "shown")),
        ([(700, "confirmed"), (100, "told"), (50, "told"), (0, "backed")], (ago(700 - 731), "shown")),
    ],
)
def test_a_standing_says_when_it_drops_if_nothing_is_added(pairs, expected):
    drop = standing_of(Timeline(record(*wins_of(*pairs))), "agency", DAY).drop
    assert (drop and (drop.day, drop.status)) == expected


def test_a_drop_is_said_in_words():
    def said(*pairs):
        found = standing_of(Timeline(record(*wins_of(*pairs))), "agency", DAY).drop
        return sentences.drop("agency", found, DAY)

    assert said() == ""
    assert said((100, "told")) == "If nothing is added, Agency drops to nothing on 12 August 2028"
    assert said((360, "backed"), (300, "told")) == "If nothing is added, Agency drops to started on 25 January 2027"


def test_a_drop_is_the_first_day_on_which_the_status_is_lower():
    timeline = Timeline(record(*wins_of((690, "confirmed"), (200, "told"), (30, "backed"))))
    day = DAY
    while drop := standing_of(timeline, "agency", day).drop:
        before = date.fromordinal(drop.day.toordinal() - 1)
        assert standing_of(timeline, "agency", before).status == standing_of(timeline, "agency", day).status
        assert standing_of(timeline, "agency", drop.day).status == drop.status
        day = drop.day
    assert standing_of(timeline, "agency", day).status == "none"


def test_an_assessment_holds_the_requirements_and_every_other_skill_that_counts():
    told = assess(record(win(3, "agency", "root-cause"), win(3, "executive-depth", grade="noted")), DAY)
    assert told.aim.target == "pm"
    assert (told.met, told.of) == (0, 9)
    assert [entry.skill for entry in told.requirements] == list(told.aim.requirements)
    assert "executive-depth" not in told.skills
    assert (told.skills["agency"].asked, told.skills["agency"].met) == (None, None)
    assert (told.skills["root-cause"].status, told.skills["root-cause"].met) == ("started", False)


def test_the_evidence_of_a_skill_says_what_counts_and_until_when():
    struck = win(9, "agency", review="needs-more")
    wins = (struck, win(0, "agency"), win(5, "agency"), win(-1, "agency"), win(3, "clarity"))
    found = evidence_for(record(*wins), "agency", DAY)
    assert [(entry.win.date, entry.counts, entry.reasons) for entry in found] == [
        (ago(0), True, ()),
        (ago(5), True, ()),
        (ago(9), False, ("needs-more",)),
    ]
    assert (found[1].fades, found[1].ends) == (ago(5 - 366), ago(5 - 731))

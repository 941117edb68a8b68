"""The quiet notes, old strengths and what the wins lean to: when they come, and when nothing is said."""

import pytest

from insights import notes, sentences
from insights.notes import Lean, OldStrengths
from insights.targets import aim_of
from insights.timeline import Timeline
from tests.insights.build import DAY, record, win

MARKET, PEOPLE, STRATEGY = "root-cause", "agency", "big-picture"


def old(*wins, level="senior-pm", **profile):
    judged = record(*wins, level=level, **profile)
    return notes.old_strengths(Timeline(judged), aim_of(judged.profile), DAY)


def lean(*wins):
    return notes.lean(Timeline(record(*wins)), DAY)


def of(skill, count, age=1, grade="noted"):
    return [win(age, skill, grade=grade) for _ in range(count)]


@pytest.mark.parametrize(
    ("wins", "found"),
    [
        ([], None),
        (of(MARKET, 4), None),
        (of(MARKET, 5), (5, 5)),
        (of(MARKET, 5, age=179), (5, 5)),
        (of(MARKET, 5, age=180), None),
        (of(MARKET, 5, age=-1), None),
        (of(MARKET, 3) + of(PEOPLE, 2), (3, 5)),
        (of(MARKET, 3) + of(PEOPLE, 3), None),
        (of(MARKET, 4) + of(STRATEGY, 3), (4, 7)),
        (of(PEOPLE, 9), None),
        ([win(1, MARKET, PEOPLE, "impact-focus"), win(2, MARKET, "impact-focus")], (4, 5)),
    ],
)
def test_old_strengths_are_most_links_of_half_a_year_to_the_levels_own_tier(wins, found):
    assert old(*wins) == (OldStrengths(*found, "market") if found else None)


def test_a_higher_level_counts_the_tiers_below_its_own_as_well():
    assert old(*of(MARKET, 3), *of(PEOPLE, 2), level="director") == OldStrengths(5, 5, "people")
    assert old(*of(STRATEGY, 3), *of(PEOPLE, 2), level="director") is None


def test_where_the_target_lies_in_the_same_tier_nothing_is_old():
    assert old(*of(MARKET, 9), level="pm") is None
    assert old(*of(MARKET, 9), level="pm", target="director") == OldStrengths(9, 9, "market")


def test_below_the_pyramid_nothing_is_old():
    assert old(*of(MARKET, 9), level="aspiring") is None


@pytest.mark.parametrize(
    ("wins", "found"),
    [
        ([], None),
        (of("root-cause", 5), None),
        (of("root-cause", 6), ("analytical", 6, 6)),
        (of("customer-insight", 6), ("analytical", 6, 6)),
        (of("impact-focus", 3) + of("winning-outcomes", 3), ("entrepreneurial", 6, 6)),
        (of("impact-focus", 4) + of("root-cause", 2), ("entrepreneurial", 4, 6)),
        (of("impact-focus", 4) + of("root-cause", 3), None),
        (of("impact-focus", 3) + of("root-cause", 3), None),
        (of("root-cause", 6, age=364), ("analytical", 6, 6)),
        (of("root-cause", 6, age=365), None),
        (of("agency", 20), None),
    ],
)
def test_a_lean_is_two_thirds_of_six_links_or_more(wins, found):
    assert lean(*wins) == (Lean(*found) if found else None)


def test_the_notes_in_words():
    aim = aim_of(record(level="senior-pm").profile)
    assert sentences.old_strengths(OldStrengths(21, 33, "market"), aim) == (
        "21 of 33 links of the last 180 days are to skills of the market tier: those strengths are counted already. "
        "Director rests on the people tier"
    )
    assert "the people tier or below" in sentences.old_strengths(OldStrengths(5, 5, "people"), aim)
    assert sentences.lean(Lean("analytical", 6, 8)) == (
        "Your wins lean to the analytical side: 6 of 8 links of the last year speak of the cause beneath, "
        "the rest of the effect in the market. The job asks for both"
    )
    assert sentences.lean(Lean("entrepreneurial", 6, 6)).endswith(
        "6 of 6 links of the last year speak of the effect in the market. The job asks for both"
    )

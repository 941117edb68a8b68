"""Strategy for show: when the warning comes, and when it does not."""

import pytest

from insights import sentences
from insights.readiness import assess
from tests.insights.build import DAY, record, win

FOUNDATIONS = ("customer-insight", "product-mastery", "commercial-awareness")
GROUND = [win(300, *FOUNDATIONS, grade="backed"), win(200, *FOUNDATIONS, grade="backed")]
"""The three foundation skills shown, by wins that lie before the last 180 days."""


def theatre(*wins, ground=True):
    return assess(record(*(GROUND if ground else ()), *wins), DAY).theatre


def high(*ages, grade="noted", skill="big-picture"):
    return [win(age, skill, grade=grade) for age in ages]


def both(*ages):
    """Wins with two links to strategy and one to people."""
    return [win(age, "big-picture", "product-strategy", "agency", grade="noted") for age in ages]


@pytest.mark.parametrize(
    ("wins", "ground", "warns"),
    [
        (high(1, 2), False, False),
        (high(1, 2, 3), False, True),
        (high(1, 2, 3, skill="financial-literacy"), False, True),
        (high(1, 2, 3, skill="agency"), False, False),
        (high(1, 2, 3, grade="confirmed"), False, True),
        (high(1, 2, 179), False, True),
        (high(1, 2, 180), False, False),
        (high(1, 2, -1), False, False),
        ([*high(1, 2, 3), *high(1, 2, skill="agency")], False, True),
        ([*high(1, 2, 3), *high(1, 2, 3, skill="agency")], False, False),
        (high(1, 2, 3, grade="backed"), True, False),
        (high(1, 2, 3, grade="confirmed"), True, False),
        ([*high(1, 2), *high(3, 4, grade="backed")], True, False),
        ([*high(1, 2, 3), *high(4, 5, grade="backed")], True, True),
        (high(1, 2, 3, grade="told"), True, True),
        ([*both(1, 2), *high(3, grade="backed")], True, True),
        ([win(1, "big-picture", "product-strategy", "business-ownership", grade="noted")], True, True),
        ([win(1, "big-picture", "product-strategy", review="needs-more"), *high(2)], False, True),
    ],
)
def test_theatre_is_strategy_without_the_ground_under_it(wins, ground, warns):
    found = theatre(*wins, ground=ground)
    assert found.warns is warns
    assert bool(sentences.theatre_reason(found)) is warns


def test_the_warning_says_what_caused_it():
    found = theatre(*high(3, 1), *high(2, skill="learning"), *high(4, grade="told"))
    assert [entry.date for entry in found.wins] == sorted(entry.date for entry in found.wins)
    assert sentences.theatre_reason(found) == (
        "3 of 4 links of the last 180 days are to strategy or business, "
        "and three of these three wins are neither backed nor confirmed"
    )
    assert sentences.theatre_reason(theatre(*high(1, 2, 3), ground=False)) == (
        "3 of 3 links of the last 180 days are to strategy or business, "
        "and Customer insight, Product mastery and Commercial awareness are not shown"
    )

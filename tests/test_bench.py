"""What `make bench` concludes from its figures."""

from copy import deepcopy

import pytest

from tests.bench.measuring import Target, ratio
from tests.bench.verdict import aims, got_worse, table


@pytest.fixture
def result():
    def at(floors):
        return {
            "queries": 5,
            "median": 10.0,
            "p99": 20.0,
            "raw": 20_000,
            "sent": 4_000,
            "floors": [floors, floors - 0.05, floors + 0.05],
            "growth": [1.1, 1.0, 1.2],
            "first_load": 88_000,
        }

    def act(floors):
        return {"median": 10.0, "p99": 20.0, "floors": [floors, floors - 0.05, floors + 0.05]}

    return {
        "sizes": ["1000", "10000"],
        "floor": {"queries": 2, "median": 6.0, "p99": 9.0, "raw": 6_000, "sent": 6_000},
        "pages": {"Wins": {"1000": at(1.3), "10000": at(1.4)}, "Search, miss": {"1000": at(1.1), "10000": at(1.2)}},
        "act_floor": {"median": 6.0, "p99": 9.0},
        "acts": {
            "A captured line": {"1000": act(1.8), "10000": act(3.8)},
            "Readiness, first": {"1000": act(3.9), "10000": act(13.0)},
        },
        "assets": [{"path": "/static/a.0123456789ab.css", "sent": 900, "problem": ""}],
    }


def missed(result):
    return [words for met, words in aims(result) if not met]


def test_all_aims_met(result):
    assert missed(result) == []
    assert "Search, miss" in table(result)


@pytest.mark.parametrize(
    ("page", "figure", "value"),
    [
        ("Wins", "floors", [1.6, 1.5, 1.7]),
        ("Search, miss", "floors", [1.6, 1.5, 1.7]),
        ("Wins", "growth", [1.3, 1.2, 1.4]),
        ("Wins", "first_load", 100_001),
        ("Wins", "queries", 6),
    ],
)
def test_a_missed_aim_is_named(result, page, figure, value):
    result["pages"][page]["10000"][figure] = value
    (words,) = missed(result)
    assert words.startswith(page)


@pytest.mark.parametrize(
    ("act", "size", "floors"),
    [
        ("A captured line", "1000", 2.1),
        ("A captured line", "10000", 4.1),
        ("Readiness, first", "1000", 4.1),
        ("Readiness, first", "10000", 14.1),
    ],
)
def test_a_change_of_the_record_that_takes_too_long_is_named(result, act, size, floors):
    result["acts"][act][size]["floors"] = [floors, floors - 0.1, floors + 0.1]
    (words,) = missed(result)
    assert words.startswith(act) and f"{int(size):,}" in words


def test_an_act_that_got_a_fifth_slower_is_found(result):
    now = deepcopy(result)
    now["acts"]["A captured line"]["1000"]["floors"] = [2.4, 2.3, 2.5]
    (words,) = got_worse(result, now)
    assert words.startswith("A captured line at 1,000 wins")


def test_an_asset_that_is_sent_wrongly_is_named(result):
    result["assets"][0]["problem"] = "not compressed"
    assert "a.0123456789ab.css (not compressed)" in missed(result)[0]


def test_the_same_again_is_nothing_worse(result):
    assert got_worse(result, deepcopy(result)) == []


@pytest.mark.parametrize(
    ("figure", "value", "is_worse"),
    [
        ("queries", 7, True),
        ("queries", 6, False),
        ("raw", 24_001, True),
        ("sent", 4_801, True),
        ("first_load", 105_601, True),
        ("floors", [1.8, 1.7, 1.9], True),
        ("floors", [1.8, 1.4, 2.2], False),  # noise may be all of it
        ("floors", [1.65, 1.6, 1.7], False),  # less than a fifth
        ("median", 99.0, False),  # another machine
        ("growth", [1.29, 1.2, 1.4], False),
    ],
)
def test_a_fifth_worse_is_found_and_noise_is_not(result, figure, value, is_worse):
    now = deepcopy(result)
    now["pages"]["Wins"]["10000"][figure] = value
    assert bool(got_worse(result, now)) == is_worse


def test_a_page_that_is_new_is_compared_with_nothing(result):
    before = deepcopy(result)
    del before["pages"]["Wins"]
    assert got_worse(before, result) == []


def test_a_ratio_knows_how_sure_it_is():
    base, steady, wild = (Target(0, "/", "") for _ in range(3))
    base.times = [10.0, 10.1, 9.9] * 30
    steady.times = [20.0, 20.2, 19.8] * 30
    wild.times = [float(n) for n in range(5, 35)] * 3
    sure, unsure = ratio(steady, base), ratio(wild, base)
    assert sure.middle == 2.0
    assert sure.high - sure.low < 0.1 < unsure.high - unsure.low
    assert unsure.low < unsure.middle < unsure.high

"""The values of the Readiness page: the count in words, tiers and their order, what is missing, what a status asks."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evidence.readiness_page import readiness_page
from evidence.shelves import Shelf
from evidence.skill_evidence import asks_of
from insights.catalog import catalog
from insights.record import Profile
from insights.statuses import Tally, missing_for, reaches, status_of
from insights.targets import aim_of

TODAY = date(2026, 11, 20)


def ago(days):
    return TODAY - timedelta(days)


PROVEN = Tally(3, ago(100), ago(0), ago(0), ago(0))
STARTED = Tally(1, ago(10), ago(10))


def page(level="senior-pm", track="manager", target="", **tallies):
    shelves = {
        skill.replace("_", "-"): Shelf(tally, (), tally.wins, 0, 0) if isinstance(tally, Tally) else tally
        for skill, tally in tallies.items()
    }
    return readiness_page(aim_of(Profile(level, track, target)), level, shelves, TODAY, "/wins/{}/")


def met(*skills, **more):
    return page(**{skill.replace("-", "_"): PROVEN for skill in skills}, **more)


def rows(shown):
    return {row.skill: row for tier in shown.tiers for row in tier.rows}


def of_director():
    return list(catalog().requirements("director", "manager"))


def test_the_page_is_headed_by_target_track_and_day():
    shown = page()
    assert (shown.title, shown.short, shown.track, shown.day) == (
        "Director of Product",
        "Director",
        "manager",
        "20 November 2026",
    )


def test_the_count_is_said_in_words_and_the_missing_is_apart():
    shown = met(*of_director()[:13])
    assert (shown.met, shown.of) == (13, 19)
    assert shown.means == "Of the 19 skills that a Director of Product is asked for, 13 stand where they should."
    assert shown.lacks == "Six do not yet"
    names = [catalog().skills[skill].name for skill in of_director()[13:]]
    assert shown.lacking.lower() == ", ".join(names).lower()


def test_many_open_skills_are_not_all_named():
    assert met(*of_director()[:12]).lacking == ""


def test_one_that_is_met_and_one_that_is_open_are_said_in_the_singular():
    assert "one stands where it should" in met("clarity").means
    assert met(*of_director()[:-1]).lacks == "One does not yet"


def test_with_nothing_met_all_of_it_is_missing():
    shown = page()
    assert shown.means == ""
    assert shown.lacks == "None of the 19 skills that a Director of Product is asked for stands where it should yet"
    assert shown.is_empty


def test_a_win_that_does_not_count_yet_is_a_start():
    shown = page(clarity=Shelf(Tally(), (), 1, 1, 0))
    assert not shown.is_empty
    assert rows(shown)["clarity"].note == "One noted only, does not count yet."


def test_with_everything_met_nothing_is_missing():
    shown = met(*of_director())
    assert (shown.lacks, shown.lacking) == ("", "")
    assert shown.means == "All 19 skills that a Director of Product is asked for stand where they should."
    assert "ready" not in shown.means.lower()


@pytest.mark.parametrize("shown", [page(), met(*of_director()[:13]), met(*of_director())])
def test_no_percentage_is_ever_given(shown):
    assert "%" not in shown.means + shown.lacks + shown.tally


def test_the_targets_own_tier_comes_first_then_from_the_ground_up():
    assert [tier.slug for tier in page().tiers] == ["people", "market", "strategy"]
    assert [tier.slug for tier in page().tiers_from_the_top] == ["strategy", "people", "market"]
    assert [tier.slug for tier in page(level="vp").tiers] == ["business", "market", "people", "strategy"]


def test_each_tier_says_what_it_is_to_the_target():
    about = {tier.slug: tier.about for tier in page().tiers}
    assert about == {
        "people": "the tier of a Director",
        "market": "what you are trusted for already",
        "strategy": "a start is enough for now",
    }


def test_a_tier_that_was_leapt_over_is_not_called_trusted():
    about = {tier.slug: tier.about for tier in page(level="pm", target="cpo").tiers}
    assert about["people"] == about["strategy"] == "what the next tier stands on"
    assert about["market"] == "what you are trusted for already"


def test_every_requirement_stands_in_exactly_one_tier():
    for level in ("aspiring", "pm", "senior-pm", "director", "vp"):
        for track in ("manager", "expert"):
            shown = page(level=level, track=track)
            assert sorted(rows(shown)) == sorted(catalog().requirements(aim_of(Profile(level, track)).target, track))
            assert sum(tier.of for tier in shown.tiers) == shown.of


def test_open_requirements_come_first_within_a_tier():
    shown = met("platform-thinking", "clarity")
    people = shown.tiers[0]
    assert [row.met for row in people.rows] == [False] * 7 + [True] * 2
    assert people.met == 2


def test_a_row_says_what_is_asked_what_is_there_and_what_is_missing():
    row = rows(page(coaching=STARTED))["coaching"]
    assert (row.status, row.asks, row.tags) == ("Started", "proven", "manager track")
    assert 'aria-label="started, asked: proven"' in row.meter
    assert not row.met
    assert row.missing.startswith("Two more told wins")
    assert "One confirmed by another person." in row.missing


def test_a_met_row_lacks_nothing():
    row = rows(met("coaching"))["coaching"]
    assert row.met
    assert row.missing == ""


def test_what_had_more_asked_is_said_beside_the_row():
    shown = page(recommending=Shelf(PROVEN, (), 6, 2, 1), clarity=Shelf(PROVEN, (), 5, 0, 2))
    assert rows(shown)["recommending"].note == ("Two noted only, do not count yet. One is struck out: more was asked.")
    assert rows(shown)["clarity"].note == "Two are struck out: more was asked."


def test_what_found_no_room_on_the_axis_is_counted():
    assert rows(page(clarity=Shelf(PROVEN, (), 40, 0, 0)))["clarity"].hidden == 40


days = st.integers(0, 730).map(ago)


@st.composite
def tallies(draw):
    dates = sorted(draw(st.lists(days, max_size=6)))
    if not dates:
        return Tally()
    backed = draw(st.sampled_from([None, *dates]))
    confirmed = draw(st.sampled_from([None, *dates]))
    if confirmed and (backed is None or backed < confirmed):
        backed = confirmed
    return Tally(len(dates), dates[0], dates[-1], backed, confirmed)


@given(tallies(), st.sampled_from(["started", "shown", "proven"]))
def test_the_checklist_agrees_with_the_rules(tally, asked):
    holds = all(ask.holds for ask in asks_of(asked, tally, TODAY))
    assert holds == (not missing_for(tally, asked, TODAY))
    if holds:
        assert reaches(status_of(tally, TODAY), asked)


def test_the_checklist_says_what_is_there():
    asks = asks_of("proven", Tally(3, ago(148), ago(8)), TODAY)
    assert [(ask.words, ask.there, ask.holds) for ask in asks] == [
        ("three counting wins", "3", True),
        ("the newest 90 days or more after the oldest", "140 days", True),
        ("one confirmed", "none", False),
        ("one backed or confirmed of the last 365 days", "none", False),
    ]


def test_the_checklist_of_a_single_win_knows_no_span():
    asks = asks_of("shown", STARTED, TODAY)
    assert [ask.there for ask in asks] == ["1", "no two yet", "none", "10 November"]
    assert [ask.holds for ask in asks] == [False, False, False, True]

"""The values of the Readiness page: headings in words, groups and their order, addresses, what a status asks."""

from collections import defaultdict
from datetime import date, timedelta

import pytest
from django.utils.safestring import SafeString
from hypothesis import given
from hypothesis import strategies as st

from evidence.readiness.fragments import Fragments
from evidence.readiness.gate_details import GateDetails
from evidence.readiness.judgement import Gate, Judgement, Requirement, Step
from evidence.readiness.kept import KeptJudgement
from evidence.readiness.opened_skill import asks_of
from evidence.readiness.page import ReadinessQuery, laid_out
from insights.catalog import catalog
from insights.gates import GATES
from insights.record import Profile
from insights.statuses import Tally, missing_for, reaches, status_of
from insights.targets import aim_of

TODAY = date(2026, 11, 20)
STARTED = Tally(1, TODAY - timedelta(10), TODAY - timedelta(10))


def ago(days):
    return TODAY - timedelta(days)


def judgement(*met, level="senior-pm", track="manager", target="", needs=None, drops=None, holding=(), steps=()):
    """A judgement in which the requirements `met` are met, and the gates `holding` hold."""
    aim, needs, drops = aim_of(Profile(level, track, target)), needs or {}, drops or {}
    return Judgement(
        target=aim.target,
        track=aim.track,
        verdict="building",
        counts="",
        lacks="",
        makes="",
        is_empty=False,
        requirements=tuple(
            Requirement(
                skill=skill,
                name=catalog().skills[skill].name,
                tags="",
                asked=asked,
                status=asked if skill in met else "none",
                met=skill in met,
                missing="" if skill in met else "One more told win.",
                needs=0 if skill in met else needs.get(skill, 1),
                drops=drops.get(skill),
                tally=Tally(),
            )
            for skill, asked in aim.requirements.items()
        ),
        gates=tuple(Gate(slug, slug.capitalize(), slug in holding, (), GateDetails()) for slug in GATES),
        steps=tuple(steps),
        theatre=None,
    )


def page(*met, level="senior-pm", by="tier", day=TODAY, **fields):
    html = SafeString()
    kept = KeptJudgement(judgement(*met, level=level, **fields), Fragments(html, html, defaultdict(SafeString), html))
    return laid_out(kept, catalog().levels[level], ReadinessQuery(day, TODAY, by), "/readiness/")


def of_director():
    return list(catalog().requirements("director", "manager"))


def headings(shown):
    return [group.heading for group in shown.groups]


def order(shown):
    return [row.requirement.skill for group in shown.groups for row in group.rows]


def test_the_page_is_headed_by_target_and_day():
    shown = page()
    assert (shown.title, shown.short, shown.day) == ("Director of Product", "Director", "20 November 2026")
    assert shown.requirements_heading == "19 requirements"


def test_the_targets_own_tier_comes_first_then_from_the_ground_up():
    assert [group.slug for group in page().groups] == ["people", "market", "strategy"]
    assert [tier.slug for tier in page().counts] == ["strategy", "people", "market"]
    assert [group.slug for group in page(level="vp").groups] == ["business", "market", "people", "strategy"]


def test_each_tier_says_what_it_is_to_the_target():
    assert headings(page("clarity", "customer-insight")) == [
        "People: the tier of a Director. 1 of 9 met",
        "Market: what you are trusted for already. 1 of 7 met",
        "Strategy: a start is enough for now. 0 of 3 met",
    ]


def test_nobody_is_trusted_for_what_none_of_it_is_met():
    assert headings(page("clarity"))[1] == "Market: what the next tier stands on. 0 of 7 met"


def test_a_tier_that_was_leapt_over_is_not_called_trusted():
    said = headings(page("winning-outcomes", level="pm", target="cpo"))
    assert sum("what the next tier stands on" in heading for heading in said) == 2
    assert sum("what you are trusted for already" in heading for heading in said) == 1


@pytest.mark.parametrize("by", ["tier", "gap", "expiry"])
@pytest.mark.parametrize("level", ["aspiring", "pm", "senior-pm", "director", "vp"])
@pytest.mark.parametrize("track", ["manager", "expert"])
def test_every_requirement_stands_in_exactly_one_group(level, track, by):
    shown = page(level=level, track=track, by=by)
    assert sorted(order(shown)) == sorted(aim_of(Profile(level, track)).requirements)


def test_open_requirements_come_first_within_a_tier():
    people = page("platform-thinking", "clarity").groups[0]
    assert [row.requirement.met for row in people.rows] == [False] * 7 + [True] * 2
    assert people.lacks
    assert not page(*of_director()).groups[0].lacks


def test_by_gap_the_nearest_comes_first_and_what_is_met_last():
    shown = page("clarity", by="gap", needs={"agency": 5, "coaching": 4, "learning": 0})
    assert headings(shown) == ["Open, the nearest first: 18", "Met: 1"]
    assert order(shown)[0] == "learning"
    assert order(shown)[-3:] == ["coaching", "agency", "clarity"]


def test_by_expiry_the_first_to_drop_comes_first_and_what_cannot_drop_last():
    drops = {"clarity": date(2027, 6, 1), "agency": date(2027, 3, 3), "coaching": date(2026, 12, 24)}
    shown = page("clarity", by="expiry", drops=drops)
    assert order(shown)[:3] == ["coaching", "agency", "clarity"]
    assert headings(shown)[1] == "Nothing counts yet, so nothing expires"


def test_the_gates_are_counted_in_words():
    assert page(holding=("trial", "horizon", "confirmed")).gates_heading == "Six gates: three hold, three are open"
    assert page(holding=GATES[1:]).gates_heading == "Six gates: five hold, one is open"
    assert page(holding=GATES[1:]).still_open == "One gate is open: skills"
    assert page(holding=GATES[:1]).gates_heading == "Six gates: one holds, five are open"
    assert page().gates_heading == "Six gates: all open"
    assert page(holding=GATES).gates_heading == "Six gates: every one holds"
    assert page(holding=GATES[2:]).still_open == "Two gates are open: skills and traits"


def test_the_steps_are_counted_in_words():
    steps = (
        Step("trial", "Trial", True, "A trial.", "", "Begin."),
        Step("clarity", "Creating clarity", False, "A win.", "", "Write."),
    )
    assert page(steps=steps).steps_heading == "The next two steps"
    assert page(steps=steps[:1]).steps_heading == "The next step"


def test_addresses_keep_day_and_grouping():
    usual, other = page(), page(by="gap", day=date(2026, 8, 1))
    assert (usual.here, usual.prefix) == ("/readiness/", "")
    assert other.here == "/readiness/?by=gap&on=2026-08-01"
    assert other.prefix == "by=gap&on=2026-08-01&"
    assert other.by_tier == "/readiness/?on=2026-08-01"
    assert [way.address for way in other.ways] == [
        "/readiness/?on=2026-08-01",
        "/readiness/?by=gap&on=2026-08-01",
        "/readiness/?by=expiry&on=2026-08-01",
    ]
    assert [way.is_present for way in other.ways] == [False, True, False]


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

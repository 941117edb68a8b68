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


def judgement(
    *met, level="senior-pm", track="manager", target="", needs=None, drops=None, holding=(), unasked=(), steps=()
):
    """A judgement in which the requirements `met` are met, and the gates `holding` hold."""
    aim, needs, drops = aim_of(Profile(level, track, target)), needs or {}, drops or {}
    return Judgement(
        target=aim.target,
        track=aim.track,
        verdict="building",
        counts="",
        lacks="",
        requirements=tuple(
            Requirement(
                skill=skill,
                name=catalog().skills[skill].name,
                asked=asked,
                status=asked if skill in met else "none",
                met=skill in met,
                missing="" if skill in met else "One more win",
                details="",
                is_step=any(step.slug == skill for step in steps),
                needs=0 if skill in met else needs.get(skill, 1),
                drops=drops.get(skill),
                tally=Tally(),
            )
            for skill, asked in aim.requirements.items()
        ),
        gates=tuple(
            Gate(slug, slug.capitalize(), None if slug in unasked else slug in holding, False, (), GateDetails())
            for slug in GATES
        ),
        steps=tuple(steps),
        theatre=None,
    )


def page(*met, level="senior-pm", by="need", day=TODAY, is_long=False, **fields):
    html = SafeString()
    kept = KeptJudgement(judgement(*met, level=level, **fields), Fragments(html, html, defaultdict(SafeString), html))
    return laid_out(kept, catalog().levels[level], ReadinessQuery(day, TODAY, by, is_long), "/readiness/")


def of_director():
    return list(catalog().requirements("director", "manager"))


def headings(shown):
    return [group.heading for table in shown.tables for group in table.groups]


def order(shown):
    return [row.requirement.skill for table in shown.tables for group in table.groups for row in group.rows]


def test_the_page_is_headed_by_target_and_day():
    shown = page()
    assert (shown.short, shown.day) == ("Director", "20 November")
    assert page(day=date(2025, 8, 1)).day == "1 August 2025"


def test_what_is_open_stands_before_what_is_met():
    assert [(table.slug, table.heading) for table in page("clarity", "agency").tables] == [
        ("open", "17 requirements are open"),
        ("met", "Two are met"),
    ]
    first, *rest = of_director()
    assert [table.heading for table in page(first).tables] == ["18 requirements are open", "One is met"]
    assert [table.heading for table in page(*rest).tables] == ["One requirement is open", "18 are met"]
    assert [table.heading for table in page().tables] == ["19 requirements are open"]
    assert [table.heading for table in page(first, *rest).tables] == ["All 19 requirements are met"]


def test_the_targets_own_tier_comes_first_then_from_the_ground_up():
    assert [heading.split(",")[0] for heading in headings(page(*of_director()))] == ["People", "Market", "Strategy"]
    of_cpo = aim_of(Profile("vp", "manager")).requirements
    assert [heading.split(",")[0] for heading in headings(page(*of_cpo, level="vp"))] == [
        *("Business", "Market", "People", "Strategy")
    ]


def test_each_tier_says_what_it_is_to_the_target():
    assert headings(page("clarity", "customer-insight", "big-picture"))[1:] == [
        "People, the tier of a Director: 1 of 9",
        "Market, trusted for already: 1 of 7",
        "Strategy, a start is enough: 1 of 3",
    ]


def test_nobody_is_trusted_for_what_none_of_it_is_met():
    assert headings(page("clarity"))[1:] == ["People, the tier of a Director: 1 of 9"]


def test_a_tier_that_was_leapt_over_is_not_called_trusted():
    said = " ".join(headings(page(*aim_of(Profile("pm", target="cpo")).requirements, level="pm", target="cpo")))
    assert said.count("what the next tier stands on") == 2
    assert said.count("trusted for already") == 1


@pytest.mark.parametrize("by", ["need", "expiry"])
@pytest.mark.parametrize("level", ["aspiring", "pm", "senior-pm", "director", "vp"])
@pytest.mark.parametrize("track", ["manager", "expert"])
def test_every_requirement_stands_in_exactly_one_group(level, track, by):
    asked = sorted(aim_of(Profile(level, track)).requirements)
    assert sorted(order(page(level=level, track=track, by=by))) == asked
    assert sorted(order(page(*asked[::2], level=level, track=track, by=by))) == asked


def test_what_a_step_is_for_comes_first_then_the_nearest():
    steps = (
        Step("trial", "Trial", is_gate=True, missing="A trial", action="Begin."),
        Step("coaching", "Coaching and delegating", is_gate=False, missing="A win", action="Write."),
    )
    shown = page("clarity", needs={"agency": 5, "coaching": 4, "learning": 0}, steps=steps)
    assert order(shown)[:2] == ["coaching", "learning"]
    assert order(shown)[-2:] == ["agency", "clarity"]
    assert shown.marks
    assert not page("coaching", steps=steps).marks


def test_by_expiry_the_first_to_drop_comes_first_and_what_cannot_drop_last():
    drops = {"clarity": date(2027, 6, 1), "agency": date(2027, 3, 3), "coaching": date(2026, 12, 24)}
    shown = page("clarity", by="expiry", drops=drops)
    assert [table.heading for table in shown.tables] == ["19 requirements"]
    assert order(shown)[:3] == ["coaching", "agency", "clarity"]
    assert headings(shown)[1] == "Nothing counts yet, so nothing expires"


@pytest.mark.parametrize(
    ("held", "heading", "summary"),
    [
        (("trial", "horizon"), "Four gates are open, two hold", "Two hold: trial and horizon"),
        (GATES[1:], "One gate is open, five hold", f"Five hold: {', '.join(GATES[1:5])} and {GATES[5]}"),
        (GATES[:1], "Five gates are open, one holds", "One holds: skills"),
        ((), "Six gates are open", ""),
        (GATES, "All six gates hold", f"Six hold: {', '.join(GATES[:5])} and {GATES[5]}"),
    ],
)  # fmt: skip
def test_gates_that_are_open_stand_before_those_that_hold(held, heading, summary):
    gates = page(holding=held).gates
    assert (gates.heading, gates.summary) == (heading, summary)
    assert [gate.slug for gate in (*gates.still_open, *gates.folded)] == sorted(GATES, key=lambda gate: gate in held)


def test_gates_that_are_not_asked_are_folded_away():
    gates = page(holding=GATES[3:], unasked=("traits",)).gates
    assert gates.summary == "Three hold: foundations, horizon and confirmed; one is not asked: traits"
    assert page(unasked=("traits", "foundations")).gates.summary == "Two are not asked: traits and foundations"


def test_an_opened_gate_is_not_folded_away():
    kept = KeptJudgement(
        judgement(holding=("trial",)), Fragments(*[SafeString()] * 2, defaultdict(SafeString), SafeString())
    )
    level = catalog().levels["senior-pm"]
    for gate in GATES:
        shown = laid_out(kept, level, ReadinessQuery(TODAY, TODAY, gate=gate), "/readiness/")
        assert shown.gates.is_unfolded == (gate == "trial")


def test_the_open_gates_are_named():
    assert page(holding=GATES[1:]).still_open == "One gate is open: skills"
    assert page(holding=GATES[2:]).still_open == "Two gates are open: skills and traits"


def test_the_steps_are_counted_in_words():
    step = Step("trial", "Trial", is_gate=True, missing="A trial", action="Begin.")
    assert page(steps=(step, step)).steps_heading == "Your next two steps"
    assert page(steps=(step,)).steps_heading == "Your next step"


def test_addresses_keep_day_order_and_axis():
    usual, other = page(), page(by="expiry", is_long=True, day=date(2026, 8, 1))
    assert (usual.here, usual.prefix) == ("/readiness/", "")
    assert other.here == "/readiness/?by=expiry&axis=long&on=2026-08-01"
    assert other.prefix == "by=expiry&axis=long&on=2026-08-01&"
    assert [way.address for way in usual.ways] == ["/readiness/?by=expiry", "/readiness/?axis=long"]
    assert [way.address for way in other.ways] == [
        "/readiness/?axis=long&on=2026-08-01",
        "/readiness/?by=expiry&on=2026-08-01",
    ]


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

"""What holds a gate open is true: bringing exactly that closes that item."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from insights.gates import Lack
from insights.readiness import assess
from insights.record import Confirmation, Record, Touchpoint, Trial, Win
from insights.statuses import missing_for
from insights.timeline import Timeline
from insights.values import DEPARTMENTS
from tests.insights.build import DAY, ago, record, win
from tests.insights.plainly import back
from tests.insights.test_rules import SEEDS, record_of

TODAY_WEEKS = [ago(age) for age in range(84)]


def lacks(record: Record, gate: str, day=DAY) -> dict[tuple[str, str], Lack]:
    return {(lack.what, lack.skill): lack for lack in assess(record, day).gates[gate].lacks}


def told(**more) -> Win:
    return Win("new", "New", ago(365), told=True, **more)


def bring(lack: Lack, record: Record) -> Record:
    """The record of somebody who has done exactly what holds a gate open."""
    if lack.what == "department":
        return replace(record, profile=replace(record.profile, department="other"))
    if lack.what == "locals":
        return replace(record, touchpoints=record.touchpoints + visits(lack, record))
    if lack.what == "trial":
        trial = lack.trial or Trial("new", "New", any_skill_for_a_trial(record), ago(28))
        done = trial._replace(ended=end_of(trial), outcome="succeeded", coaching="minimal")
        return replace(record, trials=(*(entry for entry in record.trials if entry != lack.trial), done))
    if lack.what == "horizon":
        return replace(record, wins=record.wins + (told(horizon=lack.horizon),) * lack.count)
    own = record.profile.department
    other = next(slug for slug in DEPARTMENTS if slug != own) if lack.what == "outsider" else own
    words = tuple(Confirmation(f"new person {at}", other, DAY, "confirmed") for at in range(lack.count))
    return replace(record, wins=(*record.wins, told(confirmations=words)))


def end_of(trial):
    return max(DAY, back(trial.started, -28))


def any_skill_for_a_trial(record):
    asked = assess(record, DAY).aim.requirements
    return next(skill for skill, status in asked.items() if status in ("shown", "proven"))


def visits(lack, record):
    """As many contacts as each department needs, all joint work, in weeks without contact as long as there are any."""
    met = {entry.department for entry in record.touchpoints} | {record.profile.department}
    needs = [(contact.department, contact.short) for contact in lack.nearest]
    needs += [(slug, 6) for slug in DEPARTMENTS if slug not in met][: lack.count - len(needs)]
    found = []
    for department, count in needs:
        weeks = {entry.date.isocalendar()[:2] for entry in record.touchpoints if entry.department == department}
        new = {day.isocalendar()[:2]: day for day in TODAY_WEEKS if day.isocalendar()[:2] not in weeks}
        days = [*new.values(), *TODAY_WEEKS][:count]
        found += [Touchpoint(day, "new", department, "joint-work", "me") for day in days]
    return tuple(found)


@settings(max_examples=200, deadline=None)
@given(SEEDS, st.sampled_from(["traits", "trial", "horizon", "confirmed"]))
def test_bringing_what_holds_a_gate_open_closes_that_item(seed, gate):
    before = record_of(seed)
    for key, lack in lacks(before, gate).items():
        if lack.what == "skill":
            continue  # What a skill lacks has its own test.
        day = end_of(lack.trial) if lack.trial else DAY
        assert key not in lacks(bring(lack, before), gate, day)


@pytest.mark.parametrize("gate", ["foundations", "traits"])
def test_a_skill_in_a_gate_lacks_what_it_lacks_to_be_shown(gate):
    some = record(win(40, "cross-team-trust", "commercial-awareness"), level="senior-pm")
    skills = [lack for lack in assess(some, DAY).gates[gate].lacks if lack.what == "skill"]
    assert len(skills) == 3
    for lack in skills:
        assert lack.missing == missing_for(Timeline(some).tally(lack.skill, DAY), "shown", DAY)

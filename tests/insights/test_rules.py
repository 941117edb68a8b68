"""The judgement as a whole: compared with the rules written plainly, and what must hold for any record."""

import json
from datetime import date
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from insights.as_json import as_json
from insights.catalog import catalog
from insights.evidence_format import read, to_record
from insights.readiness import assess
from insights.record import Link, Record, Win
from insights.statuses import STATUSES
from insights.timeline import Timeline
from tests.insights import plainly
from tests.insights.records import DAY, TODAY, file_of

OFTEN = settings(max_examples=120, deadline=None)
SEEDS = st.integers(0, 2**32)


def record_of(seed) -> Record:
    return to_record(read(json.dumps(file_of(seed)), TODAY))


def judged(file, day=DAY):
    return as_json(assess(to_record(read(json.dumps(file), TODAY)), day))


def plain(found):
    return {
        "target": found["target"],
        "verdict": found["verdict"],
        "requirements": found["requirements"],
        "skills": {slug: (one["required"], one["status"], one["met"]) for slug, one in found["skills"].items()},
        "gates": {slug: gate["met"] for slug, gate in found["gates"].items()},
        "locals": found["locals"],
        "land_mines": {slug: mine["state"] for slug, mine in found["land_mines"].items()},
        "theatre": found["theatre"],
    }


@settings(max_examples=200, deadline=None)
@given(SEEDS)
def test_the_judgement_says_what_the_rules_say_when_written_plainly(seed):
    file = file_of(seed)
    assert plain(judged(file)) == plainly.judge(file, DAY)


@OFTEN
@given(SEEDS)
def test_the_order_of_the_input_changes_nothing(seed):
    file, rng = file_of(seed), Random(seed)
    before = judged(file)
    for area in ("people", "touchpoints", "wins", "problems", "trials", "check_ins"):
        rng.shuffle(file[area])
    for win in file["wins"]:
        rng.shuffle(win["skills"])
    assert judged(file) == before


@OFTEN
@given(SEEDS)
def test_what_lies_after_the_day_changes_nothing(seed):
    file = file_of(seed)
    before = judged(file)

    def seen(entry, key="date"):
        return entry[key] is None or date.fromisoformat(entry[key]) <= DAY

    file["wins"] = [win for win in file["wins"] if seen(win)]
    for win in file["wins"]:
        win["confirmations"] = [word for word in win["confirmations"] if seen(word)]
    file["touchpoints"] = [entry for entry in file["touchpoints"] if seen(entry)]
    file["problems"] = [entry for entry in file["problems"] if seen(entry, "spotted")]
    file["trials"] = [entry for entry in file["trials"] if seen(entry, "started")]
    for trial in file["trials"]:
        if not seen(trial, "ended"):
            trial |= {"ended": None, "outcome": "running"}
    file["check_ins"] = [entry for entry in file["check_ins"] if entry["week"] <= "2026-W47"]
    assert judged(file) == before


@OFTEN
@given(SEEDS, st.sampled_from(list(catalog().skills)), st.integers(0, 730), st.sampled_from(["told", "backed"]))
def test_adding_a_counting_win_never_lowers_a_status(seed, skill, age, grade):
    record = record_of(seed)
    more = Win("new", "New", plainly.back(DAY, age), told=True, measured=grade == "backed", links=(Link(skill),))
    before, after = (assess(Record(record.profile, wins), DAY).skills for wins in (record.wins, (*record.wins, more)))
    for slug, standing in before.items():
        assert STATUSES.index(after[slug].status) >= STATUSES.index(standing.status)
    assert after[skill].status != "none"


@OFTEN
@given(SEEDS)
def test_a_win_never_counts_for_more_than_three_skills(seed):
    timeline = Timeline(record_of(seed))
    counted = sum(timeline.tally(skill, DAY).wins for skill in catalog().skills)
    assert counted <= 3 * len(timeline.wins_of_last(731, DAY))


@OFTEN
@given(SEEDS)
def test_missing_is_listed_for_what_is_open_and_for_nothing_else(seed):
    found = judged(file_of(seed))
    for entry in (*found["skills"].values(), *found["gates"].values()):
        assert bool(entry["missing"]) is (entry["met"] is False)
    assert (found["verdict"] == "ready") is (not found["next_steps"])
    assert len(found["next_steps"]) <= 3
    for step in found["next_steps"]:
        assert (step["skill"] is None) is (step["gate"] is not None)
        assert step["missing"]
        assert step["action"]


@OFTEN
@given(SEEDS, st.integers(-400, 400))
def test_any_day_can_be_asked_about(seed, days):
    found = judged(file_of(seed), plainly.back(DAY, days))
    assert json.loads(json.dumps(found)) == found


def test_the_first_and_the_last_day_that_there_are_can_be_asked_about():
    for day in (date.min, date.max):
        assert judged(file_of(7), day)["verdict"] == "building"

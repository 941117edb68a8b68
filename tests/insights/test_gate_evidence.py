"""What the gates look at agrees with what they hold for, and a line of a gate says what is there and what is not."""

import json

import pytest
from hypothesis import given, reject
from hypothesis import strategies as st

from insights import sentences
from insights.evidence_format import read, to_record
from insights.gate_evidence import look
from insights.readiness import assess_timeline
from insights.record import Trial
from insights.sentences import Idle
from insights.statuses import Tally
from insights.targets import TargetError
from insights.timeline import Timeline
from tests.insights.build import DAY, ago, record, win, word
from tests.insights.records import TODAY, file_of

made_up = st.integers(0, 100_000).map(lambda seed: to_record(read(json.dumps(file_of(seed)), TODAY)))


def seen(judged, day=DAY):
    timeline = Timeline(judged)
    found = assess_timeline(timeline, day)
    return found, look(timeline, found.aim, day)


def aimed(judged):
    """The same for a made-up record, unless there is nothing above its level."""
    try:
        return seen(judged)
    except TargetError:
        reject()


def line(gate, judged):
    found, looked = seen(judged)
    return "".join(f"[{said.words}]" if said.missing else said.words for said in _said(found, gate, looked))


def _said(found, gate, looked):
    return sentences.gate_state(found.gates[gate], found, looked)


def trial(started=90, ended=30, skill="coaching", coaching="minimal", outcome="succeeded", title="Ran the team"):
    return Trial("t", title, skill, ago(started), None if ended is None else ago(ended), coaching, outcome)


@given(made_up)
def test_what_is_looked_at_agrees_with_the_gates(judged):
    found, looked = aimed(judged)
    assert found.gates["trial"].met == any(not entry.shorts for entry in looked.trials)
    lacks = {lack.what: lack.count for lack in found.gates["horizon"].lacks}
    wins = sum(len(entry.wins) for entry in looked.horizons if entry.enough)
    assert max(0, 2 - wins) == lacks.get("horizon", 0)
    lacks = {lack.what: lack.count for lack in found.gates["confirmed"].lacks}
    asked = 2 if found.aim.target == "pm" else 3
    assert max(0, asked - len(looked.people)) == lacks.get("people", 0)
    if "department" not in lacks:
        assert any(person.other for person in looked.people) == ("outsider" not in lacks)


@given(made_up)
def test_a_line_marks_something_missing_exactly_where_a_gate_is_open(judged):
    found, looked = aimed(judged)
    for gate in found.gates.values():
        said = sentences.gate_state(gate, found, looked)
        assert any(piece.missing for piece in said) == (gate.met is False), gate.slug
        assert "".join(piece.words for piece in said).endswith(".")


@pytest.mark.parametrize(
    ("entry", "shorts"),
    [
        (trial(), ()),
        (trial(started=58), ()),
        (trial(started=57), ("short",)),
        (trial(started=700, ended=548), ()),
        (trial(started=700, ended=549), ("old",)),
        (trial(skill="juggling"), ("skill",)),
        (trial(skill="product-strategy"), ("skill",)),
        (trial(coaching="some"), ("coaching",)),
        (trial(coaching=""), ("coaching",)),
        (trial(coaching="heavy", outcome="failed", started=40), ("failed", "coaching", "short")),
        (trial(ended=None, outcome="running", coaching=""), ("running",)),
        (trial(ended=-1), ("running",)),
    ],
)
def test_a_trial_says_what_it_is_no_proof_for(entry, shorts):
    _, looked = seen(record(level="senior-pm", trials=(entry,)))
    assert looked.trials[0].shorts == shorts


def test_trials_that_begin_later_are_not_seen():
    assert seen(record(level="senior-pm", trials=(trial(started=-1, ended=None),)))[1].trials == ()


def test_a_person_is_counted_once_with_the_newest_win_first():
    wins = (
        win(40, confirmations=(word("Ana", 30),)),
        win(9, confirmations=(word("Ana", 3, department="support"), word("Tom", 4, department="product"))),
        win(366, confirmations=(word("Old", 300),)),
        win(5, grade="noted", confirmations=(word("Eve", 1),)),
    )
    _, looked = seen(record(*wins, level="senior-pm", department="product"))
    people = {person.name: person for person in looked.people}
    assert sorted(people) == ["Ana", "Tom"]
    assert (people["Ana"].wins, people["Ana"].departments, people["Ana"].other) == (2, ("sales", "support"), True)
    assert (people["Ana"].win, people["Ana"].said) == (wins[1], ago(3))
    assert not people["Tom"].other


def test_fresh_wins_stand_by_horizon_the_longest_first():
    wins = (win(1, horizon="week"), win(365, horizon="year"), win(366, horizon="year"), win(2))
    _, looked = seen(record(*wins, level="director"))
    assert [(entry.horizon, entry.enough, len(entry.wins)) for entry in looked.horizons] == [
        ("multi-year", True, 0),
        ("year", True, 1),
        ("quarter", False, 0),
        ("week", False, 1),
        ("", False, 1),
    ]


def test_the_lines_of_an_empty_record():
    empty = record(level="senior-pm", department="product")
    assert line("skills", empty) == "[None of the 19 requirements is met]."
    assert line("traits", empty).endswith("not shown]. Local in no department; [two are asked].")
    assert line("trial", empty) == "[No trial has ended in success yet]."
    assert line("horizon", empty) == (
        "No fresh wins, told or better, look a quarter ahead or further; [two are asked]."
    )
    assert line("confirmed", empty) == (
        "Nobody confirms a fresh win. [Three are asked], "
        "[one of them from another department than yours: there is none]."
    )
    assert line("traits", record(level="aspiring")) == (
        "Not asked of a Product Manager; from Principal PM and Director up it is."
    )


def test_the_line_of_a_trial_that_holds_or_runs():
    assert line("trial", record(level="senior-pm", trials=(trial(coaching="none"),))) == (
        "“Ran the team” ended in success on 21 October, after 60 days with no coaching."
    )
    running = trial(ended=None, outcome="running")
    assert line("trial", record(level="senior-pm", trials=(running,))) == (
        "“Ran the team” has run for 90 days. [No trial has ended in success yet]."
    )
    failed = trial(outcome="failed")
    assert line("trial", record(level="senior-pm", trials=(failed,))) == "[No trial that has ended is proof]."


def test_what_does_not_count_is_said_in_one_and_in_many():
    assert sentences.idle(Idle()) == ""
    assert sentences.idle(Idle(1, 1, 1, 1, 1)) == (
        "One is noted only and does not count yet. One is struck out: more was asked. "
        "One is over two years old and counts no more. One confirmation is your own: it takes another’s. "
        "One confirmation came with a file that nobody vouches for."
    )
    assert sentences.idle(Idle(untold=2, own=12)) == (
        "Two are noted only and do not count yet. 12 confirmations are your own: it takes another’s."
    )


@pytest.mark.parametrize(
    ("wins", "span", "asked", "said"),
    [
        (40, 6, "proven", "40 wins within seven days are one stretch of work: it takes 90 days to show that it lasts."),
        (2, 0, "shown", "Two wins of one day are one stretch of work: it takes 28 days to show that it lasts."),
        (2, 27, "shown", "Two wins within 28 days are one stretch of work: it takes 28 days to show that it lasts."),
        (2, 28, "shown", ""),
        (1, 0, "shown", ""),
        (2, 0, "proven", ""),
        (3, 90, "proven", ""),
        (3, 0, "started", ""),
    ],
)
def test_wins_enough_but_too_close_together_are_said_so(wins, span, asked, said):
    assert sentences.crowded(Tally(wins, ago(span), ago(0)), asked) == said

"""The sentences about gates: the line of each, what holds one open, why a trial is no proof."""

from dataclasses import replace

import pytest

from insights import sentences
from insights.gate_evidence import TrialSeen, look
from insights.gates import Lack
from insights.locals import Contact
from insights.readiness import assess, assess_timeline
from insights.record import Touchpoint, Trial
from insights.statuses import Missing
from insights.targets import aim_of
from insights.timeline import Timeline
from tests.insights.build import word
from tests.insights.sentences.tables import DAY, SENIOR, ago, broken, more_wins, record, win

ASKED = tuple(aim_of(record(**SENIOR).profile).requirements)
OF_PM = tuple(aim_of(record().profile).requirements)
TRAITS = ("cross-team-trust", "platform-thinking", "customer-facing")
FOUNDATIONS = ("customer-insight", "product-mastery", "commercial-awareness")
OUTSIDE = "one of them from another department than yours"
NO_OWN = "[Your own department is not given: until it is, none counts as another]."


def line(gate, *wins, **more):
    """The line of a gate; in brackets what is marked as missing."""
    timeline = Timeline(record(*wins, **(SENIOR | more)))
    found = assess_timeline(timeline, DAY)
    pieces = sentences.gate_state(found.gates[gate], found, look(timeline, found.aim, DAY))
    return "".join(f"[{said.words}]" if said.missing else said.words for said in pieces)


def proven(*skills):
    return [win(age, skill, grade="confirmed") for skill in skills for age in (100, 50, 0)]


def shown(*skills):
    return [win(age, skill, grade="backed") for skill in skills for age in (40, 0)]


def local(*departments):
    return {
        "touchpoints": tuple(
            Touchpoint(ago(7 * week), "A", home, "joint-work") for home in departments for week in range(6)
        )
    }


def trial(started=90, ended=30, skill="coaching", coaching="minimal", outcome="succeeded", title="Why us?"):
    return Trial("t", title, skill, ago(started), None if ended is None else ago(ended), coaching, outcome)


def trials(*found):
    return {"trials": found}


def people(*names, department="sales"):
    return [win(5, confirmations=tuple(word(name, department=department) for name in names))]


RUNNING = trial(ended=None, coaching="", outcome="running")

SKILLS = [
    (line("skills", *proven(*ASKED)), "All 19 requirements are met."),
    (line("skills", *proven(*ASKED[1:])), "[One of 19 requirements is not met]."),
    (line("skills", *proven(*ASKED[2:])), "[Two of 19 requirements are not met]."),
    (line("skills", *proven(*ASKED[10:])), "[10 of 19 requirements are not met]."),
    (line("skills", level="aspiring"), "[None of the nine requirements is met]."),
    (line("skills", *proven(OF_PM[0]), level="aspiring"), "[Eight of nine requirements are not met]."),
]

OTHERS = [
    (line("traits", level="aspiring"), "Not asked of a Product Manager; from Principal PM and Director up it is."),
    (line("traits", level="pm"), "Not asked of a Senior PM; from Principal PM and Director up it is."),
    (line("foundations", level="aspiring"), "Not asked of a Product Manager; from Senior PM up it is."),
    (line("traits"),
     "[Cross-team trust, seeing the whole platform and effective with customers are not shown]. "
     "Local in no department; [two are asked]."),
    (line("traits", *shown(*TRAITS[1:]), **local("sales")),
     "[Cross-team trust is not shown]. Local in one department, sales; [one more is asked]."),
    (line("traits", *shown(*TRAITS), **local("sales", "legal")),
     "The three trait skills are shown. Local in two departments, sales and legal."),
    (line("traits", *shown(*TRAITS), **local("sales", "legal"), department=""),
     f"The three trait skills are shown. Local in two departments, sales and legal. {NO_OWN}"),
    (line("trial"), "[No trial has ended in success yet]."),
    (line("trial", **trials(trial())),
     "“Why us?” ended in success on 21 October, after 60 days with minimal coaching."),
    (line("trial", **trials(trial(58, 30, coaching="none"))),
     "“Why us?” ended in success on 21 October, after 28 days with no coaching."),
    (line("trial", **trials(trial(800, 600))), "[No trial that has ended is proof]."),
    (line("trial", **trials(RUNNING)),
     "“Why us?” has run for 90 days. [No trial has ended in success yet]."),
    (line("trial", **trials(trial(1, None, outcome="running"))),
     "“Why us?” has run for one day. [No trial has ended in success yet]."),
    (line("trial", **trials(trial(0, None, outcome="running"), trial(outcome="failed"))),
     "“Why us?” has just begun. [No trial that has ended is proof]."),
    (line("foundations"), "[Customer insight, product mastery and commercial awareness are not shown]."),
    (line("foundations", *shown(*FOUNDATIONS[:2])), "[Commercial awareness is not shown]."),
    (line("foundations", *shown(*FOUNDATIONS)),
     "Customer insight, product mastery and commercial awareness are shown."),
    (line("foundations", *shown(*FOUNDATIONS[:2]), *proven(FOUNDATIONS[2])),
     "Commercial awareness is proven, customer insight and product mastery are shown."),
    (line("horizon"), "No fresh wins, told or better, look a quarter ahead or further; [two are asked]."),
    (line("horizon", win(1, horizon="quarter")),
     "One fresh win, told or better, looks a quarter ahead or further; [one more is asked]."),
    (line("horizon", *[win(1, horizon="year")] * 2, level="director"),
     "Two fresh wins, told or better, look a year ahead or further; two are asked."),
    (line("horizon", *[win(1, horizon="multi-year")] * 10, level="vp"),
     "10 fresh wins, told or better, look several years ahead or further; two are asked."),
    (line("confirmed"), f"Nobody confirms a fresh win. [Three are asked], [{OUTSIDE}: there is none]."),
    (line("confirmed", level="aspiring"), f"Nobody confirms a fresh win. [Two are asked], [{OUTSIDE}: there is none]."),
    (line("confirmed", *people("Ana Jr.")),
     f"One person (Ana Jr.) confirms a fresh win. [Two more are asked], {OUTSIDE}."),
    (line("confirmed", *people("Ana", "Bob")),
     f"Two people (Ana and Bob) confirm a fresh win. [One more is asked], {OUTSIDE}."),
    (line("confirmed", *people("Ana", "Bob", "Cem")),
     f"Three people (Ana, Bob and Cem) confirm a fresh win. Three are asked, {OUTSIDE}."),
    (line("confirmed", *people("Ana", "Bob", "Reyes, Cem", department="product")),
     f"Three people (Ana; Bob; and Reyes, Cem) confirm a fresh win. Three are asked, [{OUTSIDE}: there is none]."),
    (line("confirmed", *people(*"ABCDEFGHIJ")),
     f"10 people (A, B, C, D, E, F, G, H and two more) confirm a fresh win. Three are asked, {OUTSIDE}."),
    (line("confirmed", *people("Ana", "Bob", "Cem"), department=""),
     f"Three people (Ana, Bob and Cem) confirm a fresh win. Three are asked, {OUTSIDE}. {NO_OWN}"),
]  # fmt: skip


def lack(what, level="senior-pm", **more):
    return sentences.gate_lack(Lack(what, **more), aim_of(record(level=level).profile), DAY)


def locals_lack(count, *nearest):
    return lack("locals", count=count, nearest=nearest)


OPEN = [
    (lack("skill", skill="agency", missing=(more_wins(first=True),)), "Agency: one told win"),
    (lack("skill", skill="recommending", missing=(more_wins(2), Missing("confirmed", 1))),
     "Recommending, not reporting: two more told wins; one confirmed by another person"),
    (locals_lack(1), "To be a local in one more department: contact with it in six weeks, joint work with it twice; "
     "none of it a request of yours"),
    (locals_lack(1, Contact("sales", "regular", 5, 1, 0, 5)),
     "To be a local in one more department: contact with Sales in one more week (five of six so far), "
     "joint work with Sales once more (one of two so far); none of it a request of yours"),
    (locals_lack(2), "To be a local in two departments other than yours: contact with each in six weeks, joint work "
     "with each twice; none of it a request of yours"),
    (locals_lack(2, Contact("sales", "regular", 4, 2, 0, 5)),
     "To be a local in two departments other than yours: contact with Sales in two more weeks (four of six so far); "
     "contact with another in six weeks, joint work with another twice; none of it a request of yours"),
    (lack("department"), "Your own department in your profile: until it is given, no department counts as another"),
    (lack("trial"), "A trial of 28 days or more on a skill that Director of Product asks to be shown or proven, ended "
     "in success with little coaching or none"),
    (lack("trial", trial=RUNNING), "End the running trial “Why us?” (Coaching and delegating) in success, with little "
     "coaching or none"),
    (lack("trial", trial=trial(9, None)), "End the running trial “Why us?” (Coaching and delegating) in success, with "
     "little coaching or none, on 9 December or later"),
    (lack("horizon", count=2, horizon="quarter"),
     "Two told wins from the last 365 days that look a quarter ahead or further"),
    (lack("horizon", count=1, horizon="year"),
     "One more told win from the last 365 days that looks a year ahead or further"),
    (lack("horizon", count=1, horizon="multi-year"),
     "One more told win from the last 365 days that looks several years ahead or further"),
    (lack("people", count=3), "Three people who confirm a told win from the last 365 days"),
    (lack("people", count=2), "Two more people who confirm a told win from the last 365 days"),
    (lack("people", count=1), "One more person who confirms a told win from the last 365 days"),
    (lack("people", "aspiring", count=2), "Two people who confirm a told win from the last 365 days"),
    (lack("outsider", count=1),
     "One of those who confirm a told win from the last 365 days from a department other than yours"),
]  # fmt: skip

LOCAL = [
    (sentences.to_be_local(Contact("sales", "local", 6, 2, 0, 8)), ""),
    (sentences.to_be_local(Contact("sales")), "contact in six weeks, joint work twice"),
    (sentences.to_be_local(Contact("sales", "tourist", 5, 1, 0, 5)), "contact in one more week, joint work once more"),
    (sentences.to_be_local(Contact("sales", "tourist", 6, 2, 4, 8)), "one contact that asks for nothing"),
    (sentences.to_be_local(Contact("sales", "tourist", 6, 2, 8, 8), "Sales"),
     "nine contacts with Sales that ask for nothing"),
]  # fmt: skip


def seen(*shorts):
    return sentences.trial_seen(TrialSeen(RUNNING, 9, shorts))


TRIALS = [
    (seen(), "Holds the gate"),
    (seen("running"), "It still runs"),
    (seen("skill", "running"), "The target does not ask for its skill to be shown or proven; it still runs"),
    (seen("failed", "coaching", "short", "old"),
     "It did not end in success; it took more than minimal coaching, or how much is not said; it lasted under 28 days; "
     "it ended more than 548 days ago"),
]  # fmt: skip


@pytest.mark.parametrize(("found", "said"), [*SKILLS, *OTHERS, *OPEN, *LOCAL, *TRIALS])
def test_a_gate_says(found, said):
    assert found == said


def test_no_sentence_about_a_gate_is_broken():
    lines = [said.translate({ord("["): None, ord("]"): None}) for _, said in (*SKILLS, *OTHERS)]
    assert all(line.endswith(".") for line in lines)
    said = [line.removesuffix(".") for line in lines] + [said for _, said in (*OPEN, *TRIALS)]
    assert {one: faults for one in said if (faults := broken(one))} == {}


def test_a_step_says_what_its_gate_or_skill_lacks():
    found = assess(record(**SENIOR), DAY)
    for step in found.next_steps:
        assert sentences.step(step, found) == sentences.gate_lack(step.lack, found.aim, DAY)
    (first, *_) = found.next_steps
    other = replace(first, lack=Lack("horizon", count=1, horizon="year"))
    assert sentences.step(other, found).startswith("One more told win from the last 365 days")

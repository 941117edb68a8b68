"""The assessment as a whole: target, verdict, next steps, history, and the JSON object."""

import pytest

from insights import sentences
from insights.as_json import as_json
from insights.catalog import catalog
from insights.gates import Gate
from insights.readiness import assess
from insights.record import Trial
from insights.targets import TargetError
from insights.verdicts import verdict_of
from tests.insights.build import DAY, ago, record, win, word

ASKED = list(catalog().requirements("pm", "manager"))


def ready(**more):
    """A record that meets everything that is asked of a PM."""
    words = (word("Ana"), word("Bob", department="legal"))
    wins = [
        win(age, skill, confirmations=words, horizon="quarter", measured=True)
        for skill in ASKED
        for age in (100, 50, 0)
    ]
    trial = Trial("t", "Planning", "product-sense", ago(60), ago(10), "none", "succeeded")
    more = {"department": "product", "trials": (trial,), "target_date": ago(-90)} | more
    return record(*wins, **more)


@pytest.mark.parametrize(
    ("level", "track", "target", "found"),
    [
        ("aspiring", "manager", "", "pm"),
        ("senior-pm", "manager", "", "director"),
        ("senior-pm", "expert", "", "principal-pm"),
        ("director", "manager", "", "vp"),
        ("principal-pm", "manager", "", "vp"),
        ("aspiring", "manager", "cpo", "cpo"),
    ],
)
def test_the_target_is_the_next_level_on_the_track_unless_chosen(level, track, target, found):
    assert assess(record(level=level, track=track, target=target), DAY).aim.target == found


@pytest.mark.parametrize(
    ("target", "track", "asked", "not_asked"),
    [
        ("director", "expert", "coaching", "craft-depth"),
        ("principal-pm", "manager", "craft-depth", "coaching"),
        ("vp", "expert", "craft-depth", "coaching"),
        ("vp", "manager", "coaching", "craft-depth"),
    ],
)
def test_a_target_of_one_track_asks_what_that_track_asks(target, track, asked, not_asked):
    found = assess(record(level="senior-pm", track=track, target=target), DAY)
    assert asked in found.aim.requirements
    assert not_asked not in found.aim.requirements


@pytest.mark.parametrize(
    ("level", "target", "message"),
    [
        ("cpo", "", "There is no level above Chief Product Officer."),
        ("vp", "director", "The target Director of Product is not above the level VP of Product."),
        ("director", "principal-pm", "The target Principal Product Manager "
         "is not above the level Director of Product."),
        ("pm", "pm", "The target Product Manager is not above the level Product Manager."),
        ("pm", "boss", "There is no level 'boss': use one of "
         "aspiring, pm, senior-pm, principal-pm, director, vp, cpo."),
    ],
)  # fmt: skip
def test_a_target_must_lie_above_the_level(level, target, message):
    with pytest.raises(TargetError) as refused:
        assess(record(level=level), DAY, target)
    assert str(refused.value) == message
    assert refused.value.place == ("" if target else "profile.level")


def test_the_target_asked_for_stands_in_for_the_profiles_own():
    assert assess(record(level="pm", target="vp"), DAY, "director").aim.target == "director"


def test_everything_done_is_ready_with_nothing_missing():
    found = assess(ready(), DAY)
    assert found.verdict == "ready"
    assert (found.met, found.of) == (9, 9)
    assert found.next_steps == ()
    assert all(not standing.missing for standing in found.skills.values())
    assert sentences.verdict(found) == "Ready to ask: 9 of 9 requirements are met and every gate holds"


def gates(still_open):
    slugs = ("skills", "traits", "trial", "foundations", "horizon", "confirmed")
    found = {slug: Gate(slug, True, at >= still_open) for at, slug in enumerate(slugs)}
    return found | {"foundations": Gate("foundations", False, None)}


@pytest.mark.parametrize(
    ("met", "of", "still_open", "verdict"),
    [
        (10, 10, 0, "ready"),
        (8, 10, 1, "nearly"),
        (8, 10, 2, "nearly"),
        (8, 10, 3, "building"),
        (7, 10, 1, "building"),
        (15, 19, 1, "building"),
        (23, 29, 1, "building"),
        (16, 19, 1, "nearly"),
        (19, 24, 1, "building"),
        (20, 24, 1, "nearly"),
        (10, 10, 2, "nearly"),
        (10, 10, 3, "building"),
    ],
)
def test_the_verdict_asks_for_eighty_percent_and_two_open_gates_at_most(met, of, still_open, verdict):
    assert verdict_of(met, of, gates(still_open)) == verdict


def test_the_verdict_is_said_with_its_counts():
    found = assess(record(), DAY)
    assert sentences.verdict(found) == "Not ready to ask: 0 of 9 requirements are met and none of four gates holds"
    assert sentences.to_nearly(found) == "Eight requirements and two gates make it nearly"
    almost = assess(ready(department=""), DAY)
    assert almost.verdict == "nearly"
    assert sentences.verdict(almost) == "Nearly: 9 of 9 requirements are met and three of four gates hold"
    assert sentences.to_nearly(almost) == ""


def test_next_steps_begin_with_the_gate_that_needs_least():
    found = assess(ready(department=""), DAY)
    (step,) = found.next_steps
    assert (step.gate, step.skill) == ("confirmed", "")
    steps = assess(record(win(5, "agency", horizon="quarter")), DAY).next_steps
    assert [step.gate for step in steps] == ["horizon", "confirmed", "trial"]


def test_next_steps_go_on_with_the_requirements_nearest_to_being_met():
    some = ready(trials=())
    wins = [entry for entry in some.wins if entry.links[0].skill not in ("root-cause", "recommending")]
    found = assess(record(*wins, department="product"), DAY)
    assert [(step.gate, step.skill) for step in found.next_steps] == [
        ("trial", ""),
        ("", "recommending"),
        ("", "root-cause"),
    ]
    for step in found.next_steps:
        assert step.action in catalog().skills[step.practises].actions
        assert sentences.step(step, found)


def test_a_step_for_a_skill_takes_a_later_action_when_something_counts_already():
    actions = catalog().skills["root-cause"].actions
    wins = [entry for entry in ready().wins if entry.links[0].skill != "root-cause"]
    trials = ready().trials
    for done in range(2):
        more = [win(0, "root-cause")] * done
        found = assess(record(*wins, *more, department="product", trials=trials), DAY)
        assert [step.action for step in found.next_steps] == [actions[done]]


def test_the_json_object_has_the_documented_shape():
    found = as_json(assess(record(win(5, "root-cause", "executive-depth")), DAY))
    assert list(found) == [
        *("target", "as_of", "verdict", "requirements", "skills", "gates", "locals", "land_mines", "theatre"),
        "next_steps",
    ]
    assert (found["target"], found["as_of"], found["verdict"]) == ("pm", "2026-11-20", "building")
    assert found["requirements"] == {"met": 0, "of": 9}
    assert list(found["skills"]) == [*ASKED, "executive-depth"]
    assert found["skills"]["executive-depth"] == {
        "required": None,
        "status": "started",
        "met": None,
        "missing": [],
    }
    assert found["skills"]["root-cause"]["missing"] == [
        "One more told win, 28 days or more after the first (13 December or later); "
        "or an older one, dated 20 November 2024 to 18 October",
        "One backed by an artifact or a number, or confirmed",
    ]
    assert list(found["gates"]) == ["skills", "traits", "trial", "foundations", "horizon", "confirmed"]
    assert found["gates"]["traits"] == {"applies": False, "met": None, "missing": []}
    assert found["land_mines"]["alignment"] == {"state": "clear", "reason": ""}
    assert found["locals"] == {}
    assert found["theatre"] is False
    assert list(found["next_steps"][0]) == ["skill", "gate", "missing", "action"]

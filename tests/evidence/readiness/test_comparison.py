"""Compare targets: the same evidence beside another level or track, and nothing changed by looking."""

import re
from datetime import timedelta

import pytest
from django.core.cache import cache
from hypothesis import given, settings
from hypothesis import strategies as st

from evidence.models import User
from evidence.readiness.comparison import compared, comparison
from insights.catalog import catalog
from insights.readiness import assess
from insights.record import Profile, Record
from insights.targets import aim_of
from insights.timeline import Timeline
from tests.evidence.evidence_file.filing import rows
from tests.factories import make_confirmation, make_user, make_win
from tests.insights.test_look_back import DAY, made_up

pytestmark = pytest.mark.django_db


@pytest.fixture
def alice(client):
    cache.clear()
    alice = make_user()
    client.force_login(alice)
    return alice


def texts(client, **asked):
    answer = client.get("/readiness/compare/", asked)
    return answer.status_code, " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split())


def test_without_a_choice_the_next_level_stands_beside_the_target(client, alice):
    status, words = texts(client)
    assert status == 200
    assert "Director of Product beside VP of Product" in words
    assert "Your target: Director of Product manager track Beside it: VP of Product manager track" in words
    asked = len(catalog().requirements("vp", "manager"))
    assert f"Requirements met 0 of 19 0 of {asked}" in words
    assert "Switching track keeps everything" in words


def test_past_the_top_the_other_track_stands_beside_it(client):
    cache.clear()
    client.force_login(make_user(level_id="vp"))
    assert "Chief Product Officer manager track Beside it: Chief Product Officer expert track" in texts(client)[1]


def test_another_track_asks_for_other_skills_of_the_same_evidence(client, alice):
    for age in (200, 100, 1):
        make_confirmation(make_win(alice, days_ago=age, told=True, skills=["craft-depth", "people-sense"]))
    status, words = texts(client, target="principal-pm", track="expert")
    assert status == 200
    craft = catalog().skills["craft-depth"].name
    assert f"{craft} nothing proven , met Proven" in words
    assert "Your target: Director of Product manager track Beside it: Principal Product Manager expert track" in words


def test_looking_changes_nothing_but_what_is_remembered(client, alice):
    make_win(alice, told=True, skills=["agency"])
    before = rows()
    client.get("/readiness/compare/?target=vp&track=expert")
    after = rows()
    assert before.pop("Remembered") == []
    assert [entry["what"] for entry in after.pop("Remembered")] == ["comparison"]
    assert before == after


@pytest.mark.parametrize(
    ("asked", "error"),
    [
        ({"target": "senior-pm"}, "Choose a level above your own from the list."),
        ({"target": "boss"}, "Choose a level above your own from the list."),
        ({"target": "vp", "track": "sideways"}, "Choose one of the two tracks."),
        ({"target": ""}, "Fill this in."),
    ],
)
def test_what_cannot_be_compared_is_said_beside_its_field(client, alice, asked, error):
    status, words = texts(client, **asked)
    assert status == 422
    assert error in words
    assert "Requirements met" not in words


def test_the_same_target_on_both_sides_is_said_to_be_one(client, alice):
    assert "This is your present target on both sides." in texts(client, target="director", track="expert")[1]


def test_a_past_day_is_compared_and_kept_in_the_form(client, alice):
    make_win(alice, told=True, skills=["people-sense"])
    past = alice.today() - timedelta(1)
    page = client.get(f"/readiness/compare/?on={past}").content.decode()
    assert f'name="on" value="{past}"' in page
    assert f"/readiness/?on={past}" in page
    assert "Started" not in page
    assert "Started" in client.get("/readiness/compare/").content.decode()


def test_somebody_at_the_top_is_told_that_there_is_no_target(client):
    client.force_login(make_user(level_id="cpo"))
    assert "No target to be held against" in texts(client)[1]


def test_the_comparison_is_remembered_until_something_changes(alice, django_assert_num_queries):
    user = User.objects.get(pk=alice.pk)
    first = comparison(user, user.today(), "vp", "manager")
    with django_assert_num_queries(1):
        assert comparison(user, user.today(), "vp", "manager") == first
    assert comparison(user, user.today(), "vp", "expert") != first


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 10**9), st.sampled_from(["manager", "expert"]), st.data())
def test_each_side_is_what_a_judgement_for_it_would_say(seed, track, data):
    made = made_up(seed)
    profile = made.profile
    target = data.draw(st.sampled_from([level.slug for level in catalog().targets_above(profile.level, None)]))
    other = Profile(profile.level, track, target, profile.target_date, profile.department)
    aims = aim_of(profile), aim_of(other)
    found = compared(Timeline(made), *aims, DAY)
    for side, whole in ((found.here, assess(made, DAY)), (found.there, assess(_as(made, other), DAY))):
        assert (side.target, side.track, side.met, side.of) == (
            whole.aim.target,
            whole.aim.track,
            whole.met,
            len(whole.requirements),
        )
        assert side.verdict.lower().startswith(whole.verdict)
        assert side.held == sum(bool(gate.met) for gate in whole.gates.values())
    there = assess(_as(made, other), DAY)
    met = {skill.slug for tier in found.tiers for skill in tier.skills if skill.there_met}
    assert met == {standing.skill for standing in there.requirements if standing.met}


def _as(made: Record, profile: Profile) -> Record:
    return Record(profile, made.wins, made.touchpoints, made.trials, made.problems, made.check_ins)

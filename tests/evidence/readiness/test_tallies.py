"""Tallies: what counts for each skill, as the rules count it, remembered until the record changes."""

import json
from datetime import timedelta

import pytest

from evidence.models import SkillLink, User
from evidence.readiness.tallies import tallies, tallies_and_unlinked
from evidence.record.person import record_of
from insights.timeline import Timeline
from tests.factories import make_artifact, make_confirmation, make_win

pytestmark = pytest.mark.django_db


def tally(user, skill="clarity"):
    user.refresh_from_db()
    return tallies(user, user.today())[skill]


def struck(win):
    SkillLink.objects.filter(win=win).update(review="needs-more", review_verified=True)


def test_a_tally_counts_as_the_rules_count(alice):
    for days in (10, 50, 200, 400, 800):
        make_artifact(make_win(alice, days_ago=days, told=True, skills=["clarity"]))
    make_confirmation(make_win(alice, days_ago=70, told=True, skills=["clarity", "agency"]))
    struck(make_win(alice, days_ago=3, told=True, skills=["clarity"]))
    make_win(alice, skills=["clarity"])
    today, timeline = alice.today(), Timeline(record_of(alice))
    assert tally(alice) == timeline.tally("clarity", today)
    assert tally(alice).wins == 5
    assert tally(alice, "agency") == timeline.tally("agency", today)


def test_what_comes_back_from_memory_is_what_was_worked_out(alice):
    make_confirmation(make_win(alice, told=True, skills=["clarity"]))
    fresh = tally(alice)
    assert tally(alice) == fresh
    assert json.loads(alice.remembered.get().content)


def test_a_change_of_the_record_is_seen_at_once(alice):
    win = make_win(alice, skills=["clarity"])
    alice.refresh_from_db()
    assert tallies(alice, alice.today()) == {}
    win.action, win.result = "Made the muddle clear", "The decision was taken"
    win.save()
    assert tally(alice).wins == 1
    win.delete_softly()
    alice.refresh_from_db()
    assert tallies(alice, alice.today()) == {}


def test_another_day_is_worked_out_anew(alice):
    make_win(alice, days_ago=3, told=True, skills=["clarity"])
    today = alice.today()
    assert tallies(alice, today)["clarity"].wins == 1
    assert tallies(alice, today - timedelta(4)) == {}
    assert tallies(alice, today + timedelta(728)) == {}


def test_another_name_is_seen_at_once(alice):
    make_confirmation(make_win(alice, told=True, skills=["clarity"]), by="Ana Reyes")
    assert tally(alice).confirmed
    User.objects.filter(pk=alice.pk).update(name="Ana Reyes")
    assert tally(alice).confirmed is None


def test_nobody_elses_wins_are_on_the_tally(alice, bob):
    make_win(bob, told=True, skills=["clarity"])
    assert tallies(alice, alice.today()) == {}


@pytest.mark.parametrize("wins", [3, 300])
def test_tallies_cost_one_query_once_they_are_remembered(alice, wins, django_assert_num_queries):
    for number in range(wins):
        make_win(alice, days_ago=number, told=True, skills=["clarity", "agency"])
    tally(alice)
    with django_assert_num_queries(1):
        assert tallies(alice, alice.today())["agency"].wins == wins


def test_how_many_older_wins_wait_is_remembered_on_its_own(alice, django_assert_num_queries):
    make_win(alice, "Of this week")
    for days in (8, 20):
        make_win(alice, days_ago=days)
    make_win(alice, days_ago=30, told=True, skills=["clarity"])
    alice.refresh_from_db()
    today = alice.today()
    found = tallies_and_unlinked(alice, today)
    assert found == (tallies(alice, today), 2)
    assert set(alice.remembered.values_list("what", flat=True)) == {"tallies", "unlinked"}
    with django_assert_num_queries(1):
        assert tallies_and_unlinked(alice, today) == found
    make_win(alice, days_ago=9)
    alice.refresh_from_db()
    assert tallies_and_unlinked(alice, today)[1] == 3

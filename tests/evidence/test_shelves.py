"""Shelves: what speaks for each skill, as the rules count it, remembered until the record changes."""

import json
from datetime import timedelta

import pytest

from evidence.models import SkillLink
from evidence.record import record_of
from evidence.shelves import shelves
from insights.timeline import Timeline
from tests.factories import make_artifact, make_confirmation, make_win

pytestmark = pytest.mark.django_db


def shelf(user, skill="clarity"):
    user.refresh_from_db()
    return shelves(user, user.today())[skill]


def struck(win):
    SkillLink.objects.filter(win=win).update(review="needs-more", review_verified=True)


def test_a_shelf_counts_as_the_rules_count(alice):
    for days in (10, 50, 200, 400, 800):
        make_artifact(make_win(alice, days_ago=days, told=True, skills=["clarity"]))
    make_confirmation(make_win(alice, days_ago=70, told=True, skills=["clarity", "agency"]))
    struck(make_win(alice, days_ago=3, told=True, skills=["clarity"]))
    make_win(alice, skills=["clarity"])
    today, timeline = alice.today(), Timeline(record_of(alice))
    assert shelf(alice).tally == timeline.tally("clarity", today)
    assert shelf(alice).tally.wins == 5
    assert shelf(alice, "agency").tally == timeline.tally("agency", today)


def test_what_comes_back_from_memory_is_what_was_worked_out(alice):
    make_confirmation(make_win(alice, told=True, skills=["clarity"]))
    fresh = shelf(alice)
    assert shelf(alice) == fresh
    assert json.dumps(alice.remembered.get().content)


def test_a_change_of_the_record_is_seen_at_once(alice):
    win = make_win(alice, skills=["clarity"])
    assert (shelf(alice).tally.wins, shelf(alice).untold) == (0, 1)
    win.action, win.result = "Made the muddle clear", "The decision was taken"
    win.save()
    assert (shelf(alice).tally.wins, shelf(alice).untold) == (1, 0)
    win.delete_softly()
    alice.refresh_from_db()
    assert shelves(alice, alice.today()) == {}


def test_another_day_is_worked_out_anew(alice):
    make_win(alice, days_ago=3, told=True, skills=["clarity"])
    today = alice.today()
    assert shelves(alice, today)["clarity"].total == 1
    assert shelves(alice, today - timedelta(4)) == {}
    assert shelves(alice, today + timedelta(728)) == {}


def test_marks_say_what_each_win_is_worth(alice):
    make_win(alice, "Noted", days_ago=80, skills=["clarity"])
    make_win(alice, "Told", days_ago=60, told=True, skills=["clarity"])
    make_artifact(make_win(alice, "Backed", days_ago=40, told=True, skills=["clarity"]))
    struck(make_win(alice, "Struck", days_ago=20, told=True, skills=["clarity"]))
    marks = {mark.words.partition(": ")[2]: mark for mark in shelf(alice).marks}
    assert list(marks) == ["Struck", "Backed", "Told", "Noted"]
    assert [mark.grade for mark in marks.values()] == ["told", "backed", "told", "noted"]
    assert [mark.off for mark in marks.values()] == [True, False, False, True]
    assert [mark.struck for mark in marks.values()] == [True, False, False, False]
    assert "does not count yet" in marks["Noted"].words
    assert "more was asked" in marks["Struck"].words


def test_of_many_wins_all_are_counted_and_few_are_drawn(alice):
    for day in range(60):
        make_win(alice, days_ago=day, skills=["clarity"])
    assert shelf(alice).total == shelf(alice).untold == 60
    assert len(shelf(alice).marks) <= 26


def test_nobody_elses_wins_are_on_the_shelf(alice, bob):
    make_win(bob, told=True, skills=["clarity"])
    assert shelves(alice, alice.today()) == {}


@pytest.mark.parametrize("wins", [3, 300])
def test_shelves_cost_one_query_once_they_are_remembered(alice, wins, django_assert_num_queries):
    for number in range(wins):
        make_win(alice, days_ago=number, told=True, skills=["clarity", "agency"])
    shelf(alice)
    with django_assert_num_queries(1):
        assert shelves(alice, alice.today())["agency"].total == wins

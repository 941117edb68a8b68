"""Rows become the judgement's values, in as many queries for 3 wins as for 300."""

from datetime import date, timedelta

import pytest

from evidence.models import CarriedArea, SkillLink, User
from evidence.record.person import profile_of, record_of, wins_of, wins_since
from insights.grades import grade
from insights.readiness import assess
from insights.record import Link, Profile, Touchpoint
from tests.factories import make_artifact, make_confirmation, make_user, make_win

pytestmark = pytest.mark.django_db

QUERIES = 4
QUERIES_IN_ALL = 5


def only_win(user):
    (win,) = record_of(user).wins
    return win


def test_a_win_keeps_what_the_rules_look_at(alice):
    row = make_win(
        alice,
        "Closed the legacy widget",
        told=True,
        kind_id="recommendation",
        horizon="year",
        decision="open",
        metric_after=12,
        skills=["clarity", "agency"],
    )
    win = only_win(alice)
    assert win.key == str(row.pk)
    assert (win.title, win.date, win.kind) == ("Closed the legacy widget", row.date, "recommendation")
    assert (win.horizon, win.decision) == ("year", "open")
    assert win.told
    assert win.measured
    assert not win.has_artifact
    assert set(win.links) == {Link("clarity"), Link("agency")}


def test_a_metric_that_came_down_to_nothing_is_measured(alice):
    make_win(alice, told=True, metric_after=0)
    assert only_win(alice).measured


def test_a_metric_without_an_after_value_is_not_measured(alice):
    make_win(alice, told=True, metric_name="tickets", metric_before=40)
    assert not only_win(alice).measured


def test_an_artifact_backs_a_told_win(alice):
    make_artifact(make_win(alice, told=True))
    assert grade(only_win(alice), alice.today()) == "backed"


def test_a_colleagues_word_confirms_a_win(alice):
    make_confirmation(make_win(alice, told=True), "Ana  REYES")
    win = only_win(alice)
    assert grade(win, alice.today()) == "confirmed"
    assert [(word.who, word.name, word.department) for word in win.confirmations] == [
        ("ana reyes", "Ana  REYES", "sales")
    ]


def test_a_word_that_nobody_vouches_for_does_not_count(alice):
    make_confirmation(make_win(alice, told=True), verified=False)
    assert grade(only_win(alice), alice.today()) == "told"


def test_a_later_word_takes_an_earlier_one_back(alice):
    win = make_win(alice, told=True)
    make_confirmation(win, "Ana")
    make_confirmation(win, "Ana", verdict="withdrawn")
    make_confirmation(win, "Tom", verdict="declined")
    make_confirmation(win, "Tom", date=alice.today() - timedelta(5))
    assert grade(only_win(alice), alice.today()) == "told"


@pytest.mark.parametrize(("verified", "handed_on"), [(True, "needs-more"), (False, "none")])
def test_a_review_counts_only_if_somebody_vouches_for_it(alice, verified, handed_on):
    win = make_win(alice, told=True, skills=["clarity"])
    SkillLink.objects.filter(win=win).update(review="needs-more", review_verified=verified)
    assert only_win(alice).links == (Link("clarity", handed_on),)


def test_what_lies_in_the_trash_does_not_exist(alice):
    win = make_win(alice, told=True, skills=["clarity"])
    make_artifact(win)
    make_confirmation(win)
    win.delete_softly()
    assert record_of(alice).wins == ()
    win.restore()
    assert only_win(alice).has_artifact


def test_nobody_elses_wins_are_in_the_record(alice, bob):
    make_confirmation(make_win(bob, told=True, skills=["clarity"]))
    assert record_of(alice).wins == ()


def test_wins_before_a_day_can_be_left_out(alice):
    make_win(alice, "old", days_ago=31, told=True, skills=["clarity"])
    make_win(alice, "new", days_ago=30, told=True, skills=["clarity"])
    (win,) = wins_since(alice, alice.today() - timedelta(30))
    assert (win.title, win.links) == ("new", (Link("clarity"),))


def test_areas_without_rows_of_their_own_are_in_the_record_too(alice):
    for area, entries in {
        "people": [{"key": "ana", "name": "Ana Reyes", "department": "sales"}],
        "touchpoints": [{"person": "ana", "date": "2026-10-02", "kind": "joint-work", "started_by": "me"}],
        "trials": [{"title": "Weekly review", "skill": "coaching", "started": "2026-07-01", "outcome": "running"}],
        "problems": [{"key": "p1", "title": "Nobody owns exports", "status": "taken"}],
        "check_ins": [{"week": "2026-W41", "hours": 44, "flags": ["stretched"]}],
    }.items():
        CarriedArea.objects.create(owner=alice, area=area, entries=entries)
    record = record_of(alice)
    assert record.touchpoints == (Touchpoint(date(2026, 10, 2), "Ana Reyes", "sales", "joint-work", "me"),)
    assert [trial.title for trial in record.trials] == ["Weekly review"]
    assert [problem.status for problem in record.problems] == ["taken"]
    assert [(check_in.monday, check_in.hours) for check_in in record.check_ins] == [(date(2026, 10, 5), 44)]


def test_some_wins_can_be_asked_for_by_their_numbers(alice):
    first = make_win(alice, "first", told=True, skills=["clarity"])
    make_win(alice, "second")
    make_artifact(first)
    (win,) = wins_of(alice, [first.pk])
    assert (win.title, win.has_artifact, win.links) == ("first", True, (Link("clarity"),))


@pytest.mark.parametrize("by", ["Alice Moreau", "  alice   MOREAU ", "alice@example.org", "Alice@Example.org"])
def test_ones_own_word_is_no_confirmation(alice, by):
    win = make_win(alice, told=True, skills=["coaching"])
    make_confirmation(win, by=by)
    assert grade(record_of(alice).wins[0], alice.today()) == "told"
    assert alice.wins.with_grade(alice).get().grade == "told"
    make_confirmation(win, by="Ana Reyes")
    assert grade(record_of(alice).wins[0], alice.today()) == "confirmed"
    assert alice.wins.with_grade(alice).get().grade == "confirmed"


def test_without_a_name_only_the_address_is_ones_own(alice):
    alice.name = ""
    assert alice.own_names == {"alice@example.org"}


def test_the_profile_is_who_is_judged():
    user = User(level_id="pm", track="expert", target_id="vp", department="sales", target_date=date(2027, 3, 31))
    assert profile_of(user) == Profile("pm", "expert", "vp", date(2027, 3, 31), "sales")


def test_what_a_person_has_not_said_takes_the_rules_defaults():
    assert profile_of(User()) == Profile("aspiring", "manager", "", None, "")


def test_rows_are_judged_as_the_rules_say(alice):
    for days in (200, 100, 0):
        win = make_win(alice, days_ago=days, told=True, skills=["coaching"])
    make_confirmation(win)
    coaching = assess(record_of(alice), alice.today()).skills["coaching"]
    assert (coaching.status, coaching.met) == ("proven", True)


@pytest.mark.parametrize("wins", [3, 300])
def test_a_record_takes_the_same_queries_whatever_its_size(wins, django_assert_num_queries):
    user = make_user()
    for number in range(wins):
        win = make_win(user, f"Win {number}", told=True, skills=["clarity", "agency"])
        make_artifact(win)
        make_confirmation(win)
    with django_assert_num_queries(QUERIES_IN_ALL):
        assert len(record_of(user).wins) == wins
    with django_assert_num_queries(QUERIES):
        assert len(wins_since(user, user.today())) == wins
    some = list(user.wins.values_list("pk", flat=True)[:3])
    with django_assert_num_queries(QUERIES):
        assert len(wins_of(user, some)) == 3

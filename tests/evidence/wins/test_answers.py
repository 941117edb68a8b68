"""What a person answers to suggested skills, how it can be taken back, and what it makes of later suggestions."""

import uuid

import pytest
from django.urls import reverse

from evidence.account.sample import load_sample
from evidence.evidence_file.from_rows import evidence_of
from evidence.models import User
from evidence.wins import answers
from evidence.wins.capture import capture
from insights.suggestions import Suggestion
from tests.factories import make_win

HTMX = {"HTTP_HX_REQUEST": "true"}


def said(user):
    return dict(user.skill_answers.values_list("skill_id", "accepted"))


def leaning_of(user):
    return User.objects.values_list("leaning", flat=True).get(pk=user.pk)


@pytest.fixture
def win(alice):
    return make_win(alice)


@pytest.fixture
def answer(alices_browser, win):
    """Sends one change about the win, as a chip does."""
    return lambda change, **more: alices_browser.post(
        reverse("win-skills", args=[win.pk]), {"change": change, "from": "week"} | more, **HTMX
    )


def test_a_tap_on_a_chip_is_a_yes(alice, win, answer):
    answer("link agency")
    assert said(alice) == {"agency": True}
    assert leaning_of(alice) == {"agency": 0.16}


def test_a_choice_from_the_list_is_a_yes_too(alice, win, answer):
    answer("link", skill="agency")
    assert said(alice) == {"agency": True}


def test_a_line_logged_for_a_skill_is_a_yes(alice):
    capture(alice, "Ended the failed syncs", uuid.uuid4(), skill="agency")
    assert said(alice) == {"agency": True}


def test_taking_a_skill_off_is_a_no_and_another_in_its_stead_a_change(alice, win, answer):
    answer("link agency")
    answer("unlink agency")
    answer("link clarity")
    assert said(alice) == {"agency": False, "clarity": True}
    assert leaning_of(alice) == {"agency": -0.16, "clarity": 0.16}


def test_none_of_these_is_a_no_to_each_that_was_shown(alice, win, answer):
    answer("none agency clarity")
    win.refresh_from_db()
    assert said(alice) == {"agency": False, "clarity": False}
    assert (win.declined, win.none_of) == (["agency", "clarity"], ["agency", "clarity"])


def test_none_of_these_leaves_what_was_linked_meanwhile(alice, win, answer):
    answers.link(win, "agency")
    answer("none agency clarity")
    assert said(alice) == {"agency": True, "clarity": False}
    assert win.links.get().skill_id == "agency"


@pytest.mark.parametrize(
    "changes",
    [
        ["link agency", "unlink agency", "none agency clarity"],
        ["none agency clarity", "link agency", "unlink agency"],
        ["none agency clarity", "link agency", "unlink agency", "none agency clarity"],
    ],
)
def test_taking_none_of_these_back_leaves_a_no_that_was_said_by_unlinking(alice, win, answer, changes):
    for change in changes:
        answer(change)
    answer("undo-none")
    win.refresh_from_db()
    assert said(alice) == {"agency": False}
    assert (win.declined, win.none_of) == (["agency"], None)


@pytest.mark.parametrize(
    ("change", "back"),
    [("link agency", "undo-link agency"), ("unlink clarity", "undo-unlink clarity"), ("none agency", "undo-none")],
)
def test_undo_takes_the_answer_back_and_all_that_followed(alice, win, answer, change, back):
    answers.link(win, "clarity")
    answers.none_of(win, ["learning"])

    def state():
        rows = type(win).objects.filter(pk=win.pk).values("declined", "none_of").get()
        return said(alice), leaning_of(alice), rows, list(win.links.values("pk", "skill", "slot"))

    before = state()
    answer(change)
    assert state() != before
    if change.startswith("none"):
        # Of these and of the ones before: both were answered with none.
        before[0].pop("learning"), before[1].pop("learning"), before[2].update(declined=[], none_of=None)
    answer(back)
    assert state() == before


@pytest.mark.parametrize("change", ["link agency", "unlink clarity", "none agency", "undo-link clarity", "undo-none"])
def test_a_double_click_changes_nothing_twice(alice, win, answer, change):
    answers.link(win, "clarity")
    answers.none_of(win, ["learning"])

    def state():
        return list(alice.skill_answers.values()), list(win.links.values()), list(User.objects.values())

    answer(change)
    once = state()
    assert answer(change).status_code == 200
    assert state() == once


@pytest.mark.parametrize("change", ["link agency", "unlink clarity", "none learning"])
def test_what_changed_nothing_offers_no_undo_of_what_another_tab_has_done(alice, win, answer, change):
    answers.link(win, "clarity")
    verb = change.split()[0]
    assert f'value="undo-{verb}' in answer(change).text
    page = answer(change).text
    assert "undo-" + verb not in page
    assert {"link": "Linked: Agency.", "unlink": "Unlinked: Creating clarity.", "none": "None of these."}[verb] in page


def test_an_answer_of_the_same_kind_again_keeps_its_place_in_time(alice, win):
    answers.link(win, "agency")
    first = alice.skill_answers.get().answered_at
    answers.link(win, "agency")
    assert alice.skill_answers.get().answered_at == first


@pytest.mark.parametrize(
    "change",
    ["none agilty", "none agency clarity coaching learning", "undo-none agency", "undo-link", "undo-unlink agilty"],
)
def test_an_answer_to_nothing_is_nothing(alice, answer, change):
    assert answer(change).status_code == 404
    assert said(alice) == {}


def test_what_came_with_a_file_or_the_sample_is_nobodys_answer(alice):
    load_sample(alice, alice.today())
    assert alice.wins.filter(links__isnull=False).exists()
    assert (said(alice), leaning_of(alice)) == ({}, {})


def test_answers_are_not_in_the_evidence_file(alice, win):
    before = evidence_of(alice)
    answers.none_of(win, ["agency"])
    assert evidence_of(alice) == before


def test_the_leaning_is_of_this_person_alone(alice, bob, win):
    answers.link(make_win(bob), "clarity")
    answers.link(win, "agency")
    assert (leaning_of(alice), leaning_of(bob)) == ({"agency": 0.16}, {"clarity": 0.16})


def test_a_habit_brings_a_skill_forward_and_its_chip_says_so(alice, alices_browser, monkeypatch):
    near = (Suggestion("agency", 0.3, ("ended it",)), Suggestion("clarity", 0.29, ("ended it",)))
    monkeypatch.setattr("evidence.wins.offers.suggest_each", lambda texts: iter([near] * len(texts)))
    for number in range(3):
        answers.link(make_win(alice, f"Win {number}", days_ago=30), "clarity")
    make_win(alice, "We ended it")
    page = alices_browser.get("/").text
    assert page.index("link clarity") < page.index("link agency")
    assert "suggested by “ended it”. You often link this." in page
    assert "seldom" not in page


def test_a_no_moves_a_skill_back_and_its_chip_says_so(alice, alices_browser, monkeypatch):
    near = (Suggestion("agency", 0.3, ("ended it",)), Suggestion("clarity", 0.29, ("ended it",)))
    monkeypatch.setattr("evidence.wins.offers.suggest_each", lambda texts: iter([near] * len(texts)))
    for number in range(3):
        answers.none_of(make_win(alice, f"Win {number}", days_ago=30), ["agency"])
    make_win(alice, "We ended it")
    page = alices_browser.get("/").text
    assert page.index("link clarity") < page.index("link agency")
    assert "suggested by “ended it”. You seldom link this." in page
    assert "often" not in page

"""The next steps: the first one is the same on This week, on Readiness and on a win's page, whatever the record."""

import re
from uuid import uuid4

import pytest
from django.test import Client

from evidence.account.sample import load_sample
from evidence.models import User
from evidence.readiness.steps import FIRST, next_steps
from evidence.wins.capture import capture
from tests.evidence.readiness.dashboard import ago, carry, contact, make_ready, page_of, words_of
from tests.factories import make_user, make_win

pytestmark = pytest.mark.django_db


def noted(user):
    make_win(user, "Sat in", skills=["coaching"])


def told_and_linked_to_nothing(user):
    make_win(user, told=True)


def one_told(user):
    make_win(user, told=True, skills=["earned-authority"])


def half_a_year(user):
    load_sample(user, user.today())


def all_but_one(user):
    make_ready(user, but=["learning"])


def nothing(_user):
    pass


RECORDS = [nothing, noted, told_and_linked_to_nothing, one_told, half_a_year, all_but_one, make_ready]
EMPTY = (nothing, noted, told_and_linked_to_nothing)
CASES = [(record, "senior-pm") for record in RECORDS]
CASES += [(record, level) for record in (nothing, one_told) for level in ("aspiring", "pm", "director", "vp")]


def again(user):
    return User.objects.get(pk=user.pk)


def first_step(html, at):
    """The name and the missing thing of the first step that stands after `at`; empty if there is none."""
    _, is_there, rest = html.partition(at)
    found = re.search(r"<h3>.*?</mark>", rest, re.S) if is_there else None
    return words_of(found[0]) if found else ""


def shown_on(user):
    """The first step as each page shows it."""
    browser = Client()
    browser.force_login(user)
    week = browser.get("/").content.decode()
    pages = {
        "This week": first_step(week, 'id="nearest-h"'),
        "Readiness": first_step(page_of(browser), 'id="steps-h"'),
        "the line": words_of(week.split('id="gap-line">')[1].split("</p>")[0]).partition(": ")[2],
    }
    if win := user.wins.first():
        pages["a win"] = first_step(browser.get(f"/wins/{win.pk}/").content.decode(), 'id="first-h"')
    return pages


@pytest.mark.parametrize(("make", "level"), CASES, ids=lambda case: getattr(case, "__name__", case))
def test_every_page_names_the_same_first_step(make, level):
    user = make_user("first@example.org", level_id=level)
    make(user)
    user = again(user)
    steps, pages = next_steps(user, user.today()), shown_on(user)
    if make is make_ready:
        assert steps == ()
        assert set(pages.values()) == {""}
        return
    kind = " gate" if steps[0].is_gate else ""
    line = pages.pop("the line")
    assert line == f"{steps[0].name}. {steps[0].missing}."
    assert set(pages.values()) == {f"{steps[0].name}{kind} {steps[0].missing}."}
    assert (steps == (FIRST,)) == (make in EMPTY)


@pytest.mark.parametrize("make", EMPTY)
def test_an_empty_record_is_asked_for_one_thing_and_marked_nowhere_else(alice, alices_browser, make):
    make(alice)
    html = page_of(alices_browser).split("<main")[1]
    assert html.count("<mark>") == 1
    assert "Your next step" in html
    assert "stepped on" not in words_of(html).replace("No target date lies ahead", "") or make is not nothing


def test_without_a_target_there_are_no_steps_and_every_page_opens():
    user = make_user("chief@example.org", level_id="cpo")
    win = make_win(user, told=True)
    browser = Client()
    browser.force_login(user)
    assert next_steps(user, user.today()) == ()
    for address in ("/", "/readiness/", f"/wins/{win.pk}/"):
        answer = browser.get(address)
        assert answer.status_code == 200
        assert "First step" not in answer.text


def test_a_captured_line_leaves_the_steps_remembered(alice, monkeypatch, django_assert_num_queries):
    one_told(alice)
    before = next_steps(again(alice), alice.today())
    monkeypatch.setattr("evidence.readiness.steps.assess_aim", lambda *_: pytest.fail("worked out anew"))
    for skill in ("", "agency"):
        capture(alice, f"Agreed one forecast {skill}", uuid4(), skill=skill)
    user = again(alice)
    with django_assert_num_queries(1):
        assert next_steps(user, user.today()) == before


def test_a_trial_and_contacts_make_other_steps(alice):
    one_told(alice)
    next_steps(again(alice), alice.today())
    trial = {"title": "Ran the intake team", "skill": "coaching", "started": ago(alice, 90), "outcome": "running"}
    carry(alice, "trials", [trial])
    assert "“Ran the intake team”" in next_steps(again(alice), alice.today())[0].missing
    make_ready(alice)
    carry(alice, "touchpoints", [])
    (step,) = next_steps(again(alice), alice.today())
    assert step.missing.startswith("To be a local in two departments")
    contact(alice, "sales", "support")
    assert next_steps(again(alice), alice.today()) == ()


def test_words_of_the_rules_are_explained_where_they_first_stand(alice, alices_browser):
    one_told(alice)
    html = page_of(alices_browser)
    words = ("requirement", "gate", "noted", "told", "backed", "confirmed", "proof", "fresh")
    assert re.findall(r"<dfn>(\w+)</dfn>: \w", html) == list(words)
    assert "<dfn>fading</dfn>" in page_of(alices_browser, "?axis=long")
    assert html.index("<dfn>gate</dfn>") < html.index('class="meta">gate')
    (gate,) = re.findall(r"<dfn>(\w+)</dfn>", alices_browser.get("/").text)
    assert gate == "gate"

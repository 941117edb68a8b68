"""What Readiness remembers: the same after it was text as before, and drawn anew when its looks change."""

from dataclasses import fields, is_dataclass
from datetime import timedelta

import pytest
from django.urls import set_script_prefix
from django.utils.safestring import SafeString

from evidence.account.sample import load_sample
from evidence.models import User
from evidence.readiness import fragments
from evidence.readiness.comparison import comparison
from evidence.readiness.half_year import half_a_year
from evidence.readiness.kept import judgement_of
from evidence.readiness.tallies import tallies
from tests.evidence.readiness.dashboard import TEMPLATES, carry, make_ready, unpacking
from tests.factories import make_win

pytestmark = pytest.mark.django_db

ASKED = {
    "the judgement": judgement_of,
    "half a year": half_a_year,
    "what counts": tallies,
    "a comparison": lambda user, day: comparison(user, day, "vp", "expert"),
}


@pytest.fixture
def sample(alice):
    load_sample(alice, alice.today())
    return again(alice)


def again(user):
    return User.objects.get(pk=user.pk)


def html_in(value):
    """The HTML in a value, wherever in it."""
    if isinstance(value, SafeString):
        yield value
    elif isinstance(value, dict):
        value = tuple(value.values())
    elif is_dataclass(value):
        value = tuple(getattr(value, field.name) for field in fields(value))
    if isinstance(value, tuple):
        for entry in value:
            yield from html_in(entry)


@pytest.mark.parametrize("ask", ASKED.values(), ids=ASKED)
@pytest.mark.parametrize("days", [0, 40])
def test_what_comes_back_is_what_was_worked_out(sample, ask, days, django_assert_num_queries):
    day = sample.today() - timedelta(days)
    first = ask(sample, day)
    with django_assert_num_queries(1):
        back = ask(sample, day)
    assert back == first
    assert list(html_in(back)) == list(html_in(first))
    assert len(list(html_in(back))) == {judgement_of: 22, half_a_year: 1}.get(ask, 0)


def test_a_warning_of_theatre_comes_back_with_its_wins(alice):
    wins = [make_win(alice, f"Vision {at}", days_ago=at, told=True, skills=["product-strategy"]) for at in range(13)]
    alice = again(alice)
    assert judgement_of(alice, alice.today()) == judgement_of(alice, alice.today())
    warning = judgement_of(alice, alice.today()).judgement.theatre
    assert [(win.row, win.title) for win in warning.wins] == [(win.pk, win.title) for win in wins[:12]]
    assert warning.more == 1


def test_a_step_bears_the_name_of_its_gate_or_skill(alice):
    make_ready(alice, but=["clarity"])
    carry(alice, "trials", [])
    alice = again(alice)
    steps = judgement_of(alice, alice.today()).judgement.steps
    assert [(step.name, step.slug, step.is_gate) for step in steps] == [
        ("Trial", "trial", True),
        ("Creating clarity", "clarity", False),
    ]


@pytest.mark.parametrize("ask", [judgement_of, half_a_year])
def test_what_is_drawn_otherwise_or_leads_elsewhere_is_drawn_anew(alice, ask, monkeypatch):
    def stamps():
        ask(alice, alice.today())
        return alice.remembered.get().stamp

    first = stamps()
    assert stamps() == first
    set_script_prefix("/elsewhere/")
    try:
        moved = stamps()
    finally:
        set_script_prefix("/")
    monkeypatch.setattr(fragments, "FORM", "another")
    assert len({first, moved, stamps()}) == 3


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_a_template_reads_names_and_never_places(path):
    found = unpacking(path.read_text())
    assert not found, f"{path.name}: {found}: give what is walked through names of its own, and read those."

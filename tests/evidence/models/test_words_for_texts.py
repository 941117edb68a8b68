"""A word counts for the text that was confirmed, by every way to ask: the log, the judgement, the win's own page."""

from datetime import timedelta

import pytest
from django.utils import timezone

from evidence.management.commands.tidy import tidy_rows
from evidence.models import Confirmation, TakenBack, Win
from evidence.models.trash import DAYS_IN_TRASH
from evidence.readiness.tallies import tallies
from evidence.record.person import record_of
from evidence.wins.rows import as_graded
from evidence.wins.saving import save_win
from insights.confirmed_text import UNKNOWN
from insights.grades import confirmed_earlier, grade
from tests.factories import CAME_OF_IT, DID, make_confirmation, make_win

pytestmark = pytest.mark.django_db


def grades_of(win: Win) -> set[str]:
    """What a win is worth, by every way to ask."""
    owner, today = win.owner, win.owner.today()
    (valued,) = record_of(owner).wins
    stored = Win.objects.select_related("owner").get(pk=win.pk)
    counted = tallies(owner, today)["agency"]
    return {
        owner.wins.with_grade(owner).get().grade,
        grade(valued, today),
        grade(as_graded(stored), today),
        "confirmed" if counted.confirmed else "told",
    }


def is_earlier(win: Win) -> set[bool]:
    owner = win.owner
    (valued,) = record_of(owner).wins
    row = owner.wins.with_words_for_earlier_texts(owner).get()
    return {bool(row.confirmed_earlier), bool(confirmed_earlier(valued, owner.today()))}


@pytest.fixture
def win(alice) -> Win:
    """A told win that Ana has confirmed."""
    win = make_win(alice, told=True, skills=["agency"])
    make_confirmation(win)
    return win


def change(win: Win, **values) -> None:
    for name, value in values.items():
        setattr(win, name, value)
    win.save(update_fields=list(values))


@pytest.mark.parametrize(
    "values",
    [
        {"title": "I invented the newsletter"},
        {"action": "Collected 62 support threads into ten themes"},
        {"result": "Every team has changed its plans because of it"},
        {"metric_name": "tickets a week"},
        {"metric_before": 40.0},
        {"metric_unit": "days"},
    ],
)
def test_a_word_counts_until_the_text_is_rewritten_and_again_when_it_is_as_it_was(win, values):
    before = {name: getattr(win, name) for name in values}
    assert (grades_of(win), is_earlier(win)) == ({"confirmed"}, {False})
    change(win, **values)
    assert (grades_of(win), is_earlier(win)) == ({"told"}, {True})
    assert win.confirmations.get().given_for.title == "Customer insight newsletter no. 4"
    change(win, **before)
    assert (grades_of(win), is_earlier(win)) == ({"confirmed"}, {False})


def test_a_number_that_was_not_confirmed_backs_the_win_and_no_more(win):
    change(win, metric_after=12.0)
    win.refresh_from_db()
    assert win.owner.wins.with_grade(win.owner).get().grade == "backed"


@pytest.mark.parametrize(
    "values",
    [
        {"title": "CUSTOMER insight newsletter, no 4!"},
        {"action": f"“{DID}” …"},
        {"result": CAME_OF_IT.replace(" ", "\n\n")},
        {"context": "Another story altogether", "horizon": "year", "private": True, "decision": "open"},
    ],
)
def test_what_makes_no_difference_makes_none(win, values):
    change(win, **values)
    assert grades_of(win) == {"confirmed"}


def test_given_anew_it_counts_again(win):
    change(win, action="Collected 62 support threads into ten themes")
    make_confirmation(win)
    assert (grades_of(win), is_earlier(win)) == ({"confirmed"}, {False})
    change(win, action=DID)
    # Her newest word is for the other text, and may have corrected this one.
    assert (grades_of(win), is_earlier(win)) == ({"told"}, {True})


def test_saving_from_its_page_is_rewriting(alice, win):
    data = {"title": "I invented it all", "initial-title": win.title, "fields": "title"}
    save_win(alice, win.pk, data)
    win.refresh_from_db()
    assert win.title == "I invented it all"
    assert grades_of(win) == {"told"}


def test_what_was_taken_back_stays_so_whatever_becomes_of_the_text(win):
    make_confirmation(win, verdict="withdrawn")
    change(win, title="Another")
    assert (grades_of(win), is_earlier(win)) == ({"told"}, {False})
    change(win, title="Customer insight newsletter no. 4")
    win.delete_softly()
    win.restore()
    assert (grades_of(win), is_earlier(win)) == ({"told"}, {False})


def test_a_word_of_which_nobody_knows_what_it_was_for_does_not_count(win):
    Confirmation.objects.update(of=UNKNOWN, text=[])
    Win.objects.get(pk=win.pk).save()
    assert (grades_of(win), is_earlier(win)) == ({"told"}, {True})
    assert win.confirmations.get().given_for is None


# What outlives the win


def go(win: Win) -> None:
    win.delete_softly()
    tidy_rows(Win, timezone.now() + timedelta(days=DAYS_IN_TRASH + 1))


def test_of_a_win_that_goes_stays_what_was_taken_back_and_nothing_else(alice, win):
    make_confirmation(win, "Tom Akande")
    make_confirmation(win, "Tom Akande", verdict="withdrawn", date=alice.today())
    make_confirmation(win, "Eve Okri", verdict="declined")
    make_confirmation(win, "Nobody", verdict="withdrawn", verified=False)
    go(win)
    kept = dict(TakenBack.objects.values_list("digest", "until"))
    assert kept == {TakenBack.digest_of(who, win.text.digest): alice.today() for who in ("tom akande", "eve okri")}


def test_every_text_that_somebody_has_spoken_on_is_taken_back(alice, win):
    first = win.text.digest
    change(win, title="Another")
    make_confirmation(win, verdict="withdrawn")
    go(win)
    assert set(TakenBack.objects.values_list("digest", flat=True)) == {
        TakenBack.digest_of("ana reyes", of) for of in (first, win.text.digest)
    }


def test_a_word_that_is_deleted_by_itself_is_taken_back(win):
    win.confirmations.get().delete()
    assert TakenBack.objects.get().digest == TakenBack.digest_of("ana reyes", win.text.digest)


def test_with_its_person_goes_what_they_took_back(alice, win):
    make_confirmation(win, verdict="withdrawn")
    go(win)
    alice.delete()
    assert not TakenBack.objects.exists()

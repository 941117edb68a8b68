"""This week: the capture box and the week's wins."""

import uuid
from datetime import timedelta

import pytest
from django.urls import reverse

from evidence.models import Win
from evidence.sample import load_sample
from tests.factories import make_win

HTMX = {"HTTP_HX_REQUEST": "true"}


def capture(browser, line, submission=None, **more):
    sent = {"line": line, "submission": str(submission or uuid.uuid4())}
    return browser.post(reverse("capture"), sent | more.pop("sent", {}), **more)


def test_a_line_becomes_a_noted_win_of_today(alice, alices_browser):
    answer = capture(alices_browser, "Cut the onboarding goals to two", **HTMX)
    win = alice.wins.get()
    assert answer.status_code == 200
    assert (win.title, win.date, win.kind_id, win.is_told) == (
        "Cut the onboarding goals to two",
        alice.today(),
        "other",
        False,
    )
    assert "Cut the onboarding goals to two" in answer.text
    assert "It does not count yet." in answer.text


def test_without_javascript_the_page_comes_again_with_the_win(alice, alices_browser):
    answer = capture(alices_browser, "Cut the onboarding goals to two", follow=True)
    assert answer.redirect_chain == [("/", 302)]
    assert "Logged." in answer.text and "Cut the onboarding goals to two" in answer.text


def test_a_date_word_in_front_is_understood_and_shown(alice, alices_browser):
    answer = capture(alices_browser, "yesterday agreed one forecast", **HTMX)
    win = alice.wins.get()
    assert win.date == alice.today() - timedelta(days=1)
    assert win.title == "Agreed one forecast"
    assert "from “yesterday”" in answer.text


def test_a_date_word_that_was_meant_as_a_word_is_taken_back(alice, alices_browser):
    capture(alices_browser, "Monday reviews are history now", **HTMX)
    win = alice.wins.get()
    for _ in range(2):
        alices_browser.post(reverse("win-date-today", args=[win.pk]), {"line": "Monday reviews: are history now"})
    win.refresh_from_db()
    assert (win.title, win.date) == ("Monday reviews: are history now", alice.today())


def test_a_date_word_is_not_taken_back_over_a_later_edit(alice, alices_browser):
    capture(alices_browser, "Monday reviews are history now", **HTMX)
    win = alice.wins.get()
    alice.wins.update(title="Edited since", version=2)
    alices_browser.post(reverse("win-date-today", args=[win.pk]), {"line": "Monday reviews are history now"})
    assert alice.wins.get().title == "Edited since"


def test_a_line_sent_again_whose_win_was_deleted_says_so(alice, alices_browser):
    once = uuid.uuid4()
    capture(alices_browser, "Cut the goals to two", once)
    alice.wins.get().delete_softly()
    assert "it lies in the Trash" in capture(alices_browser, "Cut the goals to two", once, **HTMX).text


def test_the_same_submission_twice_makes_one_win(alice, alices_browser):
    once = uuid.uuid4()
    capture(alices_browser, "Cut the goals to two", once)
    again = capture(alices_browser, "Cut the goals to two", once, **HTMX)
    assert alice.wins.count() == 1
    assert "Logged once already." in again.text


def test_another_line_under_the_same_submission_is_another_win(alice, alices_browser):
    once = uuid.uuid4()
    capture(alices_browser, "Cut the goals to two", once)
    capture(alices_browser, "Agreed one forecast", once)
    assert alice.wins.count() == 2


def test_a_very_long_line_loses_no_word(alice, alices_browser):
    line = " ".join(f"word{n}" for n in range(200))
    capture(alices_browser, line)
    win = alice.wins.get()
    assert len(win.title) <= 200
    assert win.context == line


def test_a_long_line_without_blanks_loses_no_letter(alice, alices_browser):
    capture(alices_browser, "x" * 900)
    assert alice.wins.get().context == "x" * 900


@pytest.mark.parametrize("line", ["", "   ", "\t"])
def test_an_empty_line_is_asked_for_again(alice, alices_browser, line):
    answer = capture(alices_browser, line)
    assert answer.status_code == 422
    assert "Type a line first" in answer.text
    assert not alice.wins.exists()


def test_a_broken_submission_keeps_the_line(alice, alices_browser):
    answer = alices_browser.post(reverse("capture"), {"line": "Cut the goals", "submission": "x"})
    assert answer.status_code == 422
    assert 'value="Cut the goals"' in answer.text


def test_a_line_with_a_nul_is_refused_and_not_a_fault(alice, alices_browser):
    assert capture(alices_browser, "a\x00b").status_code == 422


def test_a_win_for_a_skill_is_linked_to_it(alice, alices_browser):
    page = alices_browser.get("/?skill=agency")
    assert "shows agency" in page.text
    capture(alices_browser, "Ended the failed syncs", sent={"skill": "agency"})
    assert [link.skill_id for link in alice.wins.get().links.all()] == ["agency"]


def test_an_unknown_skill_in_the_address_is_nothing(alices_browser):
    assert alices_browser.get("/?skill=agilty&kind=nonsense").status_code == 200


def test_the_quiet_line_quotes_what_the_target_still_asks(alices_browser):
    page = alices_browser.get("/")
    assert "Director still asks" in page.text


def test_an_empty_week_says_where_to_start(alices_browser):
    assert "Start with what you would tell your manager." in alices_browser.get("/").text


def test_a_win_of_an_older_day_that_was_logged_this_week_stands_in_the_list(alice, alices_browser):
    capture(alices_browser, "3 Jan agreed one forecast")
    assert "Agreed one forecast" in alices_browser.get("/").text


def test_what_came_with_a_file_is_no_news_of_this_week(alice, alices_browser):
    load_sample(alice, alice.today())
    page = alices_browser.get("/")
    monday = alice.today() - timedelta(days=alice.today().weekday())
    assert len(page.context["wins"]) == alice.wins.filter(date__gte=monday).count() < alice.wins.count()


def test_what_lies_in_the_trash_is_not_shown(alice, alices_browser):
    make_win(alice, "Deleted thing").delete_softly()
    assert "Deleted thing" not in alices_browser.get("/").text


def test_bobs_wins_are_not_on_alices_page(alices_browser, bob):
    make_win(bob, "Secret of Bob")
    assert "Secret of Bob" not in alices_browser.get("/").text


def test_what_was_typed_is_shown_as_text(alice, alices_browser):
    answer = capture(alices_browser, "<script>alert(1)</script> & <b>bold</b>", **HTMX)
    assert "<script>alert" not in answer.text
    assert "&lt;script&gt;" in answer.text


def test_the_page_costs_the_same_with_few_wins_and_with_many(alice, alices_browser, django_assert_num_queries):
    make_win(alice, "One", told=True, skills=["agency", "clarity"])
    alices_browser.get("/")
    with django_assert_num_queries(6):
        alices_browser.get("/")
    for number in range(300):
        make_win(alice, f"Win {number}", told=True, skills=["agency"])
    alices_browser.get("/")
    with django_assert_num_queries(6):
        alices_browser.get("/")


def test_a_chip_links_a_skill_and_unlinks_it_again_with_an_undo(alice, alices_browser):
    win = make_win(alice, kind_id="customer-newsletter")
    url = reverse("win-skills", args=[win.pk])
    linked = alices_browser.post(url, {"change": "link customer-insight", "from": "week"}, **HTMX)
    assert 'aria-pressed="true">Customer insight' in linked.text
    win.links.update(how="turned tickets into a list")
    unlinked = alices_browser.post(url, {"change": "unlink customer-insight", "from": "week"}, **HTMX)
    assert 'aria-pressed="false">Customer insight' in unlinked.text
    assert "Unlinked." in unlinked.text
    alices_browser.post(url, {"change": "link customer-insight", "how": "turned tickets into a list"}, **HTMX)
    assert win.links.get().how == "turned tickets into a list"


def test_a_signed_in_person_who_is_new_is_asked_the_first_questions(alice, alices_browser):
    alice.set_up_at = None
    alice.save()
    assert alices_browser.get("/")["Location"] == reverse("welcome")


def test_the_box_of_another_person_is_not_mine(alices_browser, bob, alice):
    capture(alices_browser, "Mine", sent={"owner": str(bob.pk)})
    assert Win.objects.get().owner == alice

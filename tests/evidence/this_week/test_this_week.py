"""This week: the capture box and the week's wins."""

import re
import uuid
from datetime import timedelta

import pytest
from django.urls import reverse

from evidence.account.sample import load_sample
from evidence.models import Win
from insights.catalog import catalog
from tests.evidence.readiness.dashboard import make_ready
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


@pytest.mark.parametrize(
    ("line", "title"),
    [
        ("word " * 60, f"{'word ' * 23}word …"),
        ("x" * 900, f"{'x' * 198} …"),
        (f"{'a sentence of some length ' * 3}{'y' * 20} {'longish-words ' * 12}{'z' * 50}", None),
        ("目標を絞る" * 90, f"{('目標を絞る' * 40)[:198]} …"),
        (f"{'x' * 195}👨\u200d👩\u200d👧 and so on", f"{'x' * 195} …"),
    ],
)
def test_a_title_that_is_cut_says_so_and_cuts_no_word(alice, alices_browser, line, title):
    capture(alices_browser, line)
    win = alice.wins.get()
    assert win.title == (title or win.title)
    assert win.title.endswith(" …") and len(win.title) <= 200
    begun = win.title.removesuffix(" …")
    assert line.startswith(begun)
    assert title or line[len(begun)] == " "
    assert win.context == " ".join(line.split())


@pytest.mark.parametrize("line", ["", "   ", "\t", "\u200b", " \u00ad\u2060\u3164 "])
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
    assert "shows the skill “Agency”" in page.text
    capture(alices_browser, "Ended the failed syncs", sent={"skill": "agency"})
    assert [link.skill_id for link in alice.wins.get().links.all()] == ["agency"]


@pytest.mark.parametrize("skill", ["agency", "recommending", "strategic-presence"])
def test_the_box_asks_for_a_skill_by_its_name(alices_browser, skill):
    label = f"What did you do that shows the skill “{catalog().skills[skill].name}”?"
    assert label in alices_browser.get(f"/?skill={skill}").text


def test_an_unknown_skill_in_the_address_is_nothing(alices_browser):
    assert alices_browser.get("/?skill=agilty&kind=nonsense").status_code == 200


def test_the_quiet_line_names_the_first_step(alices_browser):
    page = alices_browser.get("/")
    assert "First step to Director: " in page.text


def test_an_empty_week_says_where_to_start(alices_browser):
    assert "Start with what you would tell your manager." in alices_browser.get("/").text


def long_ago(alice):
    return f"{alice.today() - timedelta(days=300)}"


def cards(page, where):
    part = re.split('</section>|</hx-partial>|<div class="two', page.text.partition(f'<div id="{where}">')[2])[0]
    return re.findall(r'<h3 class="said-big"><a href="[^"]+">([^<]+)', part)


def test_the_week_counts_and_lists_the_wins_of_its_days_whenever_they_were_logged(alice, alices_browser):
    make_win(alice, "Agreed one forecast", date=alice.today() - timedelta(days=300))
    make_win(alice, "Cut the goals to two")
    page = alices_browser.get("/")
    assert cards(page, "week") == ["Cut the goals to two"]
    assert "One win so far" in page.text
    assert cards(page, "older") == []


def test_a_win_of_an_older_day_stands_beside_the_week_right_after_it_was_logged(alice, alices_browser):
    answer = capture(alices_browser, f"{long_ago(alice)} agreed one forecast", **HTMX)
    assert cards(answer, "older") == ["Agreed one forecast"]
    assert cards(answer, "week") == []
    assert "Nothing yet this week" in answer.text
    day = alice.wins.get().date
    assert f"Just logged, in {day:%B %Y}" in answer.text
    assert f"It stands in your log, under {day:%B %Y}: it is not of this week." in answer.text


def test_without_javascript_a_win_of_an_older_day_is_shown_too(alice, alices_browser):
    page = capture(alices_browser, f"{long_ago(alice)} agreed one forecast", follow=True)
    assert cards(page, "older") == ["Agreed one forecast"]
    assert cards(alices_browser.get("/"), "older") == []


@pytest.mark.parametrize("asked", ["x", "-1", "9" * 30, ""])
def test_an_address_that_names_no_win_shows_the_week(alices_browser, asked):
    assert alices_browser.get("/", {"logged": asked}).status_code == 200


def test_bobs_win_is_not_shown_beside_alices_week(alices_browser, bob):
    win = make_win(bob, "Secret of Bob", days_ago=300)
    assert "Secret of Bob" not in alices_browser.get("/", {"logged": win.pk}).text


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("tomorrow: agree one forecast", "“tomorrow” lies ahead, and a win is something done."),
        ("31 Feb agreed one forecast", "“31 Feb” is no day of the calendar."),
    ],
)
def test_date_words_that_can_date_no_win_stay_in_the_line_and_the_notice_says_why(alice, alices_browser, line, why):
    for more in (HTMX, {"follow": True}):
        answer = capture(alices_browser, line, **more)
        win = alice.wins.first()
        assert (win.title, win.date) == (line, alice.today())
        assert "Logged for today" in answer.text
        assert why in answer.text


def test_what_came_with_a_file_is_no_news_of_this_week(alice, alices_browser):
    load_sample(alice, alice.today())
    page = alices_browser.get("/")
    monday = alice.today() - timedelta(days=alice.today().weekday())
    assert len(page.context["page"].cards) == alice.wins.filter(date__gte=monday).count() < alice.wins.count()


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


def test_the_answer_to_a_capture_does_not_count_how_many_older_wins_wait(alice, alices_browser):
    make_win(alice, "Long since", days_ago=20)
    assert "One older win speaks for no skill yet." in alices_browser.get("/").text
    before = alice.remembered.get(what="unlinked").stamp
    capture(alices_browser, "Closed the last gap", **HTMX)
    assert alice.remembered.get(what="unlinked").stamp == before
    make_win(alice, "Older still", days_ago=30)
    assert "2 older wins speak for no skill yet." in alices_browser.get("/").text


def test_a_chip_links_a_skill_and_unlinks_it_again_with_an_undo(alice, alices_browser, telling_words):
    win = make_win(alice, "Read forty support threads")
    url = reverse("win-skills", args=[win.pk])
    linked = alices_browser.post(url, {"change": "link customer-insight", "from": "week"}, **HTMX)
    assert 'aria-pressed="true">Customer insight' in linked.text
    win.links.update(how="turned tickets into a list")
    unlinked = alices_browser.post(url, {"change": "unlink customer-insight", "from": "week"}, **HTMX)
    assert "Unlinked: Customer insight." in unlinked.text
    # It was said not to be so: it is not suggested again here.
    assert ">Customer insight</button>" not in unlinked.text
    alices_browser.post(url, {"change": "undo-unlink customer-insight", "from": "week"}, **HTMX)
    assert win.links.get().how == "turned tickets into a list"


def test_a_signed_in_person_who_is_new_is_asked_the_first_questions(alice, alices_browser):
    alice.set_up_at = None
    alice.save()
    assert alices_browser.get("/")["Location"] == reverse("welcome")


def test_the_box_of_another_person_is_not_mine(alices_browser, bob, alice):
    capture(alices_browser, "Mine", sent={"owner": str(bob.pk)})
    assert Win.objects.get().owner == alice


def test_a_win_is_offered_only_for_what_a_win_can_mend(alice, alices_browser):
    make_ready(alice, but=["agency", "learning"])
    for days_ago in (200, 10, 5):
        make_win(alice, told=True, skills=["agency"], days_ago=days_ago)
    steps = alices_browser.get("/").text.split('id="nearest-h"')[1].split("</aside>")[0].split("<li>")[1:]
    (agency,) = [step for step in steps if "Agency" in step]
    (learning,) = [step for step in steps if "Learning in the open" in step]
    assert "One with proof." in agency
    assert "Log a win" not in agency
    assert 'href="/?skill=learning&amp;capture">Log a win</a>' in learning


@pytest.mark.parametrize(("address", "focused"), [("/?capture", 1), ("/?skill=agency&capture", 1), ("/", 0)])
def test_whoever_comes_to_log_a_win_finds_the_focus_in_the_box(alices_browser, address, focused):
    assert alices_browser.get(address).text.count(" autofocus") == focused

"""Link old wins: the wins that speak for no skill yet, in one list to go through."""

import re

import pytest
from django.urls import reverse

from evidence.wins import answers
from evidence.wins.unlinked import WINS_A_PAGE
from tests.factories import make_win

HTMX = {"HTTP_HX_REQUEST": "true"}
OWNED = "Nobody owned the failed syncs"
URL = reverse("wins-unlinked")
pytestmark = pytest.mark.usefixtures("telling_words")


def titles(page):
    return re.findall(r'<h2 class="said-big" id="title-\d+"><a href="[^"]+">([^<]+)', page.text)


def test_it_lists_the_unlinked_wins_the_newest_first(alice, alices_browser):
    for title, days_ago in (("Old", 400), ("New", 1), ("Middle", 60)):
        make_win(alice, title, days_ago=days_ago)
    make_win(alice, "Linked", skills=["agency"])
    make_win(alice, "Deleted").delete_softly()
    page = alices_browser.get(URL)
    assert titles(page) == ["New", "Middle", "Old"]
    assert "Three wins speak for no skill yet." in page.text


def test_each_has_its_suggestions_or_says_that_its_words_tell_nothing(alice, alices_browser):
    make_win(alice, OWNED)
    make_win(alice, "Attended the review", days_ago=3)
    html = alices_browser.get(URL).text
    assert html.count('value="link agency"') == 1
    assert html.count("Its words speak for no skill clearly.") == 1


def test_bobs_wins_are_not_in_alices_list(alices_browser, bob):
    win = make_win(bob, "Secret of Bob")
    for query in ("", f"?after={win.pk}", f"?did={win.pk}"):
        assert "Secret of Bob" not in alices_browser.get(URL + query).text


@pytest.mark.parametrize("wrong", ["x", "-1", "0", "9" * 30, ""])
def test_an_address_that_names_no_win_begins_with_the_newest(alice, alices_browser, wrong):
    make_win(alice, OWNED)
    assert titles(alices_browser.get(URL, {"after": wrong, "did": wrong})) == [OWNED]


def test_pages_go_on_where_the_one_before_ended_whatever_was_answered_there(alice, alices_browser):
    wins = [make_win(alice, f"Win {number}", days_ago=number // 3) for number in range(WINS_A_PAGE + 5)]
    first = alices_browser.get(URL)
    assert len(titles(first)) == WINS_A_PAGE
    after = re.search(r'href="(\?after=[^"]+)">Older wins', first.text)[1]
    for win in wins[:7]:
        answers.link(win, "agency")
    wins[WINS_A_PAGE - 1].delete_softly()  # the one behind which the next page begins
    second = alices_browser.get(URL + after)
    assert set(titles(first)) | set(titles(second)) == {win.title for win in wins}
    assert not set(titles(first)) & set(titles(second))
    assert "Older wins" not in second.text
    assert "17 wins speak for no skill yet." in second.text


def test_a_link_is_answered_with_the_win_and_how_many_are_left(alice, alices_browser):
    win = make_win(alice, OWNED)
    make_win(alice, "Another")
    sent = {"change": "link agency", "from": "list"}
    answer = alices_browser.post(reverse("win-skills", args=[win.pk]), sent, **HTMX).text
    assert 'value="unlink agency" aria-pressed="true"' in answer
    assert re.search(r'value="undo-link agency" id="undo-\d+" data-undo>Undo', answer)
    assert "Linked: Agency. One win speaks for no skill yet." in answer


def test_after_the_last_answer_it_says_so(alice, alices_browser):
    win = make_win(alice, OWNED)
    sent = {"change": "link agency", "from": "list"}
    answer = alices_browser.post(reverse("win-skills", args=[win.pk]), sent, **HTMX).text
    assert "Linked: Agency. Every win has been answered.</hx-partial>" in answer
    assert 'role="status">Every win has been answered.<' in alices_browser.get(URL).text


def test_what_is_skipped_does_not_come_back(alice, alices_browser):
    make_win(alice, "Older", days_ago=3)
    for title in (OWNED, "Attended the review"):
        win = make_win(alice, title)
        button = re.search(rf'id="none-{win.pk}" name="change" value="([^"]+)"', alices_browser.get(URL).text)[1]
        sent = {"change": button, "from": "list"}
        assert "Undo" in alices_browser.post(reverse("win-skills", args=[win.pk]), sent, **HTMX).text
        assert titles(alices_browser.get(URL)) == ["Older"]
        alices_browser.post(reverse("win-skills", args=[win.pk]), {"change": "undo-none", "from": "list"}, **HTMX)
        assert titles(alices_browser.get(URL)) == [title, "Older"]
        win.delete_softly()


def test_without_javascript_the_list_comes_again_with_what_was_done_and_the_way_back(alice, alices_browser):
    win = make_win(alice, OWNED)
    make_win(alice, "Older", days_ago=3)
    url = reverse("win-skills", args=[win.pk])
    then = re.search(rf'name="next" value="([^"]+did={win.pk})"', alices_browser.get(URL).text)[1]
    for change, words, undo in (
        ("link agency", "Linked: Agency.", "undo-link agency"),
        ("none agency", "None of these.", "undo-none"),
    ):
        page = alices_browser.post(url, {"change": change, "from": "list", "next": then}, follow=True)
        assert titles(page) == ["Older"]
        assert f"“{OWNED}”. {words}" in page.text and f'value="{undo}"' in page.text
        page = alices_browser.post(url, {"change": undo, "next": URL}, follow=True)
        assert titles(page) == [OWNED, "Older"]
    assert not win.links.exists() and not alice.skill_answers.exists()


def test_without_javascript_the_last_answer_is_named_whatever_else_the_win_was_linked_to(alice, alices_browser):
    win = make_win(alice, OWNED)
    for change in (answers.link, answers.unlink):
        change(win, "agency")
    answers.link(win, "clarity")
    answers.link(win, "agency")  # the link that was taken off comes back, older than the other
    page = alices_browser.get(URL, {"did": win.pk}).text
    assert "Linked: Agency." in page and 'value="undo-link agency"' in page
    answers.undo_link(win, "agency")
    assert "Linked: Agency." not in alices_browser.get(URL, {"did": win.pk}).text


def test_an_empty_list_teaches(alices_browser):
    page = alices_browser.get(URL).text
    assert "Every win speaks for a skill" in page and "A win counts only for the skills" in page


def test_this_week_and_the_log_lead_to_it_where_there_are_such_wins(alice, alices_browser):
    make_win(alice, OWNED)
    assert "Link old wins" not in alices_browser.get("/").text
    old = make_win(alice, OWNED, days_ago=30)
    assert "One older win speaks for no skill yet." in alices_browser.get("/").text
    assert URL in alices_browser.get("/wins/?skill=none").text
    assert URL not in alices_browser.get("/wins/").text
    answers.none_of(old, ["agency"])
    assert "Link old wins" not in alices_browser.get("/").text


def test_the_log_leads_to_no_empty_list(alice, alices_browser):
    answers.none_of(make_win(alice, OWNED), ["agency"])
    page = alices_browser.get("/wins/?skill=none").text
    assert OWNED in page and URL not in page


@pytest.mark.parametrize("number", [1, 300])
def test_the_list_costs_the_same_with_few_wins_and_with_many(alice, alices_browser, django_assert_num_queries, number):
    for nth in range(number):
        make_win(alice, f"{OWNED} {nth}", days_ago=nth)
    alices_browser.get(URL)
    with django_assert_num_queries(7):
        alices_browser.get(URL)

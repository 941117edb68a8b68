"""The log of wins: months, search, filters, pages."""

import re

import pytest
from django.urls import reverse

from tests.factories import make_artifact, make_confirmation, make_win

HTMX = {"HTTP_HX_REQUEST": "true"}


def found(browser, **filters):
    """The titles that the log shows, in its order."""
    page = browser.get(reverse("wins"), filters)
    assert page.status_code == 200
    return [row.title for row in page.context["page"].rows]


def test_an_empty_log_says_where_to_start(alices_browser):
    assert "Nothing logged yet." in alices_browser.get(reverse("wins")).text


def test_wins_stand_by_month_newest_first(alice, alices_browser):
    make_win(alice, "October", date="2026-10-05")
    make_win(alice, "Early November", date="2026-11-02")
    make_win(alice, "Later November", date="2026-11-03")
    assert found(alices_browser) == ["Later November", "Early November", "October"]
    page = alices_browser.get(reverse("wins")).text
    assert page.count("November 2026</h2>") == 1 and page.count("October 2026</h2>") == 1


@pytest.mark.parametrize(
    "words",
    [
        "cafe",
        "CAFÉ",
        "forecast café",
        "Café forecast",
        "wiki.example",
        "nobody asked",
        "ÜBER uber",
        "100%",
        "a_b",
    ],
)
def test_the_search_finds_every_word_in_any_order_and_case_accents_folded(alice, alices_browser, words):
    win = make_win(
        alice,
        "One forecast for the Café",
        result="über 100% a_b",
        skills=["agency"],
        how="Nobody had asked for it",
    )
    make_artifact(win)
    win.refresh_search()
    make_win(alice, "Something else entirely")
    assert found(alices_browser, q=words) == ["One forecast for the Café"]


def test_a_word_that_is_not_there_finds_nothing_and_says_so(alice, alices_browser):
    make_win(alice, "One forecast")
    assert found(alices_browser, q="forecast elephant") == []
    assert "No win holds all of that." in alices_browser.get(reverse("wins"), {"q": "elephant"}).text


@pytest.mark.parametrize("words", ["%", "_", "\\", "'", '"', "100%%", "\x00", "a" * 500, "(", "*", "💡"])
def test_no_search_is_a_fault(alice, alices_browser, words):
    make_win(alice, "One forecast")
    assert alices_browser.get(reverse("wins"), {"q": words}).status_code == 200


def test_filters_by_skill_kind_grade_and_period(alice, alices_browser):
    noted = make_win(alice, "Noted", date="2026-03-01", kind_id="room")
    told = make_win(alice, "Told", date="2026-04-01", told=True, skills=["agency"])
    backed = make_win(alice, "Backed", date="2026-05-01", told=True, metric_after=3, skills=["agency", "clarity"])
    confirmed = make_win(alice, "Confirmed", date="2026-06-01", told=True)
    make_confirmation(confirmed, date="2026-06-02")
    assert found(alices_browser, skill="agency") == [backed.title, told.title]
    assert found(alices_browser, skill="none") == [confirmed.title, noted.title]
    assert found(alices_browser, kind="room") == [noted.title]
    for win in (noted, told, backed, confirmed):
        assert found(alices_browser, grade=win.title.lower()) == [win.title]
    assert found(alices_browser, since="2026-04-01", until="2026-05-01") == [backed.title, told.title]
    assert found(alices_browser, skill="agency", grade="told", q="told") == [told.title]


def test_skills_whose_names_hold_commas_stand_apart(alice, alices_browser):
    make_win(alice, "One", skills=["recommending", "agency"])
    make_win(alice, "Two", skills=["clarity", "agency"])
    page = alices_browser.get(reverse("wins")).text
    assert "Recommending, not reporting; Agency" in page
    assert "Creating clarity, Agency" in page


def test_an_unknown_filter_filters_nothing_and_is_no_fault(alice, alices_browser):
    make_win(alice, "One")
    assert found(
        alices_browser, skill="agilty", kind="x", grade="great", since="soon", until="2026-02-30", page="x"
    ) == ["One"]


def test_fifty_a_page_by_link_and_by_scroll(alice, alices_browser):
    for number in range(120):
        make_win(alice, f"Win {number:03}", days_ago=number // 40)
    first = alices_browser.get(reverse("wins"), {"q": "win"})
    assert len(first.context["page"].rows) == 50
    after = re.search(r'href="\?q=win&amp;after=([^"]+)" hx-get', first.text)[1]
    more = alices_browser.get(reverse("wins"), {"q": "win", "after": after, "part": "rows"}, **HTMX)
    assert "<html" not in more.text and more.text.count("log-win") == 50
    seen, pages = all_of_it(alices_browser)
    assert len(seen) == len(set(seen)) == 120 and pages == 3
    assert all_of_it(alices_browser, "?q=win") == (seen, 3)


def all_of_it(browser, address="?", meanwhile=lambda: None):
    """The titles of all pages, from one to the next, and how many pages; before each next one `meanwhile` happens."""
    titles, pages = [], 0
    while address:
        page = browser.get(reverse("wins") + address).context["page"]
        titles += [row.title for row in page.rows]
        address, pages = page.next, pages + 1
        meanwhile()
    return titles, pages


@pytest.mark.parametrize("filters", ["?", "?q=win"])
def test_wins_that_come_and_go_while_one_scrolls_repeat_none_and_hide_none(alice, alices_browser, filters):
    wins = [make_win(alice, f"Win {number:03}", days_ago=number // 40) for number in range(120)]
    by_age = sorted(wins, key=lambda win: (win.date, win.pk), reverse=True)
    # The last of the first page among them: the next one begins behind a win that has gone.
    going = iter([by_age[3:50], by_age[60:70]])

    def meanwhile():
        make_win(alice, "Win of just now")
        for win in next(going, ()):
            win.delete_softly()

    seen, _ = all_of_it(alices_browser, filters, meanwhile)
    assert seen == [win.title for win in by_age]


@pytest.mark.parametrize(
    "place", ["", "x", "5", "_5", "2026-02-30_5", "2026-01-01_", "2026-01-01_x", "2026-01-01_" + "9" * 20]
)
def test_what_names_no_place_is_the_beginning(alice, alices_browser, place):
    make_win(alice, "One").delete_softly()
    make_win(alice, "Two")
    for route, title in (("wins", "Two"), ("wins-trash", "One"), ("wins-unlinked", "Two")):
        assert title in alices_browser.get(reverse(route), {"after": place}).text


def test_past_the_last_there_is_a_way_back(alice, alices_browser):
    make_win(alice, "One").delete_softly()
    for route in ("wins", "wins-trash", "wins-unlinked"):
        place = "0001-01-01T00:00:00_1" if route == "wins-trash" else "0001-01-01_1"
        page = alices_browser.get(reverse(route), {"after": place}).text
        assert f'<a href="{reverse(route)}">Begin with the newest</a>' in page


def test_a_month_that_began_on_the_page_before_is_not_headed_again(alice, alices_browser):
    for number in range(60):
        make_win(alice, f"Win {number}", date="2026-05-05")
    second = alices_browser.get(reverse("wins") + alices_browser.get(reverse("wins")).context["page"].next)
    assert second.context["page"].rows and "May 2026" not in second.text.split('id="results"')[1]


def test_the_log_costs_the_same_with_few_wins_and_with_many(alice, alices_browser, django_assert_num_queries):
    for count in (3, 300):
        for number in range(count):
            make_win(alice, f"Win {number}", told=True, skills=["agency"])
        alices_browser.get(reverse("wins"))
        with django_assert_num_queries(5):
            alices_browser.get(reverse("wins"))
        with django_assert_num_queries(6):  # the index of the search is asked first
            alices_browser.get(reverse("wins"), {"q": "win"})


def test_bobs_wins_are_not_found(alices_browser, bob):
    make_win(bob, "Secret")
    assert found(alices_browser, q="secret") == []


def test_a_long_list_of_hits_is_counted_no_further_than_anybody_reads(alice, alices_browser, monkeypatch):
    monkeypatch.setattr("evidence.wins.log.COUNTED", 100)
    for number in range(130):
        make_win(alice, f"Win {number:03}")
    first = alices_browser.get(reverse("wins"), {"q": "win"})
    assert "More than 100 wins found" in first.text
    assert len(all_of_it(alices_browser, "?q=win")[0]) == 130
    second = alices_browser.get(reverse("wins") + first.context["page"].next)
    assert "More than 100 wins found" in second.text
    assert "130 wins" in alices_browser.get(reverse("wins")).text

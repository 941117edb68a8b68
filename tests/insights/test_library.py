"""The Library: open to everybody, the next level first for whoever is signed in, and no query for the catalogue."""

import re

import pytest
from django.urls import reverse

from insights.catalog import catalog
from insights.sentences import EXPLAINED
from tests.factories import make_user

pytestmark = pytest.mark.django_db

PAGES = [
    "/library/",
    "/library/insights/",
    "/library/rules/",
    "/library/levels/director/",
    "/library/levels/aspiring/",
    "/library/skills/agency/",
    "/library/insights/strategy-theatre/",
]


def page(browser, name, *args) -> str:
    answer = browser.get(reverse(name, args=args))
    assert answer.status_code == 200
    return answer.content.decode()


def plain(html: str) -> str:
    """What a reader sees of a page, in one line."""
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


@pytest.mark.parametrize("path", PAGES)
def test_a_visitor_reads_it_without_any_query(client, django_assert_num_queries, path):
    with django_assert_num_queries(0):
        assert client.get(path).status_code == 200


@pytest.mark.parametrize("path", PAGES)
def test_a_person_signed_in_costs_the_session_and_the_user_alone(alices_browser, django_assert_num_queries, path):
    alices_browser.get(path)
    with django_assert_num_queries(2) as queries:
        assert alices_browser.get(path).status_code == 200
    assert not [query for query in queries if "insights_" in query["sql"]]


@pytest.mark.parametrize("name", ["library-level", "library-skill", "library-insight"])
def test_an_unknown_slug_is_not_found(client, name):
    assert client.get(reverse(name, args=["agilty"])).status_code == 404


def test_every_entry_has_its_page_and_the_front_leads_there(client):
    front, listing = page(client, "library"), page(client, "library-insights")
    for slug in catalog().levels:
        assert f'href="{reverse("library-level", args=[slug])}"' in front
        page(client, "library-level", slug)
    for slug in catalog().skills:
        assert f'href="{reverse("library-skill", args=[slug])}"' in front
        page(client, "library-skill", slug)
    for slug in catalog().insights:
        assert f'href="{reverse("library-insight", args=[slug])}"' in listing
        page(client, "library-insight", slug)
    for kind in catalog().kinds.values():
        assert f'id="kind-{kind.slug}"' in front
        assert kind.prompt in front


def test_a_visitor_sees_the_pyramid_first_and_no_way_to_log(client):
    front = page(client, "library")
    assert "What you are held against" not in front
    assert "Log a win" not in front
    tiers = re.findall(r"<h3>(\w+)</h3>", front[front.index('class="pyramid"') :])
    assert tiers[:4] == ["Business", "Strategy", "People", "Market"]


def test_alice_sees_her_next_level_first(alices_browser):
    front = page(alices_browser, "library")
    assert front.index("Director of Product") < front.index("The pyramid of levels")
    assert "19 skills, manager track" in plain(front)
    assert f'href="{reverse("this-week")}?skill=people-sense"' in front
    assert "craft-depth" not in front[: front.index("The pyramid of levels")]


def test_a_chosen_target_comes_before_the_next_level(client):
    client.force_login(make_user(track="expert", target_id="vp"))
    front = plain(page(client, "library"))
    assert "What you are held against: VP of Product" in front
    assert "16 skills, expert track" in front


def test_at_the_top_there_is_no_next_level_but_the_library_reads_on(client):
    client.force_login(make_user(level_id="cpo"))
    front = page(client, "library")
    assert "What you are held against" not in front
    assert "The pyramid of levels" in front
    assert "Log a win" in page(client, "library-skill", "agency")


def test_a_level_lists_what_it_asks_with_the_status(client):
    director = plain(page(client, "library-level", "director"))
    assert "19 skills on the manager track" in director
    assert "Coaching and delegating manager track Proven" in director
    assert "Product strategy Started" in director
    assert "Depth of craft" not in director
    rows = re.findall(r'<th scope="row".*?</th>', page(client, "library-level", "director"), re.S)
    assert len(rows) == 19


def test_a_level_on_both_tracks_says_what_each_is_asked(client):
    vp = plain(page(client, "library-level", "vp"))
    assert "17 skills on the manager track, 16 on the expert track" in vp
    assert "Depth of craft expert track Shown" in vp
    assert "Coaching and delegating manager track Shown" in vp
    assert "From Principal Product Manager or Director of Product" in vp
    assert "Leads to Chief Product Officer" in vp


def test_the_first_level_asks_for_nothing_and_the_last_leads_nowhere(client):
    aspiring, cpo = plain(page(client, "library-level", "aspiring")), plain(page(client, "library-level", "cpo"))
    assert "this is where the way begins" in aspiring
    assert "Leads to Product Manager" in aspiring
    assert "Leads to" not in cpo


def test_a_skill_tells_its_signs_lookalikes_actions_and_origin(client):
    html = page(client, "library-skill", "agency")
    skill = catalog().skills["agency"]
    for text in (skill.meaning, *skill.signs, *skill.lookalikes, *skill.actions, *skill.words):
        assert text.replace("'", "&#x27;") in html
    seen = plain(html)
    assert "Senior PM Proven" in seen
    assert reverse("library-insight", args=["carve-a-role"]) in html
    assert f"{reverse('library')}#kind-unowned-problem" in html
    assert "Log a win for this skill" not in seen


def test_alice_can_log_a_win_for_a_skill_and_learns_what_her_target_asks(alices_browser):
    html = page(alices_browser, "library-skill", "people-sense")
    assert f'href="{reverse("this-week")}?skill=people-sense"' in html
    assert "Your target, Director of Product, asks for it proven." in plain(html)
    assert "does not ask for it" in plain(page(alices_browser, "library-skill", "craft-depth"))


def test_an_insight_names_its_documents_and_what_acts_on_it(client):
    html = page(client, "library-insight", "insight-newsletter")
    seen = plain(html)
    assert "000_f87b603e6165b52c.txt" in seen
    assert "001_bdb80acf54cde529.txt" in seen
    assert "002_da86152bdccab34e.txt" not in seen
    assert reverse("library-skill", args=["customer-insight"]) in html
    assert catalog().insights["insight-newsletter"].used_by[0] in html


def test_the_rules_say_the_numbers_that_the_judgement_uses(client):
    rules = plain(page(client, "library-rules"))
    for number in (
        "three words",
        "730 days",
        "365",
        "28 days",
        "90 days",
        "at most three",
        "548 days",
        "84 days",
        "80 %",
    ):
        assert number in rules


def test_the_rules_explain_their_words_in_one_line_each_before_they_use_them(client):
    rules = plain(page(client, "library-rules"))
    words = rules[: rules.index("What a win is worth")]
    for word, line in EXPLAINED.items():
        assert f"{word.capitalize()} {line}" in words


@pytest.mark.parametrize(
    "rule",
    [
        "two letters count as one word",
        "Other is never the one",
        "where no win and no check-in is logged yet, no date is asked for",
        "A win that names no horizon looks nowhere",
        "is taken as it stands, for any day",
        "still counts here, for theatre, and for the horizon and confirmed gates",
        "A word counts for the text that was confirmed: title, what you did, what came of it and the number",
    ],
)
def test_the_rules_say_what_the_judgement_does(client, rule):
    assert rule in plain(page(client, "library-rules"))


def test_names_that_hold_commas_stand_apart(client):
    front, listing = plain(page(client, "library")), plain(page(client, "library-insights"))
    assert "Usually speaks for Recommending, not reporting ; " in front
    assert "Locals, not tourists ; " in listing

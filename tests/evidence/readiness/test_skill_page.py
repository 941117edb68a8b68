"""A skill's page: where it stands, its wins with reason and expiry, pages of fifty, and what it is."""

import re
from datetime import timedelta

import pytest
from django.core.cache import cache

from evidence.models import SkillLink, User, Win
from evidence.readiness.skill_page import skill_page
from evidence.record.person import wins_of
from insights.catalog import catalog
from insights.dates import in_words
from insights.grades import why_not
from insights.record import Profile
from insights.targets import aim_of
from tests.factories import CAME_OF_IT, DID, make_confirmation, make_user, make_win

pytestmark = pytest.mark.django_db
SKILL = "agency"


@pytest.fixture
def alice(client):
    cache.clear()
    alice = make_user(target_id="director")
    client.force_login(alice)
    return alice


def page_of(alice, **asked):
    user = User.objects.get(pk=alice.pk)
    return skill_page(user, aim_of(Profile("senior-pm", target="director")), SKILL, user.today(), asked)


def texts(client, **asked):
    """The page's words, as one reads them."""
    page = client.get(f"/readiness/skills/{SKILL}/", asked).content.decode()
    return " ".join(re.sub(r"<[^>]+>", " ", page).split())


def test_every_win_says_whether_it_counts_and_for_how_long(client, alice):
    today = alice.today()
    make_win(alice, "Took it on", days_ago=10, told=True, skills=[SKILL], how="nobody owned it")
    make_win(alice, "Long ago", days_ago=400, told=True, skills=[SKILL])
    make_win(alice, "Only noted", days_ago=5, skills=[SKILL])
    make_win(alice, "Old glory", days_ago=731, told=True, skills=[SKILL])
    SkillLink.objects.filter(win=make_win(alice, "Struck", days_ago=3, told=True, skills=[SKILL])).update(
        review="needs-more", review_verified=True
    )
    found = {entry.title: entry for entry in page_of(alice).entries}
    assert list(found) == ["Struck", "Only noted", "Took it on", "Long ago", "Old glory"]
    fades, ends = (in_words(today + timedelta(days - 10), today) for days in (365, 730))
    assert found["Took it on"].until == f"fresh until {fades}, counts until {ends}"
    assert found["Took it on"].how == "nobody owned it"
    assert found["Long ago"].until == f"fading, counts until {in_words(today + timedelta(330), today)}"
    assert {title: (entry.why_not, entry.until) for title, entry in found.items() if entry.why_not} == {
        "Struck": ("The newest review asks for more.", ""),
        "Only noted": ("It does not say yet what you did and what came of it.", ""),
        "Old glory": ("It is more than two years old.", ""),
    }
    words = texts(client)
    assert "Does not count. It is more than two years old." in words
    assert "“nobody owned it”" in words


def test_the_page_says_what_is_missing_and_what_drops_when(client, alice):
    for age in (200, 100):
        make_win(alice, days_ago=age, told=True, skills=[SKILL])
    words = texts(client)
    assert "Started Director of Product asks shown" in words
    assert "Shown lacks: One backed by an artifact or a number, or confirmed." in words
    last = in_words(alice.today() + timedelta(730 - 100), alice.today())
    assert f"It stays started until {last}, even if nothing is added." in words


def test_a_met_requirement_says_when_it_is_lost(client, alice):
    for age in (400, 300, 366 - 183):
        make_confirmation(make_win(alice, days_ago=age, told=True, skills=[SKILL]))
    words, falls = texts(client), in_words(alice.today() + timedelta(183), alice.today())
    assert "It is what is asked." in words
    assert f"If nothing is added, it drops to started on {falls}, and no longer is what is asked" in words


def test_what_is_lost_in_more_than_half_a_year_is_no_news(client, alice):
    for age in (400, 300, 366 - 184):
        make_confirmation(make_win(alice, days_ago=age, told=True, skills=[SKILL]))
    words, last = texts(client), in_words(alice.today() + timedelta(183), alice.today())
    assert f"It stays proven until {last}, even if nothing is added." in words
    assert "no longer is what is asked" not in words


def test_the_page_holds_what_the_catalogue_says_of_the_skill(client, alice):
    words, skill = texts(client), catalog().skills[SKILL]
    for said in (skill.meaning, *skill.signs, *skill.lookalikes, *skill.actions):
        assert " ".join(said.split()) in words.replace("&#x27;", "'").replace("&quot;", '"')
    assert f'href="/?skill={SKILL}"' in client.get(f"/readiness/skills/{SKILL}/").content.decode()


def test_a_skill_that_the_target_does_not_ask_for_shows_the_next_status(client, alice):
    make_win(alice, days_ago=1, told=True, skills=["craft-depth"])
    page = " ".join(re.sub(r"<[^>]+>", " ", client.get("/readiness/skills/craft-depth/").content.decode()).split())
    assert "Director of Product does not ask for it" in page
    assert "Shown lacks:" in page
    assert "It stays started until" in page


@pytest.mark.parametrize("slug", ["agilty", "0", "AGENCY"])
def test_an_unknown_skill_is_not_found(client, alice, slug):
    assert client.get(f"/readiness/skills/{slug}/").status_code == 404


def test_only_ones_own_wins_that_are_kept_and_not_dated_later_are_listed(client, alice):
    make_win(make_user("bob@example.org"), "Bob’s", told=True, skills=[SKILL])
    make_win(alice, "Thrown away", told=True, skills=[SKILL]).delete_softly()
    make_win(alice, "Another skill", told=True, skills=["people-sense"])
    make_win(alice, "Today", told=True, skills=[SKILL])
    make_win(alice, "Then", days_ago=9, told=True, skills=[SKILL, "people-sense"])
    assert [entry.title for entry in page_of(alice).entries] == ["Today", "Then"]
    past = texts(client, on=(alice.today() - timedelta(5)).isoformat())
    assert "Then" in past
    assert "Today" not in past


def test_counting_and_idle_can_be_asked_for_alone_by_the_rules_own_measure(alice):
    for age in (0, 729, 730, 731):
        for told in (True, False):
            for review in ("none", "agree", "needs-more"):
                for verified in (True, False):
                    win = make_win(alice, f"{age}", days_ago=age, told=told, skills=[SKILL])
                    win.links.update(review=review, review_verified=verified)
    rows = {int(win.key): win for win in wins_of(alice, alice.wins.values_list("pk", flat=True))}
    counts = {pk for pk, win in rows.items() if not why_not(win, win.links[0], alice.today())}
    assert 0 < len(counts) < len(rows)
    assert {entry.win for entry in page_of(alice, only="counting").entries} == counts
    assert {entry.win for entry in page_of(alice, only="idle").entries} == set(rows) - counts


def many(alice, count):
    """So many told wins of the skill, one a day."""
    wins = Win.objects.bulk_create(
        Win(
            owner=alice,
            title=f"Win {at}",
            date=alice.today() - timedelta(at),
            action=DID,
            result=CAME_OF_IT,
            is_told=True,
        )
        for at in range(count)
    )
    SkillLink.objects.bulk_create(SkillLink(win=win, skill_id=SKILL, how="so", slot=1) for win in wins)


def test_wins_come_fifty_a_page_the_newest_first(client, alice):
    many(alice, 101)
    first, second, third = (page_of(alice, page=str(number)) for number in (1, 2, 3))
    assert [len(page.entries) for page in (first, second, third)] == [50, 50, 1]
    assert [page.entries[0].title for page in (first, second, third)] == ["Win 0", "Win 50", "Win 100"]
    assert (first.newer, first.older) == ("", "?page=2")
    assert (second.newer, second.older) == ("?", "?page=3")
    assert (third.newer, third.older) == ("?page=2", "")
    assert page_of(alice, only="counting", page="2").older == "?only=counting&page=3"


@pytest.mark.parametrize("number", ["0", "-1", "x", "²", "9" * 30, ""])
def test_a_page_number_that_is_none_is_no_fault(client, alice, number):
    make_win(alice, "The one", told=True, skills=[SKILL])
    assert client.get(f"/readiness/skills/{SKILL}/", {"page": number, "only": "what"}).status_code == 200


@pytest.mark.parametrize("count", [3, 300])
def test_the_page_asks_as_often_however_many_wins_there_are(client, alice, count, django_assert_num_queries):
    many(alice, count)
    client.get(f"/readiness/skills/{SKILL}/")
    with django_assert_num_queries(8):
        # Session, person, what is remembered, the page's links, and four for its wins.
        client.get(f"/readiness/skills/{SKILL}/")


def test_somebody_at_the_top_is_told_that_there_is_no_target(client):
    client.force_login(make_user(level_id="cpo"))
    assert "No target to be held against" in client.get(f"/readiness/skills/{SKILL}/").content.decode()

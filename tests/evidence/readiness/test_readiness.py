"""The Readiness page in the browser: what it shows whom, opening a skill, hostile words, and what it costs."""

import re

import pytest
from django.test import Client

from evidence.models import SkillLink, User
from evidence.readiness.opened_skill import SHOWN
from tests.factories import make_artifact, make_confirmation, make_user, make_win

pytestmark = pytest.mark.django_db

# Session, person, and what is remembered: the judgement and the look back.
QUERIES = 3
# The newest links, then wins, links, artifacts and confirmations.
QUERIES_TO_OPEN = 5

HOSTILE = [
    "<script>alert(1)</script>",
    "\"'><svg onload=alert(1)>",
    "{{ 7|add:7 }}{% load x %}",
    "مرحبا بالعالم \u202e backwards",
    "🎉🎉 emoji",
    "x" * 200,
]


def text_of(answer):
    return " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split())


def proven(user, skill):
    for days in (200, 100, 0):
        make_confirmation(make_win(user, f"{skill} {days}", days_ago=days, told=True, skills=[skill]))


def test_a_visitor_is_asked_to_sign_in():
    answer = Client().get("/readiness/")
    assert answer.status_code == 302
    assert answer.url.startswith("/accounts/login/")


def test_a_newcomer_sees_everything_open_and_what_to_do_first(alice, alices_browser):
    page = text_of(alices_browser.get("/readiness/"))
    assert "Not ready to ask. 0 of 19 requirements are met and none of six gates holds." in page
    assert "Your next step" in page
    assert "A first win that counts" in page
    assert page.count("Nothing yet, asks") == 19


def test_the_page_counts_and_names_what_is_open(alice, alices_browser):
    proven(alice, "clarity")
    page = text_of(alices_browser.get("/readiness/"))
    assert "1 of 19 requirements is met" in page
    assert "18 of 19 requirements are not met" in page
    assert "18 requirements are open" in page
    assert "One is met" in page
    assert "People, the tier of a Director: 1 of 9" in page
    assert "%" not in page


def test_each_win_is_a_mark_that_leads_to_it(alice, alices_browser):
    win = make_win(alice, "Made the muddle clear", days_ago=10, told=True, skills=["clarity"])
    page = alices_browser.get("/readiness/").content.decode()
    assert f'<a href="/wins/{win.pk}/"><title>told, ' in page
    assert "Made the muddle clear</title>" in page


def test_nobody_sees_another_persons_evidence(alice, bobs_browser):
    make_win(alice, "Alice's own", told=True, skills=["coaching"])
    for address in ("/readiness/", "/readiness/?open=coaching"):
        assert "Alice" not in text_of(bobs_browser.get(address))


def test_a_win_in_the_trash_is_gone_from_the_page(alice, alices_browser):
    win = make_win(alice, "Made the muddle clear", told=True, skills=["clarity"])
    assert "Made the muddle clear" in alices_browser.get("/readiness/").content.decode()
    win.delete_softly()
    assert "Made the muddle clear" not in alices_browser.get("/readiness/?open=clarity").content.decode()


def test_an_open_skill_shows_its_evidence_and_why_some_does_not_count(alice, alices_browser):
    make_win(alice, "Handed over the backlog", days_ago=40, told=True, skills=["coaching"], how="goal, not list")
    make_win(alice, "Sat in", days_ago=30, skills=["coaching"])
    struck = make_win(alice, "Took over the notes", days_ago=20, told=True, skills=["coaching"])
    SkillLink.objects.filter(win=struck).update(review="needs-more", review_verified=True)
    make_win(alice, "Old glory", days_ago=731, told=True, skills=["coaching"])
    page = text_of(alices_browser.get("/readiness/?open=coaching"))
    counting, idle = page.split("Evidence for Coaching and delegating")[1].split("Do not count")
    assert "Handed over the backlog" in counting
    assert "told · “goal, not list”" in counting
    assert "Sat in" in idle
    assert "It does not say yet what you did and what came of it." in idle
    assert "The newest review asks for more." in idle
    assert "It is more than two years old." in idle
    assert "Proven asks for" in idle
    assert "three counting wins: 1" in idle


def test_an_open_skill_leads_to_its_actions_the_library_and_the_capture_box(alice, alices_browser):
    page = alices_browser.get("/readiness/?open=coaching").content.decode()
    box = page.split('class="opened-box"')[1]
    assert 'href="/library/skills/coaching/"' in box
    assert 'href="/?skill=coaching&amp;capture"' in box
    assert "Where to start" in box
    assert box.split("</ul>")[1].count("<li>") == 3


def test_a_skills_name_opens_its_row_and_closes_it_again(alice, alices_browser):
    shut = alices_browser.get("/readiness/").content.decode()
    assert 'href="?open=coaching#coaching"' in shut
    assert 'class="opened"' not in shut
    opened = alices_browser.get("/readiness/?open=coaching").content.decode()
    assert opened.count('class="opened"') == 1
    assert 'href="/readiness/#coaching"' in opened
    assert opened.count('aria-expanded="true"') == 1


@pytest.mark.parametrize("skill", ["juggling", "executive-depth", "", "coaching'--", "%00"])
def test_a_skill_that_is_not_asked_for_opens_nothing(alices_browser, skill):
    answer = alices_browser.get(f"/readiness/?open={skill}")
    assert answer.status_code == 200
    assert "opened-box" not in answer.content.decode()


def test_htmx_gets_the_requirements_alone(alices_browser):
    answer = alices_browser.get("/readiness/?open=coaching", headers={"HX-Request": "true"})
    part = answer.content.decode().strip()
    assert part.startswith('<div class="by-need" id="requirements"')
    assert "opened-box" in part
    assert "<html" not in part
    assert "HX-Request" in answer["Vary"]


def test_only_reading_is_answered(alices_browser):
    assert alices_browser.post("/readiness/").status_code == 405


def test_of_many_wins_an_open_skill_lists_the_newest_and_leads_to_the_log(alice, alices_browser):
    for number in range(SHOWN + 1):
        make_win(alice, f"Win no. {number:03}", days_ago=number, told=True, skills=["coaching"])
    page = alices_browser.get("/readiness/?open=coaching").content.decode()
    box = page.split('class="opened-box"')[1].split("</tr>")[0]
    assert "Win no. 000" in box
    assert f"Win no. {SHOWN:03}" not in box
    assert 'href="/wins/?skill=coaching">All its wins in the log' in box


def test_marks_that_find_no_room_are_counted_and_lead_to_the_log(alice, alices_browser):
    for _ in range(8):
        make_win(alice, told=True, skills=["coaching"])
    page = alices_browser.get("/readiness/").content.decode()
    assert 'href="/wins/?skill=coaching">and 4 more' in page


def test_what_is_older_than_the_axis_stands_before_it_and_on_the_longer_one_in_its_place(alice, alices_browser):
    for days in (10, 200, 300, 400):
        make_win(alice, f"Win {days}", days_ago=days, told=True, skills=["coaching"])
    short, long = (
        alices_browser.get(f"/readiness/{query}").content.decode().split('<tr id="coaching"')[1].split("</tr>")[0]
        for query in ("", "?axis=long")
    )
    assert "Win 10</title>" in short
    assert "Win 200</title>" in short
    assert "Win 300</title>" not in short
    assert '<a href="/wins/?skill=coaching"><title>Two more wins from before</title>' in short
    assert all(f"Win {days}</title>" in long for days in (10, 200, 300, 400))
    assert "from before" not in long


@pytest.mark.parametrize("words", HOSTILE)
def test_hostile_words_stay_words(alice, alices_browser, words):
    win = make_win(alice, words, told=True, skills=["coaching"], how=words)
    make_artifact(win)
    page = alices_browser.get("/readiness/?open=coaching").content.decode()
    assert "<script>alert" not in page
    assert "<svg onload" not in page
    if words.startswith("{{"):
        assert words in page


def test_without_a_level_the_page_says_how_it_judges():
    nobody = make_user("new@example.org", level_id=None, track="", department="")
    browser = Client()
    browser.force_login(nobody)
    page = text_of(browser.get("/readiness/"))
    assert "Product Manager, manager track" in page
    assert "judged as for an aspiring PM" in page
    assert "0 of 9" in page


def test_at_the_top_there_is_no_target_and_the_page_says_so(django_assert_num_queries):
    chief = make_user("chief@example.org", level_id="cpo")
    browser = Client()
    browser.force_login(chief)
    with django_assert_num_queries(2):  # session and person
        answer = browser.get("/readiness/")
    assert answer.status_code == 200
    assert "There is no level above Chief Product Officer." in text_of(answer)


def test_a_target_that_is_not_above_the_level_is_said(alice, alices_browser):
    User.objects.filter(pk=alice.pk).update(target="pm")
    assert "is not above the level" in text_of(alices_browser.get("/readiness/"))


def test_today_is_the_persons_own_day(alice, alices_browser):
    User.objects.filter(pk=alice.pk).update(time_zone="Pacific/Kiritimati")
    alice.refresh_from_db()
    today = alice.today()
    assert f"track, {today.day} {today:%B} " in text_of(alices_browser.get("/readiness/"))


@pytest.mark.parametrize("wins", [3, 300])
def test_the_page_costs_the_same_queries_whatever_the_size_of_the_log(
    alice, alices_browser, wins, django_assert_num_queries
):
    for number in range(wins):
        win = make_win(alice, days_ago=number, told=True, skills=["coaching", "clarity"])
        make_confirmation(win, date=win.date)
    alices_browser.get("/readiness/")
    with django_assert_num_queries(QUERIES):
        alices_browser.get("/readiness/")
    with django_assert_num_queries(QUERIES + QUERIES_TO_OPEN):
        alices_browser.get("/readiness/?open=coaching")

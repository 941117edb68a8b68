"""The front page and the privacy page: what a visitor sees, and that it is true."""

import re
from datetime import date

import pytest
from django.conf import settings as project
from django.urls import reverse

from evidence.models import User
from evidence.models.versions import VERSION_DAYS, VERSIONS_KEPT
from insights import sentences
from insights.readiness import assess
from insights.record import Confirmation, Link, Profile, Record, Win
from insights.values import STATUSES

THE_DAY = date(2026, 11, 20)


def test_a_visitor_sees_what_this_is_and_two_ways_in(client, db):
    page = client.get("/").text
    assert "You are promoted for already doing the next job." in page
    assert 'action="/accounts/signup/"' in page
    assert 'action="/sample/"' in page


def test_the_front_page_asks_the_database_nothing(client, db, django_assert_num_queries):
    with django_assert_num_queries(0):
        client.get("/")


def test_somebody_signed_in_sees_their_week_instead(alices_browser):
    assert "You are promoted" not in alices_browser.get("/").text


def test_the_form_on_the_front_page_is_the_one_of_signing_up(client, db):
    names = re.findall(r'<input[^>]* name="(email|password1)"', client.get("/").text)
    assert names == ["email", "password1"]


def test_when_sign_up_is_closed_the_form_gives_way_to_a_sentence(client, db, settings):
    settings.SIGNUP_OPEN = False
    page = client.get("/").text
    assert "This server takes no new accounts just now." in page
    assert 'action="/accounts/signup/"' not in page


def test_without_the_demo_there_is_no_sample_to_explore(client, db, settings):
    settings.DEMO = False
    assert "Explore with sample data" not in client.get("/").text
    assert client.post("/sample/").status_code == 404
    assert not User.objects.exists()


def test_every_link_of_the_front_page_leads_somewhere(client, db):
    page = client.get("/").text
    addresses = {link.split("#")[0] for link in re.findall(r'href="(/[^"]*)"', page)}
    for address in addresses - {""}:
        if not address.startswith("/static/"):
            assert client.get(address).status_code == 200, address
    for anchor in re.findall(r'href="/?#([^"]+)"', page):
        assert f'id="{anchor}"' in page


def win(day: tuple[int, int], grade: str, skill: str) -> Win:
    """A win of 2026, given as (month, day), with what its grade asks for."""
    day = date(2026, *day)
    word = Confirmation("ana", "sales", day, "confirmed")
    return Win(
        f"{skill}{day}",
        "",
        day,
        told=True,
        measured=grade == "backed",
        links=(Link(skill),),
        confirmations=(word,) if grade == "confirmed" else (),
    )


ROWS = {
    "clarity": [((5, 6), "confirmed"), ((8, 19), "backed"), ((10, 7), "confirmed"), ((11, 18), "told")],
    "people-sense": [((6, 25), "confirmed"), ((10, 7), "confirmed")],
    "coaching": [((6, 17), "told"), ((8, 27), "told"), ((11, 12), "told")],
}
"""The marks that the three rows draw."""


@pytest.mark.parametrize("skill", ROWS)
def test_the_three_rows_say_what_the_rules_say(client, db, skill):
    wins = tuple(win(day, grade, skill) for day, grade in ROWS[skill])
    standing = assess(Record(Profile("senior-pm", "manager", "director"), wins), THE_DAY).skills[skill]
    page = client.get("/").text
    row = page[page.index(f'href="{reverse("library-skill", args=[skill])}"') :].split("</tr>")[0]
    assert f">{STATUSES[standing.status]}<" in row
    assert f"asks {standing.asked}" in row
    marked = re.findall(r"<mark>(.*?)</mark>", row)
    if standing.met:
        assert marked == []
        assert " Met<" in row
    else:
        assert marked == [f"{sentences.missing(standing.missing[0], THE_DAY)}."]
    drawn = ", ".join(part for day, grade in ROWS[skill] for part in [f"{grade}, {date(2026, *day):%-d %b %Y}"])
    assert f'aria-label="{drawn.replace("2026, ", "2026; ")}"' in row


def test_the_front_page_promises_only_what_there_is(client, db):
    page = client.get("/").text
    for not_yet in ("suggest", "verdict", "answer skill by skill", "needs more", "check-in"):
        assert not_yet not in page


def test_the_privacy_page_names_the_cookies_that_there_are(client, alice):
    page = client.get("/privacy/").text
    assert "One keeps you signed in" in page
    client.force_login(alice)
    client.get("/settings/")
    assert "One says who was signed in last" in page
    assert set(client.cookies) <= {project.SESSION_COOKIE_NAME, project.CSRF_COOKIE_NAME, "messages", "person"}


def test_the_privacy_page_says_how_long_versions_are_kept(client, db):
    said = f"for {VERSION_DAYS} days, and the last {VERSIONS_KEPT} changes longer"
    assert said in client.get("/privacy/").text


def test_public_pages_are_only_looked_at(client, db):
    assert client.post("/privacy/").status_code == 405
    assert client.get("/sample/")["Location"] == "/"

"""The shared packet: who gets in, who does not and learns nothing, and what is counted."""

import uuid
from datetime import timedelta
from urllib.parse import quote

import pytest
from django.contrib.sessions.models import Session
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from evidence.models import ShareLink
from evidence.models.tokens import new_token
from evidence.packets.changes import create
from tests.evidence.packets.drafts import enter
from tests.factories import make_link, make_packet, make_win


@pytest.fixture
def packet(alice):
    make_win(alice, "Calendar syncs", told=True, skills=["agency"], how="Nobody had asked for it")
    return create(alice, uuid.uuid4())


def dead_tokens(packet) -> dict[str, str]:
    """A token for every way in which one may open nothing."""
    found = {
        "unknown": new_token(),
        "malformed": "x",
        "with a slash": "a/b",
        "strange": quote("ä \x00 {}"),
        "long": "a" * 3000,
    }
    for state in ("expired", "revoked", "of a deleted packet", "of an account that was closed"):
        of = make_packet(packet.owner)
        link, found[state] = make_link(of)
        if state == "expired":
            ShareLink.objects.filter(pk=link.pk).update(expires_at=timezone.now())
        elif state == "revoked":
            link.revoke()
        elif state == "of a deleted packet":
            of.delete_softly()
    return found


def test_the_address_works_without_its_last_slash_and_is_told_to_no_one(alice, client):
    _, token = make_link(make_packet(alice))
    for address in (f"/s/{token}", f"/s/{token}/"):
        answer = client.get(address)
        assert answer.status_code == 302
        assert token not in answer.url
        assert answer["Referrer-Policy"] == "no-referrer"
        assert "no-store" in answer["Cache-Control"]


def test_a_live_link_leads_to_an_address_without_the_token(packet, client):
    link, token = make_link(packet)
    answer = client.get(f"/s/{token}/")
    assert answer.status_code == 302
    assert answer.url == reverse("shared-page", args=[link.public_id])
    cookie = answer.cookies["holder"]
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"
    assert cookie["path"] == answer.url
    assert token not in str(answer.cookies)
    assert 0 < cookie["max-age"] <= 15 * 24 * 3600


def test_holding_a_link_needs_no_session_row(packet, client):
    _, token = make_link(packet)
    client.get(f"/s/{token}/", follow=True)
    assert not Session.objects.exists()


def test_the_clean_address_alone_opens_nothing(packet, client, mayas_browser):
    link, token = make_link(packet)
    other, _ = make_link(packet)
    page = enter(client, token)
    assert Client().get(page).status_code == 404
    assert mayas_browser.get(page).status_code == 404
    # Nor does a cookie of another link, or one that somebody wrote.
    assert client.get(reverse("shared-page", args=[other.public_id])).status_code == 404
    forged = Client()
    forged.cookies["holder"] = str(link.public_id)
    assert forged.get(page).status_code == 404


def test_every_dead_link_gets_the_same_answer(packet, client):
    answers = {}
    tokens = dead_tokens(packet)
    owner = packet.owner
    for state, token in tokens.items():
        owner.is_active = state != "of an account that was closed"
        owner.save()
        answers[state] = client.get(f"/s/{token}/")
    first = answers["unknown"]
    for state, answer in answers.items():
        assert answer.status_code == 404, state
        assert answer.content == first.content, state
        assert dict(answer.headers) == dict(first.headers), state
        assert not answer.cookies, state
    assert "Ask the person who sent it for a new link" in first.text
    assert "Alice" not in first.text
    assert "Moreau" not in first.text


def test_a_dead_link_costs_as_many_queries_as_an_unknown_one(packet, client, django_assert_num_queries):
    link, token = make_link(packet)
    link.revoke()
    for sent in (token, new_token()):
        with django_assert_num_queries(1):
            client.get(f"/s/{sent}/")


@pytest.mark.parametrize("ended", ["revoked", "expired", "deleted", "closed"])
def test_the_page_is_checked_at_every_request(packet, client, ended):
    link, token = make_link(packet)
    page = enter(client, token)
    assert client.get(page).status_code == 200
    if ended == "revoked":
        link.revoke()
    elif ended == "expired":
        ShareLink.objects.update(expires_at=timezone.now())
    elif ended == "deleted":
        packet.delete_softly()
    else:
        packet.owner.is_active = False
        packet.owner.save()
    answer = client.get(page)
    assert answer.status_code == 404
    assert answer.content == client.get(f"/s/{new_token()}/").content


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_nothing_can_be_sent_to_it(packet, method):
    browser = Client(enforce_csrf_checks=True)
    link, token = make_link(packet)
    page = enter(browser, token)
    for address in (f"/s/{token}/", f"/s/{new_token()}/", page, f"{page}files/1/"):
        answer = getattr(browser, method)(address)
        assert answer.status_code == 405
        assert "no-store" in answer["Cache-Control"]
    link.refresh_from_db()
    assert link.opened == 0


def test_it_tells_nobody(packet, client):
    _, token = make_link(packet)
    page = enter(client, token)
    for address in (f"/s/{token}/", page, f"/s/{new_token()}/", f"{page}files/9/"):
        answer = client.get(address)
        assert "noindex" in answer["X-Robots-Tag"]
        assert "no-store" in answer["Cache-Control"]
        assert answer["Referrer-Policy"] == "no-referrer"
    text = client.get(page).text
    assert '<meta name="robots" content="noindex, nofollow">' in text
    assert "<form" not in text
    assert token not in text


def test_looking_at_the_address_writes_nothing(packet, client):
    _, token = make_link(packet)
    before = ShareLink.objects.values().get()
    client.get(f"/s/{token}/")
    page = client.head(f"/s/{token}/").url
    client.head(page)
    client.get(page, headers={"Sec-Purpose": "prefetch;prerender"})
    client.get(page, headers={"Purpose": "prefetch"})
    Client().get(page)
    assert ShareLink.objects.values().get() == before


def test_visits_are_counted_once_in_half_an_hour_for_each_holder(packet, client):
    link, token = make_link(packet)
    page = enter(client, token)
    client.get(page)
    client.get(page)
    enter(client, token)
    client.get(page)
    link.refresh_from_db()
    assert link.opened == 1
    first = link.first_opened_at
    assert first
    assert first == link.last_opened_at
    Client().get(f"/s/{token}/", follow=True)
    link.refresh_from_db()
    assert link.opened == 2
    assert link.first_opened_at == first < link.last_opened_at


def test_after_half_an_hour_it_is_another_visit(packet, client, monkeypatch):
    link, token = make_link(packet)
    page = enter(client, token)
    client.get(page)
    monkeypatch.setattr("evidence.web.token_pages.ONE_VISIT", timedelta(seconds=-1))
    client.get(page)
    link.refresh_from_db()
    assert link.opened == 2


def test_the_owners_own_visits_are_not_counted(packet, alices_browser, mayas_browser):
    link, token = make_link(packet)
    assert alices_browser.get(f"/s/{token}/", follow=True).status_code == 200
    link.refresh_from_db()
    assert link.opened == 0
    mayas_browser.get(f"/s/{token}/", follow=True)
    link.refresh_from_db()
    assert link.opened == 1

"""Share links: made once, shown once, replaced, ended, listed."""

import dataclasses
import uuid
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from evidence.models import Packet, ShareLink, User
from evidence.models.ends import end_of_day
from evidence.models.tokens import digest_of, new_token
from evidence.packets.changes import create
from evidence.packets.sharing import SharedIn, offer, replace, share, shared_in, token_of
from tests.evidence.packets.drafts import address_in, share_form
from tests.factories import make_link, make_packet, make_user, make_win
from tests.together import at_once


def test_sharing_makes_a_numbered_snapshot_and_shows_the_address_once(alice, alices_browser):
    packet = make_packet(alice)
    where, form = share_form(alices_browser, packet)
    answer = alices_browser.post(where, form)
    address = address_in(answer)
    token = address.split("/")[2]
    link = ShareLink.objects.get()
    assert link.digest == digest_of(token)
    assert (link.recipient, link.days, link.snapshot.number) == ("Maya Okafor", 14, 1)
    assert link.expires_at == end_of_day(alice.today() + timedelta(days=14), alice.zone)
    assert len(token) == 43
    assert answer["Cache-Control"].count("no-store")
    assert token not in alices_browser.get(where).text
    assert token not in alices_browser.get(packet.get_absolute_url()).text
    assert Client().get(address).status_code == 302


def test_a_token_is_kept_nowhere(alice, alices_browser):
    packet = make_packet(alice)
    where, form = share_form(alices_browser, packet)
    token = address_in(alices_browser.post(where, form)).split("/")[2]
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')
            assert not any(token in str(value) for row in cursor.fetchall() for value in row), table


def test_two_clicks_on_share_make_one_link_and_both_show_its_address(alice, alices_browser):
    packet = make_packet(alice)
    where, form = share_form(alices_browser, packet)
    first, second = (alices_browser.post(where, form) for _ in range(2))
    assert address_in(first) == address_in(second)
    assert ShareLink.objects.count() == packet.snapshots.count() == 1


@pytest.mark.django_db(transaction=True)
def test_twenty_clicks_at_once_make_one_link(alice):
    packet = make_packet(alice)
    token = new_token()

    def click(_: int) -> int:
        try:
            return share(Packet.objects.get(pk=packet.pk), token, recipient="", days=14).pk
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as at_once:
        assert len(set(at_once.map(click, range(20)))) == 1
    assert ShareLink.objects.count() == packet.snapshots.count() == 1


def test_sharing_again_freezes_anew(alice, alices_browser):
    packet = make_packet(alice, summary="First words")
    where, form = share_form(alices_browser, packet)
    first = address_in(alices_browser.post(where, form))
    Packet.objects.filter(pk=packet.pk).update(summary="Second words")
    where, form = share_form(alices_browser, packet)
    second = address_in(alices_browser.post(where, form))
    assert "First words" in Client().get(first, follow=True).text
    assert "Second words" in Client().get(second, follow=True).text
    assert list(packet.snapshots.values_list("number", flat=True)) == [2, 1]


@pytest.mark.parametrize("days", ["0", "91", "", "many", "1_4", "1.4", "9" * 30])
def test_a_link_lives_one_to_ninety_days(alice, alices_browser, days):
    packet = make_packet(alice)
    where, form = share_form(alices_browser, packet, days=days)
    answer = alices_browser.post(where, form)
    assert answer.status_code == 422
    assert "Maya Okafor" in answer.text
    assert not ShareLink.objects.exists()


@pytest.mark.parametrize("made_up", ["", "x", "a-token:a-signature"])
def test_an_address_is_never_made_from_what_the_browser_made_up(alice, alices_browser, made_up):
    packet = make_packet(alice)
    where, form = share_form(alices_browser, packet, offer=made_up)
    assert alices_browser.post(where, form).status_code == 422
    link, _ = make_link(packet)
    again = reverse("packet-link-replace", args=[packet.pk, link.pk])
    assert alices_browser.post(again, {"offer": made_up}).status_code == 302
    link.refresh_from_db()
    assert link.is_live


def test_an_offer_holds_for_its_own_packet_only(alice):
    packet, other = make_packet(alice), make_packet(alice)
    assert token_of(packet, offer(packet))
    assert token_of(other, offer(packet)) is None


def test_that_sharing_needs_a_name_is_said_before_it_is_tried(alice, alices_browser):
    packet = make_packet(alice)
    needed = "To share the packet it is needed"
    assert needed not in alices_browser.get(packet.get_absolute_url()).text
    alice.name = ""
    alice.save()
    assert needed in alices_browser.get(packet.get_absolute_url()).text
    assert "Needed: it heads the page" in alices_browser.get(reverse("packet-share", args=[packet.pk])).text


def test_without_a_name_sharing_asks_for_one_first(alice, alices_browser):
    alice.name = ""
    alice.save()
    packet = make_packet(alice)
    where, form = share_form(alices_browser, packet)
    assert alices_browser.post(where, form).status_code == 422
    answer = alices_browser.post(where, form | {"name": "Alice M."})
    page = Client().get(address_in(answer), follow=True).text
    assert "Alice M." in page
    assert "alice@example" not in page
    alice.refresh_from_db()
    assert alice.name == "Alice M."


def test_a_revoked_link_shows_nothing_from_that_moment(alice, alices_browser, client):
    packet = make_packet(alice)
    link, token = make_link(packet)
    page = client.get(f"/s/{token}/").url
    assert client.get(page).status_code == 200
    answer = alices_browser.post(reverse("packet-link-revoke", args=[packet.pk, link.pk]), follow=True)
    assert "The link has ended" in answer.text
    assert client.get(page).status_code == 404
    assert client.get(f"/s/{token}/").status_code == 404
    link.refresh_from_db()
    ended = link.revoked_at
    alices_browser.post(reverse("packet-link-revoke", args=[packet.pk, link.pk]))
    link.refresh_from_db()
    assert link.revoked_at == ended


def test_replacing_a_link_ends_it_and_keeps_its_settings(alice, alices_browser, client):
    packet = make_packet(alice, summary="As shared")
    old, token = make_link(packet, days=30)
    ShareLink.objects.update(recipient="Maya Okafor")
    Packet.objects.filter(pk=packet.pk).update(summary="Changed since")
    offered = offer(packet)
    where = reverse("packet-link-replace", args=[packet.pk, old.pk])
    answers = [alices_browser.post(where, {"offer": offered}) for _ in range(2)]
    assert address_in(answers[0]) == address_in(answers[1])
    new = ShareLink.objects.exclude(pk=old.pk).get()
    assert (new.recipient, new.days, new.snapshot_id) == ("Maya Okafor", 30, old.snapshot_id)
    assert client.get(f"/s/{token}/").status_code == 404
    assert "As shared" in client.get(address_in(answers[0]), follow=True).text


def test_an_ended_link_can_be_made_anew(alice, alices_browser, client):
    packet = make_packet(alice)
    old, _ = make_link(packet)
    ShareLink.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    where = reverse("packet-link-replace", args=[packet.pk, old.pk])
    answer = alices_browser.post(where, {"offer": offer(packet), "ended": "1"})
    assert client.get(address_in(answer), follow=True).status_code == 200


def test_two_tabs_that_replace_one_link_leave_one_link(alice, alices_browser):
    packet = make_packet(alice)
    old, _ = make_link(packet)
    where = reverse("packet-link-replace", args=[packet.pk, old.pk])
    first, second = (alices_browser.post(where, {"offer": offer(packet)}) for _ in range(2))
    assert first.status_code == 200
    assert second.status_code == 409
    assert "this link has ended since that page was made" in second.text
    assert ShareLink.objects.live().count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_tabs_that_replace_one_link_together_leave_one_link():
    packet = make_packet(make_user())
    make_link(packet)

    def replace_it() -> None:
        replace(ShareLink.objects.select_related("snapshot__packet__owner").get(revoked_at=None), new_token())

    at_once(5, replace_it)
    assert ShareLink.objects.live().count() == 1


@pytest.mark.parametrize(
    ("whose", "changed"),
    [
        (ShareLink, {}),
        (ShareLink, {"revoked_at": timezone.now()}),
        (ShareLink, {"expires_at": timezone.now() - timedelta(seconds=1)}),
        (Packet, {"deleted_at": timezone.now()}),
        (User, {"is_active": False}),
    ],
)
def test_what_a_link_says_of_itself_is_what_it_opens(alice, client, whose, changed):
    _, token = make_link(make_packet(alice))
    whose.objects.update(**changed)
    is_live = ShareLink.objects.get().is_live
    assert is_live == ShareLink.objects.live().exists() == (not changed)
    assert client.get(f"/s/{token}/").status_code == (302 if is_live else 404)


def test_a_link_that_has_ended_is_not_shown_again_by_an_old_form(alice, alices_browser):
    packet = make_packet(alice)
    where, form = share_form(alices_browser, packet)
    alices_browser.post(where, form)
    ShareLink.objects.get().revoke()
    answer = alices_browser.post(where, form)
    assert "This link has ended" in answer.text
    assert "/s/" not in answer.text
    assert ShareLink.objects.count() == 1


def test_the_list_tells_for_whom_until_when_and_how_often(alice, alices_browser):
    packet = make_packet(alice)
    link, _ = make_link(packet)
    ShareLink.objects.update(recipient="Maya Okafor")
    where = reverse("packet-share", args=[packet.pk])
    assert "Not opened yet" in alices_browser.get(where).text
    link.count_opening(timezone.now())
    assert "Opened once, " in alices_browser.get(where).text
    link.count_opening(timezone.now())
    page = alices_browser.get(where).text
    assert "Opened twice, first " in page
    assert "Maya Okafor" in page
    assert "works until the end of " in page


def test_a_win_knows_where_it_is_shared_and_whether_that_can_still_be_opened(alice):
    win = make_win(alice, told=True, skills=["agency"])
    packet = create(alice, uuid.uuid4())
    assert shared_in(win) == []
    link = share(packet, new_token(), recipient="", days=14)
    opens = SharedIn(packet.pk, "", link.snapshot.created_at, opens=True)
    assert shared_in(win) == [opens]
    win.private = True
    win.save()
    assert shared_in(win) == [opens]
    packet.delete_softly()
    assert shared_in(win) == [dataclasses.replace(opens, packet=None, opens=False)]
    packet.restore()
    link.revoke()
    assert shared_in(win) == [dataclasses.replace(opens, opens=False)]
    assert shared_in(make_win(alice)) == []

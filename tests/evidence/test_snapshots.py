"""Snapshots and links: what is shared and what never is, that it is frozen, and how links are made and ended."""

import json
import re
import uuid
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta

import pytest
from django.db import connection, models
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from evidence.models import Packet, ShareLink, Win
from evidence.models.packets import digest_of, new_token
from evidence.packets.changes import create
from evidence.packets.draft import draft_of
from evidence.packets.markdown import to_html
from evidence.packets.sharing import offer, share, shared_in, token_of
from evidence.packets.snapshots import HELD_BACK, SHARED, content_of
from tests.factories import make_artifact, make_confirmation, make_link, make_packet, make_win


def shared_page(packet: Packet) -> str:
    """What somebody reads who opens a new link to the packet."""
    _, token = make_link(packet)
    return Client().get(reverse("shared-packet", args=[token]), follow=True).text


def full_win(owner, **fields) -> Win:
    """A win of which every text says which field it is, so that it can be found wherever it turns up."""
    texts = {
        field.name: f"sentinel {field.name} words"
        for field in Win._meta.get_fields()
        if isinstance(field, models.CharField | models.TextField) and not field.choices and field.name != "key"
    }
    fields = {
        **texts,
        "key": "sentinel-key",
        "metric_before": 8123.5,
        "metric_after": 9456.5,
        "people": ["sentinel people"],
        "before_last_save": {"title": "sentinel before_last_save"},
        "horizon": "multi-year",
        "driver": "retention",
        "decision": "accepted",
        "part": "helped",
        "kind_id": "customer-newsletter",
        "date": date(2026, 3, 5),
        **fields,
    }
    win = make_win(owner, skills=["agency"], how="sentinel how", **fields)
    make_artifact(win, "https://sentinel.example/artifact", title="sentinel artifact title")
    make_confirmation(win, "Sentinel Colleague", department="legal", comment="sentinel comment", date=date(2026, 3, 6))
    return win


def share_form(browser, packet, **terms):
    where = reverse("packet-share", args=[packet.pk])
    offered = re.search(r'name="offer" value="([^"]+)"', browser.get(where).text)[1]
    return where, {"recipient": "Maya Okafor", "days": 14, "offer": offered, **terms}


def address_in(answer) -> str:
    return re.search(r'value="http://testserver(/s/[^"]+/)"', answer.text)[1]


def test_only_the_allowed_fields_of_a_win_are_shared(alice):
    alice.email = "sentinel-address@example.com"
    alice.save()
    full_win(alice)
    packet = create(alice, uuid.uuid4())
    allowed = {"title", "action", "result", "metric_name", "metric_unit"} | {"how", "artifact title"}
    for place in (shared_page(packet), json.dumps(content_of(draft_of(packet)))):
        said = {words.removesuffix(" words") for words in re.findall(r"sentinel ([a-z_]+(?: title| words)?)", place)}
        assert said == allowed
        assert "https://sentinel.example/artifact" in place
        assert "Sentinel Colleague" not in place
        for word in ("legal", "multi-year", "Several years", "retention", "accepted", "helped", "newsletter"):
            assert word.lower() not in place.lower()
        for word in ("sentinel-key", "sentinel-address", "example.com"):
            assert word not in place
    assert "8,123.5 to 9,456.5" in shared_page(packet)
    assert "confirmed by one person" in shared_page(packet)


def test_nothing_of_a_private_win_is_shared_even_if_it_was_chosen_before(alice):
    win = full_win(alice)
    packet = create(alice, uuid.uuid4())
    assert packet.items.count() == 1
    win.private = True
    win.save()
    for place in (shared_page(packet), json.dumps(content_of(draft_of(packet)))):
        assert "entinel" not in place
        assert "5 March" not in place
        assert "2026-03-05" not in place


def test_every_field_of_a_win_is_sorted_into_shared_or_held_back():
    names = {field.name for field in Win._meta.get_fields()}
    assert not SHARED & HELD_BACK
    assert names == SHARED | HELD_BACK, (
        "A field of Win is new or gone. Say in evidence/packets/snapshots.py whether it is shared or held back, "
        "and let only what is shared into `_win`."
    )


def test_a_snapshot_is_frozen_whatever_becomes_of_the_wins(alice):
    win = full_win(alice)
    packet = create(alice, uuid.uuid4())
    _, token = make_link(packet)
    before = Client().get(reverse("shared-packet", args=[token]), follow=True).text
    win.title, win.private = "Rewritten", True
    win.save()
    win.artifacts.all().delete()
    win.confirmations.all().delete()
    win.links.all().delete()
    win.delete_softly()
    Packet.objects.filter(pk=packet.pk).update(summary="Rewritten", ask="Rewritten")
    assert Client().get(reverse("shared-packet", args=[token]), follow=True).text == before
    win.delete()
    assert Client().get(reverse("shared-packet", args=[token]), follow=True).text == before


def test_the_rules_are_asked_about_the_chosen_wins_alone(alice):
    for days in (0, 40):
        make_artifact(make_win(alice, f"Win {days}", days_ago=days, told=True, skills=["agency", "clarity"]))
    packet = create(alice, uuid.uuid4())
    content = content_of(draft_of(packet))
    skills = {entry["skill"]: entry for entry in content["requirements"]}
    assert (content["met"], len(content["requirements"])) == (1, 19)
    assert (skills["agency"]["status"], skills["clarity"]["status"]) == ("shown", "shown")
    packet.items.filter(link__skill="agency", link__win__title="Win 40").delete()
    skills = {entry["skill"]: entry for entry in content_of(draft_of(packet))["requirements"]}
    # The same win still speaks for clarity, where it is chosen.
    assert (skills["agency"]["status"], skills["clarity"]["status"]) == ("started", "shown")


def test_snapshots_are_judged_on_their_own_day(alice):
    win = make_win(alice, told=True, skills=["product-strategy"], days_ago=730)
    packet = make_packet(alice)
    packet.items.create(link=win.links.get(), position=1)
    assert content_of(draft_of(packet))["met"] == 1
    _, token = make_link(packet)
    win.date -= timedelta(days=1)
    win.save()
    assert content_of(draft_of(packet))["met"] == 0
    assert "1 of 19 requirements is met" in Client().get(f"/s/{token}/", follow=True).text


def test_sharing_makes_a_numbered_snapshot_and_shows_the_address_once(alice, alices_browser):
    packet = make_packet(alice)
    where, form = share_form(alices_browser, packet)
    answer = alices_browser.post(where, form)
    address = address_in(answer)
    token = address.split("/")[2]
    link = ShareLink.objects.get()
    assert link.digest == digest_of(token)
    assert (link.recipient, link.days, link.snapshot.number) == ("Maya Okafor", 14, 1)
    assert link.expires_at - link.created_at == timedelta(days=14)
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


@pytest.mark.parametrize("days", ["0", "91", "", "many", "9" * 30])
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
    answer = alices_browser.post(where, {"offer": offer(packet)})
    assert client.get(address_in(answer), follow=True).status_code == 200


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
    assert "ends " in page


def test_a_win_knows_where_it_is_shared_and_whether_that_can_still_be_opened(alice):
    win = make_win(alice, told=True, skills=["agency"])
    packet = create(alice, uuid.uuid4())
    assert shared_in(win) == []
    link = share(packet, new_token(), recipient="", days=14)
    assert shared_in(win) == [(packet, link.snapshot, True)]
    win.private = True
    win.save()
    assert shared_in(win) == [(packet, link.snapshot, True)]
    link.revoke()
    assert shared_in(win) == [(packet, link.snapshot, False)]
    assert shared_in(make_win(alice)) == []


def test_what_was_shared_can_be_looked_at_again(alice, alices_browser):
    packet = make_packet(alice, summary="As shared")
    make_link(packet)
    Packet.objects.filter(pk=packet.pk).update(summary="Changed since")
    page = alices_browser.get(reverse("packet-snapshot", args=[packet.pk, 1])).text
    assert "As shared" in page
    assert "Changed since" not in page
    assert alices_browser.get(reverse("packet-snapshot", args=[packet.pk, 2])).status_code == 404


@pytest.mark.parametrize(
    "hostile",
    [
        "<script>alert(1)</script>",
        "[x](javascript:alert(1))",
        "[x](JAVASCRIPT&#58;alert(1))",
        "[x](data:text/html,x)",
        "[x](/settings/delete/)",
        "[x](//evil.example)",
        "[x](vbscript:x)",
        "![x](https://evil.example/pixel.png)",
        "<img src=x onerror=alert(1)>",
        '<b hx-get="/">x</b>',
        '<https://evil.example/" onclick=alert(1)>',
    ],
)
def test_hostile_markdown_stays_text(hostile):
    html = to_html(hostile)
    tags = re.findall(r"<[^>]*>", html)
    assert {re.match(r"</?(\w+)", tag)[1] for tag in tags} <= {"p", "a"}
    for tag in tags:
        assert re.fullmatch(r'</?p>|</a>|<a href="https?://[^"]*" rel="nofollow noopener">', tag), tag


def test_markdown_makes_words_lists_and_links():
    html = to_html("# Big\n\n**b** *i* [x](https://x.example) <mailto:a@b.example>\n\n- one\n")
    assert "<h3>Big</h3>" in html
    assert "<strong>b</strong> <em>i</em>" in html
    assert '<a href="https://x.example" rel="nofollow noopener">x</a>' in html
    assert '<a href="mailto:a@b.example" rel="nofollow noopener">' in html
    assert "<li>one</li>" in html

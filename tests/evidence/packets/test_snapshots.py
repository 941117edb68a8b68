"""Snapshots: what is shared and what never is, that it is frozen, and how it is judged."""

import json
import re
import uuid
from datetime import date, timedelta

from django.db import models
from django.test import Client
from django.urls import reverse

from evidence.models import Packet, Win
from evidence.packets.changes import create
from evidence.packets.content import encoded
from evidence.packets.draft import draft_of
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
        "horizon": "multi-year",
        "driver": "retention",
        "decision": "accepted",
        "part": "helped",
        "kind_id": "customer-newsletter",
        "date": date(2026, 3, 5),
        **fields,
    }
    win = make_win(owner, skills=["agency"], how="sentinel how", **fields)
    win.versions.create(field="title", was="sentinel version", became=win.title, at=win.created_at, number=1)
    make_artifact(win, "https://sentinel.example/artifact", title="sentinel artifact title")
    make_confirmation(win, "Sentinel Colleague", department="legal", comment="sentinel comment", date=date(2026, 3, 6))
    return win


def test_only_the_allowed_fields_of_a_win_are_shared(alice):
    alice.email = "sentinel-address@example.com"
    alice.save()
    full_win(alice)
    packet = create(alice, uuid.uuid4())
    allowed = {"title", "action", "result", "metric_name", "metric_unit"} | {"how", "artifact title"}
    for place in (shared_page(packet), json.dumps(encoded(content_of(draft_of(packet))))):
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
    for place in (shared_page(packet), json.dumps(encoded(content_of(draft_of(packet))))):
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
    skills = {entry.skill: entry for entry in content.requirements}
    assert (content.met, len(content.requirements)) == (1, 19)
    assert (skills["agency"].status, skills["clarity"].status) == ("shown", "shown")
    packet.items.filter(link__skill="agency", link__win__title="Win 40").delete()
    skills = {entry.skill: entry for entry in content_of(draft_of(packet)).requirements}
    # The same win still speaks for clarity, where it is chosen.
    assert (skills["agency"].status, skills["clarity"].status) == ("started", "shown")


def test_snapshots_are_judged_on_their_own_day(alice):
    win = make_win(alice, told=True, skills=["product-strategy"], days_ago=730)
    packet = make_packet(alice)
    packet.items.create(link=win.links.get(), position=1)
    assert content_of(draft_of(packet)).met == 1
    _, token = make_link(packet)
    win.date -= timedelta(days=1)
    win.save()
    assert content_of(draft_of(packet)).met == 0
    assert "1 of 19 requirements is met" in Client().get(f"/s/{token}/", follow=True).text


def test_what_was_shared_can_be_looked_at_again(alice, alices_browser):
    packet = make_packet(alice, summary="As shared")
    make_link(packet)
    Packet.objects.filter(pk=packet.pk).update(summary="Changed since")
    page = alices_browser.get(reverse("packet-snapshot", args=[packet.pk, 1])).text
    assert "As shared" in page
    assert "Changed since" not in page
    assert alices_browser.get(reverse("packet-snapshot", args=[packet.pk, 2])).status_code == 404

"""What a snapshot holds: stored as it always was, read back whole, and never shown with holes."""

import json
import logging
from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from evidence.models import ShareLink, Snapshot
from evidence.models.tokens import new_token
from evidence.packets.content import Content, SharedFile, SharedMetric, SharedWin, Unreadable, decoded, encoded
from evidence.packets.draft import draft_of
from evidence.packets.sharing import offer
from evidence.packets.snapshots import SHARED, content_of
from tests.evidence.packets.drafts import enter
from tests.factories import make_artifact, make_confirmation, make_link, make_packet, make_win, store_bytes

STORED = " ".join(
    """
{"format": "pmcareer.packet/1", "name": "Alice Moreau", "level": "Senior Product Manager",
"target": "Director of Product", "tier": "people", "day": "2026-11-30", "ask": "A decision by 15 December",
"summary": "I carry **two** parts of it.", "met": 0,
"wins": [{"title": "Calendar syncs", "date": "2026-11-02", "grade": "confirmed", "confirmed_by": 1,
"action": "Collected 31 support threads into five themes", "result": "Two teams changed their plans because of it",
"metric": {"name": "failed syncs a week", "before": 310.0, "after": 24.5, "unit": "syncs"},
"links": [{"title": "Incident log", "url": "https://wiki.example/incidents/4"}, {"title": "Not a link", "url": ""}],
"files": [{"artifact": 3, "sha256": "aaaa", "name": "notes.txt", "size": 2048}]},
{"title": "Coached", "date": "2026-10-02", "grade": "told", "confirmed_by": 0,
"action": "Collected 31 support threads into five themes", "result": "Two teams changed their plans because of it",
"metric": null, "links": [], "files": []}],
"requirements": [{"skill": "customer-insight", "name": "Customer insight", "tier": "market", "asked": "shown",
"status": "none", "met": false, "evidence": []},
{"skill": "agency", "name": "Agency", "tier": "people", "asked": "shown", "status": "started", "met": false,
"evidence": [{"win": 0, "how": "Nobody had asked for it", "counts": true}]},
{"skill": "coaching", "name": "Coaching and delegating", "tier": "people", "asked": "proven", "status": "started",
"met": false, "evidence": [{"win": 1, "how": "", "counts": true}, {"win": 0, "how": "", "counts": false}]}]}
""".split()
)
"""A content as the first snapshots have it: it stays readable as long as there are any."""


def test_what_is_stored_since_the_first_snapshot_is_read_and_written_letter_for_letter():
    content = decoded(json.loads(STORED))
    assert json.dumps(encoded(content)) == STORED
    assert content.day == date(2026, 11, 30)
    assert content.wins[0].metric == SharedMetric("failed syncs a week", 310, 24.5, "syncs")
    assert content.wins[0].files == (SharedFile(3, "aaaa", "notes.txt", 2048),)
    assert [entry.win for entry in content.requirements[2].evidence] == [1, 0]


def test_it_shows_what_it_always_showed(alice, client):
    _, token = make_link(make_packet(alice), json.loads(STORED))
    page = client.get(f"/s/{token}/", follow=True).text
    for words in (
        "Alice Moreau, Senior Product Manager",
        "<h1>The case for Director of Product</h1>",
        "snapshot 1, 30 November 2026",
        "I carry <strong>two</strong> parts of it.",
        "A decision by 15 December",
        "0 of 3 requirements are met, counted from the two wins in this packet alone; <mark>3 open</mark>. As of",
        '<h2 id="rules-h">What the rules say</h2>',
        "One requirement without a win in this packet",
        "People: the tier of a Director of Product",
        "failed syncs a week: from 310 to 24.5 syncs",
        "2 November 2026 · confirmed by one person",
        'href="https://wiki.example/incidents/4" rel="nofollow noopener">Incident log</a>',
        "notes.txt</a> (2.0",
    ):
        assert words in page


def test_what_is_shared_now_comes_back_from_the_database_as_it_went_in(alice):
    win = make_win(alice, told=True, skills=["agency"], metric_name="n", metric_before=1, metric_after=2.5)
    make_artifact(win)
    store_bytes(win, "notes.txt", b"What the syncs said")
    make_confirmation(win)
    packet = make_packet(alice, summary="Words")
    packet.items.create(link=win.links.get(), position=1)
    content = content_of(draft_of(packet))
    make_link(packet, encoded(content))
    assert decoded(Snapshot.objects.get().content) == content


def test_what_a_win_shows_are_the_fields_that_may_be_shared_and_what_was_judged():
    metric = {name for name in SHARED if name.startswith("metric_")}
    assert set(SharedWin.__struct_fields__) == (SHARED - metric - {"artifacts"}) | {"metric", "files"} | {
        "grade",
        "confirmed_by",
    }
    assert {f"metric_{name}" for name in SharedMetric.__struct_fields__} == metric


def changed(*path: str | int, **values: object) -> object:
    """The stored content with other values at one place; None takes a key away."""
    stored = place = json.loads(STORED)
    for step in path:
        place = place[step]
    for name, value in values.items():
        if value is None:
            del place[name]
        else:
            place[name] = value
    return stored


OTHERS = {
    "nothing": {},
    "no object": [],
    "of the future": changed(format="pmcareer.packet/2"),
    "without a format": changed(format=None),
    "with a key too many": changed(mood="good"),
    "with a key too many in a win": changed("wins", 0, private=False),
    "with a key too many in a number": changed("wins", 0, "metric", per="week"),
    "without a summary": changed(summary=None),
    "without a win's story": changed("wins", 1, action=None),
    "with a file without its sum": changed("wins", 0, "files", 0, sha256=None),
    "with a date that is none": changed("wins", 0, date="soon"),
    "with a grade that is none": changed("wins", 0, grade="splendid"),
    "with a status that is none": changed("requirements", 0, status="mastered"),
    "with a tier that is none": changed("requirements", 0, tier="moon"),
    "with a text in place of a count": changed(met="none"),
    "with a gate that is none": changed(verdict="ready", gates=[{"slug": "luck", "met": True}]),
    "with a verdict that is none": changed(verdict="splendid", gates=[{"slug": "trial", "met": True}]),
    "with a verdict without gates": changed(verdict="ready"),
    "with gates without a verdict": changed(gates=[{"slug": "trial", "met": True}]),
    "with more of a gate than whether it holds": changed(
        verdict="ready", gates=[{"slug": "trial", "met": True, "why": "The pricing review"}]
    ),
    "with evidence of no win": changed("requirements", 1, "evidence", 0, win=2),
    "with evidence of a win before the first": changed("requirements", 1, "evidence", 0, win=-1),
}


@pytest.mark.parametrize("other", OTHERS)
def test_what_is_not_exactly_of_this_format_is_refused(other):
    with pytest.raises(Unreadable):
        decoded(OTHERS[other])


@pytest.mark.parametrize("other", OTHERS)
def test_of_a_snapshot_that_cannot_be_read_nothing_is_shown_and_nobody_gets_a_fault(alice, client, other, caplog):
    packet = make_packet(alice)
    snapshot = Snapshot.objects.create(packet=packet, number=1, content=OTHERS[other])
    link, token = ShareLink.make(snapshot=snapshot, zone=alice.zone)
    page = enter(client, token)
    gone = Client().get(f"/s/{new_token()}/")
    with caplog.at_level(logging.ERROR, "evidence"):
        for address in (page, reverse("shared-file", args=[link.public_id, 1])):
            answer = client.get(address)
            assert answer.status_code == 404
            assert answer.content == gone.content
    told = [record.getMessage() for record in caplog.records if record.name == "evidence.packets.snapshots"]
    assert len(told) == 2 and all(words.startswith(f"snapshot {snapshot.pk} is of a format") for words in told)
    link.refresh_from_db()
    assert link.opened == 0


def test_the_owner_is_told_to_share_again_what_cannot_be_read(alice, alices_browser):
    packet = make_packet(alice)
    make_link(packet, changed(format="pmcareer.packet/2"))
    answer = alices_browser.get(reverse("packet-snapshot", args=[packet.pk, 1]), follow=True)
    assert answer.redirect_chain == [(reverse("packet-share", args=[packet.pk]), 302)]
    assert "made by another version of pmcareer and cannot be shown. Share the packet again." in answer.text


def test_no_second_link_is_made_to_what_cannot_be_read(alice, alices_browser):
    packet = make_packet(alice)
    link, _ = make_link(packet, changed(format="pmcareer.packet/2"))
    where = reverse("packet-link-replace", args=[packet.pk, link.pk])
    answer = alices_browser.post(where, {"offer": offer(packet)}, follow=True)
    assert "cannot be shown. Share the packet again." in answer.text
    assert ShareLink.objects.get().revoked_at is None


def test_a_content_never_changes():
    content = decoded(json.loads(STORED))
    assert isinstance(content, Content)
    for value in (content, content.wins[0], content.requirements[0]):
        with pytest.raises(AttributeError):
            value.name = "Bob"


def test_a_link_of_an_old_snapshot_that_shows_another_site_than_it_opens_is_words(alice, client):
    content = json.loads(STORED.replace("https://wiki.example/incidents/4", r"https://evil.example\\@wiki.example"))
    _, token = make_link(make_packet(alice), content)
    page = client.get(f"/s/{token}/", follow=True).text
    assert "Incident log" in page
    assert "evil.example" not in page


@pytest.mark.parametrize(
    ("before", "after", "shown"),
    [(-0.0, -0.00001, "n: from 0 to -0.00001"), (-1e-9, 0.00001, "n: from -0.000000001 to 0.00001")],
)
def test_a_figure_is_the_number_that_was_measured(alice, client, before, after, shown):
    win = make_win(alice, told=True, skills=["agency"], metric_name="n", metric_before=before, metric_after=after)
    packet = make_packet(alice)
    packet.items.create(link=win.links.get(), position=1)
    _, token = make_link(packet)
    assert f">{shown}<" in client.get(f"/s/{token}/", follow=True).text

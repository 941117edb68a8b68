"""What may be shared of a person's wins: kept, not private, and through a link that is on its win. Caller by caller."""

import re
import uuid
from pathlib import Path

import msgspec
import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from evidence.models import SkillLink, Win
from evidence.models.skill_links import unlink_skill
from evidence.packets.changes import choose, create, move
from evidence.packets.draft import candidates, draft_of, open_links
from evidence.packets.pages import packets_page
from evidence.packets.snapshots import content_of
from evidence.readiness.judgement import Requirement
from evidence.readiness.opened_skill import SHOWN, opened_skill
from insights.statuses import Tally
from tests.factories import make_link, make_packet, make_win, store_bytes

SECRET = "Sentinel win"


def hide(win: Win) -> None:
    win.private = True
    win.save(update_fields=["private"])


def take_off(win: Win) -> None:
    unlink_skill(win, "agency")


WAYS = {"in the Trash": Win.delete_softly, "private": hide, "off its win": take_off}
every_way = pytest.mark.parametrize("way", WAYS)


@pytest.fixture
def win(alice) -> Win:
    return make_win(alice, SECRET, told=True, skills=["agency"])


@pytest.fixture
def other(alice) -> Win:
    return make_win(alice, "Another", told=True, skills=["agency"])


@every_way
def test_the_vocabulary_itself(alice, bob, win, other, way):
    make_win(bob, "Bob's", told=True, skills=["agency"])
    WAYS[way](win)
    assert [link.win for link in SkillLink.objects.of(alice).shareable()] == [other]
    assert {link.win.owner for link in SkillLink.objects.shareable()} == {alice, bob}
    assert all(link.win for link in SkillLink.objects.kept())
    still = way == "off its win"
    assert set(alice.wins.shareable()) == ({win, other} if still else {other})
    assert (win in [link.win for link in SkillLink.objects.of(alice).kept()]) == (way == "private")


@every_way
def test_it_can_neither_be_chosen_nor_moved(alice, bob, win, other, way):
    packet = make_packet(alice)
    make_win(bob, "Bob's", told=True, skills=["agency"])
    mine, beside = win.links.get(), other.links.get()
    WAYS[way](win)
    assert choose(packet, [str(mine.pk), str(beside.pk)], []) == 1
    assert [item.link for item in packet.items.all()] == [beside]
    packet.items.create(link=mine, position=2)
    assert list(open_links(packet)) == [beside]
    move(packet, str(mine.pk), up=True)
    assert packet.items.get(link=mine).position == 2


@every_way
def test_it_is_neither_offered_nor_drafted_nor_proposed(alice, win, other, way):
    packet = create(alice, uuid.uuid4())
    assert packet.items.count() == 2
    WAYS[way](win)
    found, private = candidates(alice, ["agency"], alice.today())
    assert [entry.win.title for entry in found] == ["Another"]
    assert private == (way == "private")
    draft = draft_of(packet)
    assert draft.wins == [other.pk]
    assert draft.private == (way == "private")
    assert create(alice, uuid.uuid4()).items.get().link.win == other


def test_a_private_win_in_the_trash_is_not_counted_as_left_out(alice, win):
    hide(win)
    win.delete_softly()
    assert candidates(alice, ["agency"], alice.today()) == ([], 0)


@pytest.mark.parametrize("way", ["in the Trash", "private"])
def test_a_snapshot_of_a_draft_that_was_made_before_holds_nothing_of_it(alice, win, other, way):
    draft = draft_of(create(alice, uuid.uuid4()))
    assert draft.wins == [win.pk, other.pk] or draft.wins == [other.pk, win.pk]
    WAYS[way](win)
    content = content_of(draft)
    assert [shown.title for shown in content.wins] == ["Another"]
    assert SECRET not in msgspec.json.encode(content).decode()


def test_a_snapshot_holds_nothing_of_a_strangers_win(alice, bob, win):
    draft = draft_of(create(alice, uuid.uuid4()))
    Win.objects.filter(pk=win.pk).update(owner=bob)
    assert content_of(draft).wins == ()


@every_way
def test_neither_the_preview_nor_what_is_shared_next_shows_it(alice, alices_browser, win, way):
    packet = create(alice, uuid.uuid4())
    preview = reverse("packet-preview", args=[packet.pk])
    assert SECRET in alices_browser.get(preview).text
    WAYS[way](win)
    assert SECRET not in alices_browser.get(preview).text
    _, token = make_link(packet)
    assert SECRET not in Client().get(reverse("shared-packet", args=[token]), follow=True).text


@every_way
def test_the_list_of_packets_does_not_count_it(alice, win, other, way):
    create(alice, uuid.uuid4())
    assert packets_page(alice).rows[0].chosen == "two wins"
    WAYS[way](win)
    assert packets_page(alice).rows[0].chosen == "one win"


@pytest.mark.parametrize("gone", ["the win", "the file"])
def test_a_file_that_was_shared_is_handed_out_as_long_as_it_is_kept(alice, client, win, gone):
    artifact = store_bytes(win, "notes.txt", b"What was said")
    link, token = make_link(create(alice, uuid.uuid4()))
    client.get(f"/s/{token}/", follow=True)
    where = reverse("shared-file", args=[link.public_id, 1])
    assert client.get(where).status_code == 200
    (win.delete_softly if gone == "the win" else artifact.remove)()
    assert client.get(where).status_code == 404
    (win.restore if gone == "the win" else artifact.restore)()
    assert client.get(where).status_code == 200


@pytest.mark.parametrize(("way", "shown"), [("in the Trash", False), ("off its win", False), ("private", True)])
def test_ones_own_page_of_a_skill_shows_what_is_kept(alice, bob, win, way, shown):
    for _ in range(SHOWN + 1):
        make_win(bob, "Bob's", told=True, skills=["agency"])
    WAYS[way](win)
    asked = Requirement("agency", "Agency", "shown", "none", False, "", "", False, 0, None, Tally())
    found = opened_skill(alice, asked, alice.today())
    assert [piece.title for piece in (*found.counting, *found.idle)] == [SECRET] * shown
    assert not found.is_cut


def test_nobody_spells_out_what_may_be_shared_or_what_is_kept():
    places = Path(settings.BASE_DIR, "evidence")
    for path in places.rglob("*.py"):
        if not {"models", "migrations"} & set(path.relative_to(places).parts):
            found = re.search(
                r"deleted_at__isnull|removed_at__isnull|\bprivate=(True|False)|__private\b", path.read_text()
            )
            assert not found, (
                f"{path} says {found[0]}: ask kept(), in_trash() or shareable(), so that one place says it."
            )

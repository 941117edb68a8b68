"""Packets: what a new one proposes, what its page offers, the list, deleting and undoing."""

import uuid

import pytest
from django.urls import reverse

from evidence.models import Packet, PacketItem, SkillLink, Win
from evidence.packets.changes import create
from tests.evidence.packets.drafts import coaching, links_of, standing
from tests.factories import make_artifact, make_link, make_packet, make_win


@pytest.fixture
def coaching_wins(alice) -> list[Win]:
    """Enough for coaching to be proven."""
    return coaching(alice)


def new_packet(browser, **more):
    return browser.post(reverse("packet-new"), {"submission": uuid.uuid4(), **more})


def test_a_new_packet_is_for_the_target_and_leads_to_its_draft(alice, alices_browser):
    answer = new_packet(alices_browser)
    packet = alice.packets.get()
    assert packet.target_id == "director"
    assert answer.url == reverse("packet", args=[packet.pk])


def test_one_submission_makes_one_packet(alice, alices_browser):
    submission = uuid.uuid4()
    first = new_packet(alices_browser, submission=submission)
    second = new_packet(alices_browser, submission=submission)
    assert first.url == second.url
    assert alice.packets.count() == 1


def test_a_submission_that_is_none_makes_nothing_and_fails_softly(alice, alices_browser):
    assert new_packet(alices_browser, submission="\x00 no uuid").status_code == 422
    assert not alice.packets.exists()


def test_past_the_top_there_is_no_packet_to_make(alice, alices_browser):
    alice.level_id, alice.target_id = "cpo", None
    alice.save()
    assert "no level above yours" in alices_browser.get(reverse("packets")).text
    assert new_packet(alices_browser).url == reverse("packets")
    assert not alice.packets.exists()


def test_a_new_packet_proposes_the_strongest_wins_that_carry_the_status(alice, coaching_wins):
    packet = create(alice, uuid.uuid4())
    assert standing(packet, "coaching").status == "proven"
    # Three are enough, and the two confirmed ones stand first.
    assert links_of(packet, "coaching") == ["Coached 60", "Coached 110", "Coached 5"]


def test_its_page_counts_what_is_met_in_one_and_in_many(alice, alices_browser, coaching_wins):
    packet = create(alice, uuid.uuid4())
    assert "1 of 19 requirements is met." in alices_browser.get(reverse("packet", args=[packet.pk])).text
    packet.items.all().delete()
    assert "0 of 19 requirements are met." in alices_browser.get(reverse("packet", args=[packet.pk])).text


def test_it_proposes_no_more_than_the_status_asks(alice):
    for days in (1, 2, 3, 4, 5):
        make_win(alice, f"Strategy {days}", days_ago=days, told=True, skills=["product-strategy"])
    packet = create(alice, uuid.uuid4())
    assert links_of(packet, "product-strategy") == ["Strategy 1"]
    assert standing(packet, "product-strategy").met


def test_it_takes_a_further_win_where_only_that_carries_the_status(alice):
    make_win(alice, "Oldest", days_ago=50, told=True, skills=["agency"])
    make_artifact(make_win(alice, "Backed", days_ago=25, told=True, skills=["agency"]))
    make_win(alice, "Newest", days_ago=0, told=True, skills=["agency"])
    packet = create(alice, uuid.uuid4())
    assert sorted(links_of(packet, "agency")) == ["Backed", "Newest", "Oldest"]
    assert standing(packet, "agency").met


def test_private_noted_old_and_deleted_wins_are_never_proposed(alice):
    make_win(alice, "Private", told=True, skills=["agency"], private=True)
    make_win(alice, "Noted", skills=["agency"])
    make_win(alice, "Old", days_ago=731, told=True, skills=["agency"])
    make_win(alice, "Deleted", told=True, skills=["agency"]).delete_softly()
    assert links_of(create(alice, uuid.uuid4()), "agency") == []


def test_all_linkable_wins_are_offered_and_the_proposed_ones_ticked(alice, alices_browser, coaching_wins):
    packet = create(alice, uuid.uuid4())
    page = alices_browser.get(packet.get_absolute_url()).text
    for win in coaching_wins:
        link = win.links.get().pk
        assert f'value="{link}" id="tick-{link}"' in page
        assert (f'id="tick-{link}" checked' in page) == (win.title != "Coached 40")


def test_a_private_win_is_not_offered_and_the_page_says_so(alice, alices_browser):
    make_win(alice, "Nobody may know", told=True, skills=["agency"], private=True)
    page = alices_browser.get(make_packet(alice).get_absolute_url()).text
    assert "Nobody may know" not in page
    assert "One private win left out. Private wins are not offered here and cannot be shared." in page


def test_only_the_strongest_others_are_listed_until_all_are_asked_for(alice, alices_browser):
    for number in range(10):
        make_win(alice, f"Win {number}", days_ago=number, told=True, skills=["agency"])
    where = make_packet(alice).get_absolute_url()
    page = alices_browser.get(where).text
    assert page.count("Win ") // page.count("Win 0") == 6
    assert "4 more" in page.replace("four", "4")
    assert "Win 9" in alices_browser.get(f"{where}?all=agency").text


def test_the_empty_list_teaches_and_the_full_one_lists(alice, alices_browser, coaching_wins):
    assert "decides on what they can read in ten minutes" in alices_browser.get(reverse("packets")).text
    packet = create(alice, uuid.uuid4())
    Packet.objects.filter(pk=packet.pk).update(recipient="Maya Okafor")
    make_link(packet)
    page = alices_browser.get(reverse("packets")).text
    assert "for Maya Okafor" in page
    assert "three wins" in page
    assert "One live link, not opened yet" in page


def test_deleting_leaves_an_undo_and_ends_the_links(alice, alices_browser, client):
    packet = make_packet(alice)
    _, token = make_link(packet)
    answer = alices_browser.post(reverse("packet-delete", args=[packet.pk]), follow=True)
    assert "Its links open nothing now" in answer.text
    assert alices_browser.get(packet.get_absolute_url()).status_code == 404
    assert client.get(reverse("shared-packet", args=[token])).status_code == 404
    assert "Undo" in alices_browser.get(reverse("packets")).text
    alices_browser.post(reverse("packet-restore", args=[packet.pk]))
    assert alices_browser.get(packet.get_absolute_url()).status_code == 200
    assert client.get(reverse("shared-packet", args=[token])).status_code == 302


def routes_of(packet: Packet, link: int) -> list[tuple[str, str]]:
    on_packet = ["packet", "packet-share"]
    gets = [*on_packet, "packet-preview"]
    posts = [*on_packet, "packet-delete", "packet-restore"]
    found = [("get", reverse(name, args=[packet.pk])) for name in gets]
    found += [("post", reverse(name, args=[packet.pk])) for name in posts]
    found += [("get", reverse("packet-snapshot", args=[packet.pk, 1]))]
    on_link = ["packet-link-revoke", "packet-link-replace"]
    return found + [("post", reverse(name, args=[packet.pk, link])) for name in on_link]


def test_a_stranger_finds_none_of_it_and_changes_nothing(alice, bobs_browser, client):
    packet = make_packet(alice, summary="Hers")
    link, _ = make_link(packet)
    for method, address in routes_of(packet, link.pk):
        assert getattr(bobs_browser, method)(address, {"summary": "His"}).status_code == 404, address
        assert "/accounts/login/" in getattr(client, method)(address).url, address
    packet.refresh_from_db()
    link.refresh_from_db()
    assert (packet.summary, packet.deleted_at, link.revoked_at) == ("Hers", None, None)
    assert packet.snapshots.count() == 1


def test_a_link_is_found_under_its_own_packet_only(alice, alices_browser):
    packet, other = make_packet(alice), make_packet(alice)
    link, _ = make_link(packet)
    answer = alices_browser.post(reverse("packet-link-revoke", args=[other.pk, link.pk]))
    assert answer.status_code == 404
    link.refresh_from_db()
    assert link.revoked_at is None


@pytest.mark.parametrize("number", ["", "x", "-1", "1.0", "²", "9" * 19, "9" * 400, "\x00"])
def test_a_number_that_is_none_in_the_address_of_the_list_offers_no_undo(alice, alices_browser, number):
    packet = make_packet(alice)
    packet.delete_softly()
    where = reverse("packets")
    assert 'class="deleted"' in alices_browser.get(where, {"deleted": packet.pk}).text
    page = alices_browser.get(where, {"deleted": number}).text
    assert 'class="deleted"' not in page
    assert reverse("packet-restore", args=[packet.pk]) in page


@pytest.mark.parametrize("wins", [3, 300])
def test_the_queries_do_not_grow_with_the_wins(alice, alices_browser, django_assert_num_queries, wins):
    made = Win.objects.bulk_create(
        Win(owner=alice, title=f"Win {n}", date=alice.today(), action="a b c", result="a b c", is_told=True)
        for n in range(wins)
    )
    skills = ["agency", "coaching", "clarity"]
    links = SkillLink.objects.bulk_create(
        SkillLink(win=win, skill_id=skill, slot=slot) for win in made for slot, skill in enumerate(skills, start=1)
    )
    packet = make_packet(alice)
    PacketItem.objects.bulk_create(PacketItem(packet=packet, link=link, position=1) for link in links)
    make_link(packet)
    with django_assert_num_queries(5):
        alices_browser.get(reverse("packets"))
    with django_assert_num_queries(9):
        alices_browser.get(packet.get_absolute_url())
    with django_assert_num_queries(11):
        alices_browser.get(reverse("packet-preview", args=[packet.pk]))
    with django_assert_num_queries(4):
        alices_browser.get(reverse("packet-share", args=[packet.pk]))

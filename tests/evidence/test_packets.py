"""Packets: what a new one proposes, choosing and ordering, the words, the list, deleting and undoing."""

import uuid

import pytest
from django.urls import reverse

from evidence.models import Packet, PacketItem, Win
from evidence.packets.changes import create
from evidence.packets.draft import draft_of
from tests.factories import make_artifact, make_confirmation, make_link, make_packet, make_win

HTMX = {"HTTP_HX_REQUEST": "true"}


def links_of(packet: Packet, skill: str) -> list[str]:
    """The titles that the draft holds under a skill, in order."""
    asked = next(asked for asked in draft_of(packet).requirements if asked.skill == skill)
    return [entry.win.title for entry in asked.chosen]


def standing(packet: Packet, skill: str):
    return next(asked for asked in draft_of(packet).requirements if asked.skill == skill).standing


def new_packet(browser, **more):
    return browser.post(reverse("packet-new"), {"submission": uuid.uuid4(), **more})


def words(packet: Packet, **changed: str) -> dict[str, str]:
    """What the form sends: each word as it was drawn, and as it is now."""
    drawn = {name: getattr(packet, name) for name in ("recipient", "ask", "summary")}
    return {f"initial-{name}": text for name, text in drawn.items()} | drawn | changed


@pytest.fixture
def coaching_wins(alice) -> list[Win]:
    """Enough for coaching to be proven: four wins, a hundred days from end to end, two of them confirmed."""
    wins = [
        make_win(alice, f"Coached {days}", days_ago=days, told=True, skills=["coaching"]) for days in (110, 60, 40, 5)
    ]
    make_confirmation(wins[0])
    make_confirmation(wins[1])
    return wins


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


def test_ticking_adds_and_unticking_takes_away(alice, alices_browser, coaching_wins):
    packet = create(alice, uuid.uuid4())
    out, in_ = (str(win.links.get().pk) for win in (coaching_wins[3], coaching_wins[2]))
    chosen = [str(item.link_id) for item in packet.items.all()]
    ticked = [link for link in chosen if link != out] + [in_]
    answer = alices_browser.post(packet.get_absolute_url(), words(packet) | {"link": ticked, "was": chosen})
    assert answer.status_code == 302
    assert links_of(packet, "coaching") == ["Coached 60", "Coached 110", "Coached 40"]


def test_two_tabs_choose_without_losing_each_other(alice, alices_browser, coaching_wins):
    packet = make_packet(alice)
    a, b = (str(win.links.get().pk) for win in coaching_wins[:2])
    alices_browser.post(packet.get_absolute_url(), words(packet) | {"link": [a]})
    alices_browser.post(packet.get_absolute_url(), words(packet) | {"link": [b]})
    assert packet.items.count() == 2


def test_the_same_form_sent_twice_changes_nothing_more(alice, alices_browser, coaching_wins):
    packet = make_packet(alice)
    sent = words(packet, summary="Mine") | {"link": [str(win.links.get().pk) for win in coaching_wins]}
    assert alices_browser.post(packet.get_absolute_url(), sent).status_code == 302
    assert alices_browser.post(packet.get_absolute_url(), sent).status_code == 302
    assert packet.items.count() == 4


@pytest.mark.parametrize("number", ["999999", "9" * 40, "-1", "x", "", "\x00"])
def test_a_tick_of_no_win_adds_nothing(alice, alices_browser, number):
    packet = make_packet(alice)
    where = packet.get_absolute_url()
    sent = words(packet) | {"link": [number], "was": [number], "move": f"up:{number}"}
    assert alices_browser.post(where, sent).status_code == 302
    assert alices_browser.post(where, words(packet) | {"link": [number]}).status_code == 302
    assert not packet.items.exists()


def test_neither_a_private_nor_a_strangers_win_can_be_chosen(alice, bob, alices_browser):
    private = make_win(alice, told=True, skills=["agency"], private=True).links.get()
    foreign = make_win(bob, told=True, skills=["agency"]).links.get()
    packet = make_packet(alice)
    answer = alices_browser.post(
        packet.get_absolute_url(), words(packet) | {"link": [private.pk, foreign.pk]}, follow=True
    )
    assert "is private or gone by now, and was left out" in answer.text
    assert not packet.items.exists()


def test_a_win_made_private_later_leaves_the_draft(alice, coaching_wins):
    packet = create(alice, uuid.uuid4())
    coaching_wins[0].private = True
    coaching_wins[0].save()
    assert links_of(packet, "coaching") == ["Coached 60", "Coached 5"]
    assert standing(packet, "coaching").status == "shown"


def test_wins_move_up_and_down_under_their_skill(alice, alices_browser, coaching_wins):
    packet = create(alice, uuid.uuid4())
    last = coaching_wins[3].links.get().pk
    answer = alices_browser.post(packet.get_absolute_url(), words(packet) | {"move": f"up:{last}"})
    assert answer.url.endswith(f"#link-{last}")
    assert links_of(packet, "coaching") == ["Coached 60", "Coached 5", "Coached 110"]
    alices_browser.post(packet.get_absolute_url(), words(packet) | {"move": f"down:{last}"})
    alices_browser.post(packet.get_absolute_url(), words(packet) | {"move": f"down:{last}"})
    assert links_of(packet, "coaching") == ["Coached 60", "Coached 110", "Coached 5"]


def test_moving_saves_what_was_typed_and_ticked_too(alice, alices_browser, coaching_wins):
    packet = create(alice, uuid.uuid4())
    link = coaching_wins[2].links.get().pk
    sent = words(packet, summary="Half a page") | {"link": [link], "move": f"up:{link}"}
    alices_browser.post(packet.get_absolute_url(), sent)
    packet.refresh_from_db()
    assert packet.summary == "Half a page"
    assert links_of(packet, "coaching") == ["Coached 60", "Coached 110", "Coached 40", "Coached 5"]


def test_words_are_saved_with_one_line_end_a_line(alice, alices_browser):
    packet = make_packet(alice)
    alices_browser.post(packet.get_absolute_url(), words(packet, summary="One\r\n\r\nTwo", ask=" The role "))
    packet.refresh_from_db()
    assert (packet.summary, packet.ask) == ("One\n\nTwo", "The role")


def test_an_edit_from_another_tab_is_shown_beside_mine_and_neither_is_lost(alice, alices_browser):
    packet = make_packet(alice, summary="First", ask="Old")
    older = words(packet, summary="From tab two", ask="New")
    alices_browser.post(packet.get_absolute_url(), words(packet, summary="From tab one"))
    answer = alices_browser.post(packet.get_absolute_url(), older)
    assert answer.status_code == 409
    assert "From tab one" in answer.text
    assert "From tab two" in answer.text
    packet.refresh_from_db()
    assert (packet.summary, packet.ask) == ("From tab one", "Old")
    # The page that answered knows both; saving it again is meant.
    assert 'name="initial-summary" value="From tab one"' in answer.text
    again = older | {"initial-summary": "From tab one"}
    assert alices_browser.post(packet.get_absolute_url(), again).status_code == 302
    packet.refresh_from_db()
    assert (packet.summary, packet.ask) == ("From tab two", "New")


def test_tabs_that_edit_different_fields_both_win(alice, alices_browser):
    packet = make_packet(alice)
    alices_browser.post(packet.get_absolute_url(), words(packet, summary="From tab one"))
    answer = alices_browser.post(packet.get_absolute_url(), words(packet, ask="From tab two"))
    assert answer.status_code == 302
    packet.refresh_from_db()
    assert (packet.summary, packet.ask) == ("From tab one", "From tab two")


def test_a_form_that_names_one_field_leaves_the_others_alone(alice, alices_browser):
    packet = make_packet(alice, summary="Kept")
    alices_browser.post(packet.get_absolute_url(), {"ask": "The role"})
    packet.refresh_from_db()
    assert (packet.summary, packet.ask) == ("Kept", "The role")


def test_a_line_that_is_too_long_comes_back_with_all_that_was_typed(alice, alices_browser):
    packet = make_packet(alice)
    answer = alices_browser.post(packet.get_absolute_url(), words(packet, ask="a" * 301, summary="Typed"))
    assert answer.status_code == 422
    assert "a" * 301 in answer.text
    assert "Typed" in answer.text
    assert 'href="#id_ask"' in answer.text


def test_htmx_gets_the_draft_alone_and_is_led_on(alice, alices_browser):
    packet = make_packet(alice)
    answer = alices_browser.post(packet.get_absolute_url(), words(packet, ask="The role"), **HTMX)
    assert answer.text.lstrip().startswith("<form")
    assert "Saved " in answer.text
    packet.refresh_from_db()
    on = alices_browser.post(packet.get_absolute_url(), words(packet) | {"then": "share"}, **HTMX)
    assert on["HX-Redirect"] == reverse("packet-share", args=[packet.pk])


def test_preview_and_share_save_first(alice, alices_browser):
    packet = make_packet(alice)
    sent = words(packet, ask="The role") | {"then": "preview"}
    answer = alices_browser.post(packet.get_absolute_url(), sent, follow=True)
    assert answer.redirect_chain[0][0] == reverse("packet-preview", args=[packet.pk])
    assert "The role" in answer.text


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


@pytest.mark.parametrize("wins", [3, 300])
def test_the_queries_do_not_grow_with_the_wins(alice, alices_browser, django_assert_num_queries, wins):
    made = Win.objects.bulk_create(
        Win(owner=alice, title=f"Win {n}", date=alice.today(), action="a b c", result="a b c", is_told=True)
        for n in range(wins)
    )
    skills = ["agency", "coaching", "clarity"]
    link = Win.links.rel.related_model
    links = link.objects.bulk_create(
        link(win=win, skill_id=skill, slot=slot) for win in made for slot, skill in enumerate(skills, start=1)
    )
    packet = make_packet(alice)
    PacketItem.objects.bulk_create(PacketItem(packet=packet, link=link, position=1) for link in links)
    make_link(packet)
    with django_assert_num_queries(4):
        alices_browser.get(reverse("packets"))
    with django_assert_num_queries(10):
        alices_browser.get(packet.get_absolute_url())
    with django_assert_num_queries(11):
        alices_browser.get(reverse("packet-preview", args=[packet.pk]))
    with django_assert_num_queries(4):
        alices_browser.get(reverse("packet-share", args=[packet.pk]))

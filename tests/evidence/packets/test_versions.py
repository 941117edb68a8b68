"""Undo and the earlier versions of a packet's words."""

import re

from django.test import Client
from django.urls import reverse

from evidence.models import Packet
from tests.evidence.packets.drafts import HTMX, words
from tests.factories import make_link, make_packet

BUTTON = re.compile(r'form="undo" name="change" value="([^"]*)">(Undo: [^<]*)<')


def write(browser: Client, packet: Packet, **changed: str):
    """Saves the page as it is now, with these words changed."""
    packet.refresh_from_db()
    return browser.post(packet.get_absolute_url(), words(packet, **changed))


def undo(browser: Client, packet: Packet, stamp: str = "") -> str:
    """Presses the button, now or as an older page has it; gives the page that comes, and reads the packet anew."""
    stamp = stamp or BUTTON.search(browser.get(packet.get_absolute_url()).text)[1]
    page = browser.post(reverse("packet-undo", args=[packet.pk]), {"change": stamp}, follow=True).text
    packet.refresh_from_db()
    return page


def earlier(browser: Client, packet: Packet) -> str:
    return browser.get(reverse("packet-versions", args=[packet.pk])).text


def test_undo_goes_back_one_of_the_words_and_names_it(alice, alices_browser):
    packet = make_packet(alice, summary="The first case")
    assert not BUTTON.search(alices_browser.get(packet.get_absolute_url()).text)
    write(alices_browser, packet, ask="The role", summary="Another case altogether")
    assert "Undone: the case, in your words." in undo(alices_browser, packet)
    assert (packet.ask, packet.summary) == ("The role", "The first case")
    assert "Undone: what you ask for." in undo(alices_browser, packet)
    assert packet.ask == ""
    assert not BUTTON.search(alices_browser.get(packet.get_absolute_url()).text)


def test_what_was_undone_and_written_over_comes_back(alice, alices_browser):
    packet = make_packet(alice, summary="A")
    write(alices_browser, packet, summary="The case B")
    undo(alices_browser, packet)
    write(alices_browser, packet, summary="The case C")
    undo(alices_browser, packet)
    assert packet.summary == "A"
    page = earlier(alices_browser, packet)
    assert "The case B" in page and "The case C" in page
    version = packet.versions.get(was="The case B")
    back = reverse("packet-versions", args=[packet.pk])
    page = alices_browser.post(back, {"version": version.pk}, follow=True).text
    assert "Brought back: the case, in your words." in page
    packet.refresh_from_db()
    assert packet.summary == "The case B"


def test_undo_leaves_what_another_tab_has_written(alice, alices_browser):
    packet = make_packet(alice, ask="Before")
    write(alices_browser, packet, ask="Mine")
    stamp = BUTTON.search(alices_browser.get(packet.get_absolute_url()).text)[1]
    write(alices_browser, packet, ask="Theirs")
    assert "Nothing was undone" in undo(alices_browser, packet, stamp)
    assert packet.ask == "Theirs"


def test_what_wins_over_another_tab_leaves_the_others_words_there(alice, alices_browser):
    packet = make_packet(alice, summary="The first case")
    older = words(packet, summary="Written in tab two") | {"initial-summary": "One has said otherwise"}
    write(alices_browser, packet, summary="One has said otherwise")
    assert alices_browser.post(packet.get_absolute_url(), older).status_code == 302
    assert "One has said otherwise" in earlier(alices_browser, packet)


def test_saving_by_script_brings_the_button_along(alice, alices_browser):
    packet = make_packet(alice)
    answer = alices_browser.post(packet.get_absolute_url(), words(packet, recipient="Maya"), **HTMX).text
    assert BUTTON.search(answer)[2] == "Undo: for whom"


def test_they_are_nobody_elses_and_never_shared(alice, bob, alices_browser, bobs_browser):
    packet, other = make_packet(alice, summary="A secret of mine"), make_packet(bob)
    write(alices_browser, packet, summary="Fit to be read")
    version = packet.versions.get()
    for name in ("packet-versions", "packet-undo"):
        assert bobs_browser.post(reverse(name, args=[packet.pk]), {"version": version.pk}).status_code == 404
        bobs_browser.post(reverse(name, args=[other.pk]), {"version": version.pk, "change": version.stamp})
    assert bobs_browser.get(reverse("packet-versions", args=[packet.pk])).status_code == 404
    packet.refresh_from_db(), other.refresh_from_db()
    assert (packet.summary, other.summary) == ("Fit to be read", "")
    _, token = make_link(packet)
    assert "secret" not in Client().get(reverse("shared-packet", args=[token]), follow=True).text
    assert "secret" not in alices_browser.get(reverse("packet-preview", args=[packet.pk])).text


def test_the_page_costs_the_same_with_few_versions_and_with_many(alice, alices_browser, django_assert_num_queries):
    packet = make_packet(alice)
    for count in (1, 60):
        for number in range(count):
            packet.edit({"ask": f"{count} {number}"}, is_typed=False)
        with django_assert_num_queries(4):
            earlier(alices_browser, packet)

"""Before sharing: what the packet lacks is said once, and nothing stands in the way."""

import re
import uuid

import pytest
from django.urls import reverse

from evidence.models import ShareLink, SkillLink
from evidence.packets.changes import create
from evidence.packets.draft import requirements_of
from tests.evidence.packets.drafts import address_in, coaching, share_form
from tests.factories import make_link, make_packet, make_win

FOUR = ("Nothing is asked for", "The case has no words of yours", "without a sentence on how", "without evidence")


def share_page(browser, packet) -> str:
    return browser.get(reverse("packet-share", args=[packet.pk])).text


def test_an_empty_packet_says_all_of_it_and_is_shared_all_the_same(alice, alices_browser):
    packet = make_packet(alice)
    page = share_page(alices_browser, packet)
    assert "Before you share" in page
    assert "19 requirements without evidence" in page
    assert f'href="{packet.get_absolute_url()}#id_ask">Nothing is asked for' in page
    where, form = share_form(alices_browser, packet)
    assert address_in(alices_browser.post(where, form))
    assert ShareLink.objects.count() == 1


def test_what_is_there_is_not_asked_for(alice, alices_browser):
    coaching(alice)
    make_win(alice, "Silent", told=True, skills=["agency"], how="")
    packet = create(alice, uuid.uuid4())
    packet.ask, packet.summary = "A decision", "Half a page"
    packet.save()
    page = share_page(alices_browser, packet)
    assert [words for words in FOUR if words in page] == list(FOUR[2:])
    assert "One of four wins without a sentence on how" in page
    assert "17 requirements without evidence" in page


def test_a_packet_that_lacks_nothing_is_told_nothing(alice, alices_browser):
    packet = make_packet(alice, target="pm", ask="A decision", summary="Half a page")
    alice.level_id, alice.track = "aspiring", "expert"
    alice.save()
    for skill in requirements_of(packet):
        make_win(alice, skill, told=True, skills=[skill])
    for place, link in enumerate(SkillLink.objects.of(alice), start=1):
        packet.items.create(link=link, position=place)
    assert "Before you share" not in share_page(alices_browser, packet)


def test_a_private_or_deleted_win_is_no_evidence(alice, alices_browser):
    packet = make_packet(alice)
    for name, fields in {"Private": {"private": True}, "Deleted": {}}.items():
        win = make_win(alice, name, told=True, skills=["agency"], how="", **fields)
        packet.items.create(link=win.links.get(), position=1)
        if name == "Deleted":
            win.delete_softly()
    page = share_page(alices_browser, packet)
    assert "19 requirements without evidence" in page
    assert "without a sentence on how" not in page


def test_a_form_that_is_refused_keeps_what_was_typed_and_says_it_still(alice, alices_browser):
    where, form = share_form(alices_browser, make_packet(alice), days="many", recipient="Ana Reyes")
    page = alices_browser.post(where, form)
    assert page.status_code == 422
    assert 'value="Ana Reyes"' in page.text
    assert "Nothing is asked for" in page.text


@pytest.mark.parametrize("back", ["packets", "packet-share"])
def test_a_link_is_ended_where_its_packet_is_listed(alice, alices_browser, back):
    packet = make_packet(alice)
    link, _ = make_link(packet)
    ShareLink.objects.update(recipient="Maya Okafor")
    end = reverse("packet-link-revoke", args=[packet.pk, link.pk])
    page = alices_browser.get(reverse("packets")).text
    assert f'action="{end}"' in page
    assert "End it now" in page
    assert re.search(r"Maya Okafor, shared \d+ \w+<", page)
    sent = {"from_list": "1"} if back == "packets" else {}
    answer = alices_browser.post(end, sent, follow=True)
    where = reverse("packets") if back == "packets" else reverse(back, args=[packet.pk])
    assert answer.redirect_chain == [(where, 302)]
    assert "The link has ended" in answer.text
    assert "End it now" not in answer.text

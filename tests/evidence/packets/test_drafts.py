"""A packet's draft: choosing wins, putting them in order, and writing, in one tab or two."""

import uuid

import pytest
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from evidence.models import Win
from evidence.packets.changes import create
from evidence.packets.sharing import offer
from tests.evidence.packets.drafts import HTMX, coaching, links_of, standing, words
from tests.factories import make_packet, make_win


@pytest.fixture
def coaching_wins(alice) -> list[Win]:
    """Enough for coaching to be proven."""
    return coaching(alice)


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
    assert ">\nFrom tab two</textarea>" in answer.text
    packet.refresh_from_db()
    assert (packet.summary, packet.ask) == ("From tab one", "New"), "what is in conflict holds nothing else back"
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


ANYTHING = st.text(st.characters(codec="utf-8"), max_size=400)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    sent=st.fixed_dictionaries(
        {},
        optional={
            name: ANYTHING | st.lists(ANYTHING, max_size=3)
            for name in ("recipient", "ask", "summary", "initial-ask", "initial-summary", "link", "was", "move", "then")
        },
    )
)
def test_whatever_is_sent_is_saved_or_said_to_be_wrong(alice, alices_browser, sent):
    packet = make_packet(alice)
    assert alices_browser.post(packet.get_absolute_url(), sent).status_code in (302, 409, 422)
    assert alices_browser.get(reverse("packet-preview", args=[packet.pk])).status_code == 200
    share = reverse("packet-share", args=[packet.pk])
    assert alices_browser.post(share, sent).status_code == 422
    assert alices_browser.post(share, {"offer": offer(packet), "days": 1, **sent}).status_code in (200, 422)

"""Packets in a real browser: put in order by keyboard, shared without scripts, read by somebody without an account."""

import uuid

import pytest
from playwright.sync_api import expect

from evidence.models import Packet, ShareLink
from evidence.models.skill_links import link_skill
from evidence.packets.changes import create
from tests.evidence.packets.drafts import coaching
from tests.factories import make_link, make_packet, make_win


@pytest.fixture
def packet(alice) -> Packet:
    """A packet with three wins for coaching, in the order 60, 110, 5 days ago."""
    coaching(alice)
    return create(alice, uuid.uuid4())


def titles(page):
    return page.locator("#coaching ol label")


def test_wins_are_put_in_order_by_keyboard_and_the_focus_stays(alice, packet, visit):
    page = visit(alice)
    page.goto(packet.get_absolute_url())
    page.locator("#id_ask").fill("Typed, not saved yet")
    down = page.get_by_role("button", name="Move down: Coached 60")
    down.focus()
    page.keyboard.press("Enter")
    expect(titles(page)).to_have_text(["Coached 110", "Coached 60", "Coached 5"])
    expect(down).to_be_focused()
    page.keyboard.press("Enter")
    expect(titles(page)).to_have_text(["Coached 110", "Coached 5", "Coached 60"])
    expect(down).to_be_focused()
    expect(page.locator("#packet-saved")).to_contain_text("Saved")
    packet.refresh_from_db()
    assert packet.ask == "Typed, not saved yet"


def test_on_a_phone_the_wins_of_what_is_met_lie_folded_and_stay_as_one_left_them(alice, packet, visit):
    make_win(alice, "Noted", skills=["agency"])
    page = visit(alice, width=390)
    page.goto(packet.get_absolute_url())
    folded = page.locator("#coaching summary")
    expect(page.get_by_label("Noted", exact=True)).to_be_visible()
    expect(page.get_by_label("Coached 5", exact=True)).to_be_hidden()
    expect(folded).to_contain_text("Three wins in the packet")
    folded.click()
    page.get_by_label("Coached 5", exact=True).uncheck()
    page.locator(".progress").get_by_role("button", name="Save").click()
    expect(folded).to_contain_text("Two wins in the packet, two more to choose from")
    expect(page.get_by_label("Coached 5", exact=True)).to_be_visible()


def test_on_a_wide_screen_nothing_is_folded(alice, packet, visit):
    page = visit(alice)
    page.goto(packet.get_absolute_url())
    expect(page.locator("#coaching summary")).to_be_hidden()
    expect(page.get_by_label("Coached 5", exact=True)).to_be_visible()


def test_what_is_folded_is_sent_with_the_rest(alice, packet, visit):
    page = visit(alice, width=390, scripts=False)
    page.goto(packet.get_absolute_url())
    page.locator("#id_ask").fill("A decision by December")
    page.locator(".progress").get_by_role("button", name="Save").click()
    expect(page.locator("#coaching summary")).to_contain_text("Three wins in the packet")
    assert packet.items.count() == 3


def test_unticking_takes_a_win_out_and_the_status_follows(alice, packet, visit):
    page = visit(alice)
    page.goto(packet.get_absolute_url())
    expect(page.locator("#coaching .status")).to_contain_text("proven, asks proven")
    page.get_by_label("Coached 5", exact=True).uncheck()
    page.locator(".progress").get_by_role("button", name="Save").click()
    expect(page.locator("#coaching .status")).to_contain_text("shown, asks proven")
    expect(titles(page)).to_have_text(["Coached 60", "Coached 110"])


def test_two_tabs_show_both_texts(alice, visit):
    visit.expect("409")
    packet = make_packet(alice)
    first, second = visit(alice), visit(alice)
    for page in (first, second):
        page.goto(packet.get_absolute_url())
    for page, words in ((first, "From the first tab"), (second, "From the second tab")):
        page.locator("#id_summary").fill(words)
        page.locator(".progress").get_by_role("button", name="Save").click()
        expect(page.locator("#packet-saved, .was")).to_contain_text(["Saved"])
    expect(second.locator(".was")).to_contain_text("From the first tab")
    expect(second.locator("#id_summary")).to_have_value("From the second tab")
    second.locator(".progress").get_by_role("button", name="Save").click()
    expect(second.locator("#packet-saved")).to_contain_text("Saved")
    packet.refresh_from_db()
    assert packet.summary == "From the second tab"


def test_a_reload_keeps_what_was_typed(alice, visit):
    packet = make_packet(alice)
    page = visit(alice)
    page.goto(packet.get_absolute_url())
    page.locator("#id_summary").press_sequentially("Half a page")
    page.reload()
    expect(page.locator("#id_summary")).to_have_value("Half a page")


def test_an_address_is_copied_where_the_browser_can_and_the_button_is_not_there_where_it_cannot(alice, packet, visit):
    for can, scripts in ((True, True), (False, True), (True, False)):
        page = visit(alice, scripts=scripts)
        page.context.grant_permissions(["clipboard-read", "clipboard-write"])
        if not can:
            page.add_init_script("Object.defineProperty(navigator, 'clipboard', { value: undefined })")
        page.goto(f"{packet.get_absolute_url()}share/")
        page.get_by_role("button", name="Make the link").click()
        button = page.get_by_text("Copy the address", exact=True)
        expect(button).to_be_visible(visible=can and scripts)
        if can and scripts:
            button.click()
            expect(page.locator("#notices")).to_contain_text("Copied.")
            assert page.evaluate("navigator.clipboard.readText()") == page.get_by_label("Address").input_value()


def test_two_clicks_share_once_and_the_address_is_there_to_copy(alice, packet, visit):
    page = visit(alice)
    page.goto(packet.get_absolute_url())
    page.locator(".progress").get_by_role("button", name="Share").click()
    page.get_by_role("button", name="Make the link").dblclick()
    address = page.get_by_label("Address")
    expect(address).to_be_focused()
    assert page.evaluate("getSelection().toString()") == address.input_value()
    page.reload()
    assert ShareLink.objects.count() == 1
    reader = visit()
    reader.goto(address.input_value())
    expect(reader.locator("h1")).to_have_text("The case for Director of Product")
    assert "/shared/" in reader.url


def test_all_of_it_works_without_scripts(alice, packet, visit):
    page = visit(alice, scripts=False)
    page.goto(packet.get_absolute_url())
    page.locator("#id_summary").fill("Half a page")
    page.get_by_role("button", name="Move up: Coached 5").click()
    expect(titles(page)).to_have_text(["Coached 60", "Coached 5", "Coached 110"])
    expect(page.locator("#id_summary")).to_have_value("Half a page")
    page.locator(".progress").get_by_role("button", name="Share").click()
    page.get_by_role("button", name="Make the link").click()
    reader = visit(scripts=False)
    reader.goto(page.get_by_label("Address").input_value())
    expect(reader.locator(".case")).to_have_text("Half a page")
    story = reader.locator("details", has_text="Coached 60")
    story.locator("summary").click()
    expect(story.get_by_text("Collected 31 support threads")).to_be_visible()


def test_a_story_told_above_opens_where_it_stands(alice, visit):
    win = coaching(alice)[0]
    link_skill(win, "clarity")
    packet = create(alice, uuid.uuid4())
    packet.items.get_or_create(link=win.links.get(skill="coaching"), defaults={"position": 9})
    page = visit(alice)
    page.goto(f"{packet.get_absolute_url()}preview/")
    page.locator('a[href^="#win-"]').click()
    expect(page.locator("details[open]")).to_contain_text("Coached 110")


def test_what_has_no_evidence_lies_closed_at_the_end_and_opens_from_the_first_glance(alice, packet, visit):
    page = visit(alice)
    page.goto(f"{packet.get_absolute_url()}preview/")
    expect(page.locator("#team-building")).to_be_hidden()
    page.locator('.glance a[href="#team-building"]').click()
    expect(page.locator("#team-building")).to_be_visible()
    page.emulate_media(media="print")
    page.reload()
    expect(page.locator("#learning")).to_be_visible()


def test_a_link_is_ended_from_the_list_without_scripts(alice, packet, visit):
    make_link(packet)
    page = visit(alice, scripts=False)
    page.goto("/packets/")
    page.get_by_role("button", name="End it now").click()
    expect(page.locator("main")).to_contain_text("No live link, not opened yet")
    assert not ShareLink.objects.live().exists()

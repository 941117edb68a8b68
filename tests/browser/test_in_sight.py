"""What must stay in sight: what has the focus, that something was saved, and what only a colour says."""

import uuid

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from evidence.models import Packet, Win
from evidence.packets.changes import create
from tests.browser.conftest import PHONE
from tests.evidence.packets.drafts import coaching
from tests.factories import make_win

# A phone, and a desk at 200 %.
SHORT = {"width": PHONE, "height": 700}, {"width": 640, "height": 450}
COVERED = """() => {
  const one = document.activeElement, box = one.getBoundingClientRect();
  if (one === document.body || one.type === "hidden") return "";
  const at = (x, y) => document.elementFromPoint(x, y);
  const seen = [0.05, 0.5, 0.95].some(part => {
    const found = at(box.left + Math.min(box.width, 200) * part, box.top + Math.min(box.height, 40) / 2);
    return found && [one, ...one.labels ?? []].some(part => part.contains(found) || found.contains(part));
  });
  const inside = box.top >= 0 && box.top < innerHeight;
  return seen && inside ? "" : `${one.cloneNode().outerHTML} at ${Math.round(box.top)} of ${innerHeight}`;
}"""
LOOKS = """selector => {
  const style = getComputedStyle(document.querySelector(selector));
  return [style.backgroundColor, style.borderBottomStyle];
}"""


@pytest.fixture
def packet(alice) -> Packet:
    """A packet with three wins for coaching, and words of one page."""
    coaching(alice)
    make_win(alice, "Noted", skills=["agency"])
    packet = create(alice, uuid.uuid4())
    packet.summary = "What stands on numbers.\n\n" * 10
    packet.save()
    return packet


def page_of(win: Win) -> str:
    return reverse("win", args=[win.pk])


def hidden_on_the_way(page: Page, key: str) -> list[str]:
    """What had the focus and could not be seen, from one end of the page to where the focus leaves it."""
    hidden = []
    for _ in range(150):
        page.keyboard.press(key)
        hidden += filter(None, [page.evaluate(COVERED)])
        if page.evaluate("document.activeElement === document.body"):
            return hidden
    return hidden


@pytest.mark.parametrize("size", SHORT, ids=["phone", "200 %"])
def test_what_has_the_focus_is_never_hidden(alice, packet, visit, size):
    page = visit(alice)
    page.set_viewport_size(size)
    where = packet.get_absolute_url()
    wrong = []
    for address in (where, f"{where}preview/", page_of(alice.wins.first())):
        page.goto(address)
        for key in ("Tab", "Shift+Tab"):
            wrong += [f"{address} by {key}: {found}" for found in hidden_on_the_way(page, key)]
    assert not wrong, "\n".join(wrong)


def test_that_it_was_saved_is_said_where_the_eye_is(alice, packet, visit):
    page = visit(alice, width=PHONE)
    page.set_viewport_size(SHORT[0])
    page.goto(page_of(alice.wins.get(title="Noted")))
    for field in ("Unit", "How it shows agency"):
        with page.expect_response(lambda answer: answer.request.method == "POST"):
            page.get_by_label(field).fill("Typed on a phone")
        expect(page.locator("#save-state")).to_contain_text("Saved")
        expect(page.locator("#save-state")).to_be_in_viewport(ratio=1)
    page.goto(packet.get_absolute_url())
    page.locator("#id_ask").fill("A decision")
    page.locator(".stack").get_by_role("button", name="Save").click()
    expect(page.locator("#packet-saved")).to_contain_text("Saved")
    expect(page.locator("#packet-saved")).to_be_in_viewport(ratio=1)


def test_with_the_readers_own_colours_what_is_chosen_marked_and_current_stays_so(alice, packet, visit):
    page = visit(alice)
    page.emulate_media(forced_colors="active")
    page.goto("/")
    plain = ("rgba(0, 0, 0, 0)", page.evaluate(LOOKS, "body")[0])
    assert page.evaluate(LOOKS, '.chip[aria-pressed="true"]')[0] not in plain
    assert page.evaluate(LOOKS, "main mark")[0] not in plain
    assert page.evaluate(LOOKS, ".nav [aria-current]")[0] != page.evaluate(LOOKS, ".nav a:not([aria-current])")[0]
    page.goto(page_of(alice.wins.first()))
    assert page.evaluate(LOOKS, ".chip.open-gap")[1] == "double"
    page.set_viewport_size(SHORT[0])
    current, other = ".tabs [aria-current] span", ".tabs a:not([aria-current]) span"
    assert page.evaluate(LOOKS, current)[0] != page.evaluate(LOOKS, other)[0]

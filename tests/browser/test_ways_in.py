"""Other ways to a page than a mouse and a screen: the keyboard, less motion, paper."""

import re
import uuid
import zlib

import pytest
from playwright.sync_api import Page, expect

from evidence.account.sample import load_sample
from evidence.packets import changes, sharing

WHERE = """() => {
  const element = document.activeElement, box = element.getBoundingClientRect();
  return {
    what: element.id || element.textContent.trim().slice(0, 40) || element.localName,
    tag: element.localName,
    seen: box.width > 0 && box.height > 0 && box.bottom > 0 && box.top < innerHeight && box.left < innerWidth,
    marked: [element, element.closest("form")].some(one => one && getComputedStyle(one).outlineStyle !== "none"),
  };
}"""


def tabbed_through(page: Page, most: int = 120) -> list[dict]:
    """Every stop of the Tab key, from the top of the page until it leaves the page or comes round again."""
    stops: list[dict] = []
    for _ in range(most):
        page.keyboard.press("Tab")
        stop = page.evaluate(WHERE)
        if stop["tag"] == "body" or (stops and stop["what"] == stops[0]["what"]):
            break
        stops.append(stop)
    return stops


@pytest.fixture
def sample(alice):
    """Alice with half a year of wins."""
    load_sample(alice, alice.today())
    return alice


@pytest.mark.parametrize("address", ["/", "/wins/", "/readiness/", "/packets/", "/settings/"])
def test_the_keyboard_reaches_everything_and_shows_where_it_is(sample, visit, address):
    page = visit(sample)
    page.goto(address)
    stops = tabbed_through(page)
    assert stops[0]["what"] == "Skip to the content"
    assert len(stops) > 8
    assert [stop["what"] for stop in stops if not stop["seen"]] == []
    # A date has stops of its own inside, which the browser marks.
    assert {stop["what"] for stop in stops} - {stop["what"] for stop in stops if stop["marked"]} == set()


def test_the_keyboard_passes_the_capture_box_before_the_wins(sample, visit):
    page = visit(sample)
    page.goto("/")
    names = [stop["what"] for stop in tabbed_through(page)]
    assert names.index("capture") < names.index("All wins")


@pytest.mark.parametrize("address", ["/", "/wins/", "/library/", "/settings/"])
def test_the_first_stop_leads_past_the_navigation(alice, visit, address):
    page = visit(alice)
    page.goto(address)
    page.keyboard.press("Tab")
    skip = page.get_by_role("link", name="Skip to the content")
    expect(skip).to_be_in_viewport()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    inside = page.evaluate("document.querySelector('#main').contains(document.activeElement)")
    assert inside, page.evaluate(WHERE)


MOVING = """() => [...document.querySelectorAll("*")].filter(element => {
  const style = getComputedStyle(element);
  return [style.transitionDuration, style.animationDuration].join().split(",").some(time => parseFloat(time) > 0)
    || style.scrollBehavior === "smooth";
}).map(element => element.className || element.localName)"""


@pytest.mark.parametrize("address", ["/", "/wins/", "/readiness/"])
def test_nothing_moves_for_those_who_ask_for_that(sample, visit, address):
    page = visit(sample)
    page.emulate_media(reduced_motion="reduce")
    page.goto(address)
    assert page.evaluate(MOVING) == []


def test_something_does_move_for_others(sample, visit):
    page = visit(sample)
    page.emulate_media(reduced_motion="no-preference")
    page.goto("/")
    assert page.evaluate(MOVING)


def drawn_words(pdf: bytes) -> int:
    """How many times the pages of a PDF draw text."""
    streams = re.findall(rb"stream\r?\n(.*?)endstream", pdf, re.S)
    count = 0
    for stream in streams:
        try:
            count += len(re.findall(rb"T[jJ]\b", zlib.decompress(stream)))
        except zlib.error:
            continue
    return count


def pages_of(pdf: bytes) -> int:
    return len(re.findall(rb"/Type\s*/Page\b", pdf))


@pytest.fixture
def shared(sample) -> str:
    """The address that Maya got, of a packet with what is proposed for it."""
    packet = changes.create(sample, uuid.uuid4())
    packet.ask, packet.summary = "Promotion to Director with the spring round", "I do the next job already."
    packet.save()
    token = sharing.token_of(packet, sharing.offer(packet))
    sharing.share(packet, token, recipient="Maya", days=14)
    return f"/s/{token}/"


def test_the_shared_packet_prints_whole(shared, visit):
    page = visit(scheme="dark")
    page.goto(shared)
    pdf = page.pdf(format="A4")
    assert 2 <= pages_of(pdf) <= 30
    assert drawn_words(pdf) > 100
    page.emulate_media(media="print", color_scheme="dark")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    # Folded stories are told on paper: nobody can open them there.
    stories = page.locator("details.story > div")
    assert stories.count() > 3
    for story in stories.all():
        expect(story).to_be_visible()
    ink, paper = page.evaluate("(s => [s.color, s.backgroundColor])(getComputedStyle(document.body))")
    assert lightness(ink) < 80 < 200 < lightness(paper), (ink, paper)


def lightness(colour: str) -> float:
    """0 for black, 255 for white; a colour that lets all through is paper."""
    *rgb, alpha = [*(float(part) for part in re.findall(r"[\d.]+", colour)), 1.0][:4]
    return 255.0 if alpha == 0 else sum(rgb) / 3


def test_an_empty_page_would_be_found_blank(visit, db):
    page = visit()
    page.goto("about:blank")
    assert drawn_words(page.pdf()) == 0


@pytest.mark.parametrize("address", ["/readiness/", "/wins/", "/library/"])
def test_the_rest_prints_without_the_navigation(sample, visit, address):
    page = visit(sample)
    page.goto(address)
    page.emulate_media(media="print")
    expect(page.locator("nav.tabs")).to_be_hidden()
    expect(page.locator("nav[aria-label=Main]")).to_be_hidden()
    assert drawn_words(page.pdf()) > 30

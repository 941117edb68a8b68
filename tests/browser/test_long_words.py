"""Words of any length: no page is wider than its window, on a phone or on a desk."""

import pytest
from django.urls import reverse
from playwright.sync_api import Page

from tests.browser.conftest import DESKTOP, PHONE
from tests.browser.test_every_page import ACCOUNT, RECORD, prove
from tests.browser.world import World, at, make_world

WIDE = """() => {
  const most = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth <= most && document.body.scrollWidth <= most) return "";
  const over = [...document.body.querySelectorAll("*")].filter(one => one.getBoundingClientRect().right > most + 1);
  const inner = over.filter(one => ![...one.children].some(child => over.includes(child)));
  return `${document.documentElement.scrollWidth} px wide: ` + inner.slice(0, 3).map(
    one => one.outerHTML.slice(0, 120)).join(" | ");
}"""


@pytest.fixture
def long_words(alice) -> World:
    """Alice, whose every word is one of two hundred letters."""
    return make_world(alice, too_long=True)


def too_wide(page: Page, addresses: list[str]) -> list[str]:
    """What is wider than the window on these pages, on a phone and on a desk."""
    wrong = []
    for address in addresses:
        page.goto(address)
        for width in (PHONE, DESKTOP):
            page.set_viewport_size({"width": width, "height": 900})
            if found := page.evaluate(WIDE):
                wrong.append(f"{address} at {width} px: {found}")
    return wrong


def test_no_word_makes_a_page_wider_than_the_window(alice, long_words, visit):
    page = visit(alice)
    prove(page)
    gates = ["/readiness/?gate=trial", "/readiness/?gate=traits", "/readiness/?gate=confirmed"]
    account = (name for name in ACCOUNT if name != "mfa_add_webauthn")  # it wants a real key beside it
    wrong = too_wide(page, [*long_words.pages, *gates, *at(*RECORD, *account)])
    wrong += too_wide(page, [reverse("shared-packet", args=[long_words.token])])
    assert not wrong, "\n".join(wrong)

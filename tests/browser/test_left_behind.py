"""What stays behind in a browser that keeps left pages whole (its page cache is on): nothing that is private."""

import re
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import Visits
from tests.chromium import launch_options
from tests.factories import make_link, make_packet, make_win

SECRET = "What nobody else should read"


@pytest.fixture(scope="module")
def keeping(chromium: Browser) -> Iterator[Browser]:
    """A browser like the other, but with its page cache on: Playwright switches it off."""
    browser = chromium.browser_type.launch(**launch_options(), ignore_default_args=["--disable-back-forward-cache"])
    yield browser
    browser.close()


@pytest.fixture
def visit(keeping: Browser, live_server) -> Iterator[Callable[..., Page]]:
    visits = Visits(keeping, live_server.url)
    yield visits
    for context in visits.contexts:
        context.close()
    assert visits.complaints == []


def back(page: Page, address: str) -> bool:
    """Goes back to the page at an address; returns whether it is the one that was left, and was kept whole."""
    page.evaluate("history.back()")  # Playwright's own way back waits for a page to load, which a kept one does not
    expect(page).to_have_url(address)
    return bool(page.evaluate("window.kept"))


def leave(page: Page, address: str) -> None:
    page.evaluate("window.kept = true")
    page.goto(address)


def sign_out(page: Page) -> None:
    page.locator(".who").get_by_role("button", name="Sign out").click()
    expect(page.locator("#notices")).to_contain_text("You are signed out.")


def test_after_signing_out_back_shows_nothing(alice, visit):
    address = f"/wins/{make_win(alice, SECRET).pk}/"
    page = visit(alice)
    page.route("**/leaving.js", lambda route: route.abort())
    visit.expect("ERR_FAILED")
    page.goto("/healthz")
    leave(page, "/privacy/")
    assert back(page, "/healthz"), "the page cache is off: this test shows nothing"
    for where in (address, "/", "/wins/", "/readiness/", "/settings/"):
        page.goto(where)
        leave(page, "/library/")
        assert not back(page, where), where
    page.goto(address)
    page.evaluate("window.kept = true")
    sign_out(page)
    assert not back(page, f"/accounts/login/?next={address}")
    assert SECRET not in page.content()


def test_a_shared_page_is_asked_for_again(alice, visit):
    packet = make_packet(alice, summary=SECRET)
    link, token = make_link(packet)
    page = visit()
    page.goto(f"/s/{token}/")
    address = page.url.removeprefix(visit.address)
    expect(page.locator("main")).to_contain_text(SECRET)
    leave(page, "/privacy/")
    link.revoke()
    visit.expect("404")
    back(page, address)
    expect(page.locator("main")).to_contain_text("This link does not open anything")
    assert SECRET not in page.content()


def test_signing_out_empties_every_tab_and_one_that_sleeps_when_it_wakes(alice, visit):
    win = make_win(alice)
    page = visit(alice)
    page.goto("/")
    page.locator("#capture").fill(SECRET)
    beside, asleep = page.context.new_page(), page.context.new_page()
    for tab in (beside, asleep):
        tab.goto(f"/packets/{make_packet(alice).pk}/")
        tab.locator("#id_summary").fill(SECRET)
        assert SECRET in tab.evaluate("JSON.stringify(sessionStorage)")
    # A tab that was put to sleep is no page any more, only what the tab had stored.
    asleep.goto("about:blank")
    sign_out(page)
    expect(beside).to_have_url(re.compile("/accounts/login/\\?next=/packets/"))
    asleep.goto(f"/wins/{win.pk}/")
    for tab in (page, beside, asleep):
        assert SECRET not in tab.evaluate("JSON.stringify([sessionStorage, localStorage, history.state])")
        assert SECRET not in tab.content()
    # It is not for long: who comes again keeps what they type.
    visit.sign_in(page.context, alice)
    for tab in (page, beside):
        tab.goto("/")
        tab.locator("#capture").fill("Typed later")
        tab.reload()
        expect(tab.locator("#capture")).to_have_value("Typed later")


def test_a_refused_end_of_the_account_forgets_no_words(alice, visit):
    visit.expect("422")
    page = visit(alice)
    page.goto("/")
    page.locator("#capture").fill(SECRET)
    page.goto("/settings/delete/")
    page.get_by_label("Your password").fill("not this one at all")
    page.get_by_role("button", name="Delete my account").click()
    expect(page.locator(".error-summary")).to_be_visible()
    page.goto("/")
    expect(page.locator("#capture")).to_have_value(SECRET)


def test_back_and_reload_bring_back_what_was_typed(alice, visit):
    win, packet = make_win(alice), make_packet(alice)
    page = visit(alice)
    typed = (
        ("/", "#capture"), ("/settings/", "#id_name"), (f"/packets/{packet.pk}/share/", "#id_recipient"),
        (f"/packets/{packet.pk}/", "#id_ask"), ("/welcome/", "#id_name"), (f"/wins/{win.pk}/", "#artifact-title"),
    )  # fmt: skip
    for where, field in typed:
        page.goto(where)
        for details in page.locator("details").all():
            details.evaluate("(details) => { details.open = true }")
        page.locator(field).fill("Half a word")
        page.goto("/library/")
        assert not back(page, where)
        expect(page.locator(field)).to_have_value("Half a word")
        page.reload()
        expect(page.locator(field)).to_have_value("Half a word")

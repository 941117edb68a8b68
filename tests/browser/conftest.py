"""A real browser against a real server. A page that a test opens must be free of console errors and CSP violations."""

import os
from collections.abc import Callable, Iterator

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from evidence.models import User
from tests.chromium import launch_options

# Playwright keeps an event loop in this thread; the tests themselves are plain synchronous code.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"

DESKTOP, PHONE = 1280, 390


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """The browser of the whole run."""
    options = launch_options()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(**options)
        yield browser
        browser.close()


class Visits:
    """Opens pages for people, and notes what browsers complain about."""

    def __init__(self, browser: Browser, address: str) -> None:
        self.browser, self.address = browser, address
        self.contexts: list[BrowserContext] = []
        self.complaints: list[str] = []
        self.expected: tuple[str, ...] = ()

    def __call__(
        self,
        user: User | None = None,
        *,
        width: int = DESKTOP,
        scheme: str = "light",
        scripts: bool = True,
        touch: bool = False,
    ) -> Page:
        """A fresh browser window, signed in as `user` if there is one. With `touch` there are fingers and no mouse."""
        context = self.browser.new_context(
            base_url=self.address,
            viewport={"width": width, "height": 900},
            color_scheme=scheme,
            java_script_enabled=scripts,
            has_touch=touch,
            is_mobile=touch,
        )
        self.contexts.append(context)
        if user:
            self.sign_in(context, user)
        page = context.new_page()
        page.set_default_timeout(10_000)
        page.on("console", lambda message: self._note(page, message.type, message.text))
        page.on("pageerror", lambda error: self._note(page, "error", str(error)))
        return page

    def sign_in(self, context: BrowserContext, user: User) -> None:
        """Gives the window a session of its own, as signing in would."""
        client = Client()
        client.force_login(user)
        cookie = client.cookies[settings.SESSION_COOKIE_NAME]
        context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": self.address}])

    def expect(self, *words: str) -> None:
        """Complaints that hold one of these are part of the story, a lost connection for example."""
        self.expected += words

    def _note(self, page: Page, kind: str, text: str) -> None:
        if kind in ("error", "warning") and not any(words in text for words in self.expected):
            self.complaints.append(f"{page.url}: {kind}: {text}")


@pytest.fixture
def visit(chromium: Browser, live_server) -> Iterator[Callable[..., Page]]:
    """`visit(alice, width=390)` gives a browser window; complaints of any window fail the test."""
    visits = Visits(chromium, live_server.url)
    yield visits
    for context in visits.contexts:
        context.close()
    assert visits.complaints == []

"""What may stand between a page and its server, and answers in its place: a sign-in proxy, a portal, a cut line."""

from collections.abc import Callable
from dataclasses import dataclass, field

from playwright.sync_api import Page, Route, expect

from tests.browser.waiting import eventually

FOREIGN = "<!doctype html><title>Sign in</title><body><h1>Sign in to the network</h1><form></form></body>"


def foreign(status: int, body: str = FOREIGN, **headers: str) -> Callable[[Route], None]:
    """An answer of somebody else, who wants the page to go elsewhere besides."""
    named = {"Content-Type": "text/html", "HX-Redirect": "/elsewhere/", **headers}
    return lambda route: route.fulfill(status=status, headers=named, body=body)


ANSWERS = {
    "a page": foreign(200),
    "nothing": foreign(204, ""),
    "a redirect": foreign(302, "", Location="/wins/"),
    **{f"{status}": foreign(status) for status in (400, 401, 403, 408, 409, 413, 422, 500, 502)},
    "a cut line": lambda route: route.abort("connectionreset"),
}
EXPECTED = ("Failed to load resource", "the server responded with")
"""What a browser says of such answers."""


@dataclass
class Between:
    """Answers what a page sends to addresses like `glob`, in each of the ways once; then lets it through."""

    page: Page
    glob: str
    answers: dict[str, Callable[[Route], None]] = field(default_factory=lambda: dict(ANSWERS))
    sent: list[bytes] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.left = list(self.answers.values())
        self.page.route(self.glob, self._answer)

    def _answer(self, route: Route) -> None:
        if route.request.method != "POST":
            route.continue_()
            return
        self.sent.append(route.request.post_data_buffer or b"")
        (self.left.pop(0) if self.left else lambda through: through.continue_())(route)

    def each(self, holds: Callable[[], None]) -> None:
        """After each answer the page says that it waits, and what must hold does. Then it is sent at once."""
        bar = self.page.locator(".unsent")
        button = bar.get_by_role("button", name="Send it now")
        for number, name in enumerate(self.answers, start=1):
            eventually(lambda number=number: self._has_come(number))
            expect(button, f"after {name}").to_have_attribute("aria-disabled", "false")  # it is tried no more
            expect(bar).to_contain_text("Not saved, kept here")
            holds()
            button.click()
        expect(bar).to_be_empty()

    def _has_come(self, number: int) -> bool:
        self.page.wait_for_timeout(20)  # Playwright answers while it waits
        return len(self.sent) >= number

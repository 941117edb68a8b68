"""One run of measuring: every page in turn, over and over, so that whatever else the machine does slows all alike."""

import gzip
import http.client
import random
import re
import time
import uuid
from collections.abc import Callable
from dataclasses import dataclass, field
from statistics import median
from urllib.parse import urlencode

WARM_UP = 8
ROUNDS = 200
ACT_ROUNDS = 60
"""So often a line is captured, taken away again, and Readiness looked at: each of these changes the record."""
LEAST_ROUNDS = 50
SECONDS = 100
"""However slow the machine is, measuring ends after so long, if the least number of rounds is done."""
NEW_CONNECTIONS = 10
"""After so many rounds; the server may then give them to another worker."""


@dataclass
class Target:
    """A page to ask for, and what was seen of it: milliseconds a round, bytes as drawn and as sent."""

    port: int
    path: str
    cookie: str
    times: list[float] = field(default_factory=list)
    raw: int = 0
    sent: int = 0
    html: str = ""

    @property
    def p99(self) -> float:
        return sorted(self.times)[min(len(self.times) - 1, len(self.times) * 99 // 100)]


class Browser:
    """A client that keeps its connections, one a server."""

    def __init__(self, encodings: str = "gzip, br") -> None:
        self.encodings = encodings
        self._connections: dict[int, http.client.HTTPConnection] = {}

    def get(self, port: int, path: str, cookie: str = "") -> tuple[http.client.HTTPResponse, bytes]:
        """The answer and its body as it was sent. A connection that the server has closed is opened again."""
        return self._ask(port, "GET", path, None, {"Cookie": cookie})

    def post(self, port: int, path: str, cookie: str, form: dict[str, str]) -> tuple[http.client.HTTPResponse, bytes]:
        """The same for a form that a page's script sends. `cookie` holds the token that forms need."""
        token = re.search(r"csrftoken=([^;]+)", cookie)
        headers = {"Cookie": cookie, "HX-Request": "true", "Content-Type": "application/x-www-form-urlencoded"}
        return self._ask(port, "POST", path, urlencode(form), headers | {"X-CSRFToken": token[1] if token else ""})

    def _ask(
        self, port: int, method: str, path: str, body: str | None, headers: dict[str, str]
    ) -> tuple[http.client.HTTPResponse, bytes]:
        connection = self._connections.setdefault(port, http.client.HTTPConnection("127.0.0.1", port, timeout=30))
        headers = {"Accept-Encoding": self.encodings} | headers
        try:
            connection.request(method, path, body, headers)
            answer = connection.getresponse()
        except (http.client.RemoteDisconnected, ConnectionError):
            connection.close()
            connection.request(method, path, body, headers)
            answer = connection.getresponse()
        return answer, answer.read()

    def close(self) -> None:
        for connection in self._connections.values():
            connection.close()


def measure(targets: list[Target], progress: Callable[[int], None]) -> int:
    """Fills in the times and sizes of all targets; returns the number of rounds."""
    browser = Browser()
    for _ in range(WARM_UP):
        for target in targets:
            look_at(browser, target)
        browser.close()
    begun = time.monotonic()
    for done in range(ROUNDS):
        if done >= LEAST_ROUNDS and time.monotonic() - begun > SECONDS:
            return done
        if done % NEW_CONNECTIONS == 0:
            progress(done)
            browser.close()
            for port in {target.port for target in targets}:
                browser.get(port, "/")
        for target in targets:
            time_one(browser, target)
    return ROUNDS


def measure_acts(floor: Target, acts: list[tuple[Target, Target]]) -> int:
    """Fills in the times of what changes a record; returns the number of rounds.

    For each person in turn: a line is captured (the first target), taken away again, and then Readiness is looked at
    (the second), which is stale by then. The floor is measured in between.
    """
    browser = Browser()
    for done in range(WARM_UP + ACT_ROUNDS):
        if done % NEW_CONNECTIONS == 0:
            browser.close()
        if done == WARM_UP:
            for target in (floor, *(target for pair in acts for target in pair)):
                target.times.clear()
        time_one(browser, floor)
        for capture, first in acts:
            line = f"Collected the support threads of this week into five themes, number {done}"
            begun = time.perf_counter()
            answer, body = browser.post(
                capture.port, capture.path, capture.cookie, {"line": line, "submission": str(uuid.uuid4())}
            )
            capture.times.append((time.perf_counter() - begun) * 1000)
            take_away(browser, capture, answer, body)
            time_one(browser, first)
    return ACT_ROUNDS


def take_away(browser: Browser, capture: Target, answer: http.client.HTTPResponse, body: bytes) -> None:
    """Deletes the win that a captured line has made; makes sure that it had made one, with skills to choose from."""
    html = plain(answer, body).decode()
    wins = [int(pk) for pk in re.findall(r'id="win-(\d+)"', html)]
    if answer.status != 200 or not wins or "data-none" not in html:
        raise SystemExit(f"a captured line was answered with {answer.status}, without its win or its suggested skills")
    gone, _ = browser.post(capture.port, f"/wins/{max(wins)}/delete/", capture.cookie, {})
    if gone.status != 200:
        raise SystemExit(f"deleting was answered with {gone.status}")


def look_at(browser: Browser, target: Target) -> None:
    """Asks once, makes sure that it is the page, and keeps its sizes."""
    answer, body = browser.get(target.port, target.path, target.cookie)
    if answer.status != 200:
        raise SystemExit(f"{target.path} answered {answer.status}")
    html = plain(answer, body)
    target.raw, target.sent, target.html = len(html), len(body), html.decode()


def plain(answer: http.client.HTTPResponse, body: bytes) -> bytes:
    """The body of an answer, unpacked."""
    return gzip.decompress(body) if answer.headers["Content-Encoding"] == "gzip" else body


def time_one(browser: Browser, target: Target) -> None:
    begun = time.perf_counter()
    browser.get(target.port, target.path, target.cookie)
    target.times.append((time.perf_counter() - begun) * 1000)


@dataclass(frozen=True)
class Ratio:
    """How many times as long as another page one takes, and the bounds that hold it in 99 of 100 runs like this."""

    middle: float
    low: float
    high: float


def ratio(page: Target, base: Target) -> Ratio:
    """Of the medians; the bounds come from drawing the rounds anew, five hundred times."""
    rng, rounds = random.Random(1), range(len(base.times))
    drawn = []
    for _ in range(500):
        some = rng.choices(rounds, k=len(rounds))
        drawn.append(median(page.times[at] for at in some) / median(base.times[at] for at in some))
    drawn.sort()
    return Ratio(median(page.times) / median(base.times), drawn[2], drawn[-3])

"""What a first visit loads beside the page itself, and whether it was sent as it should be."""

import re
from dataclasses import dataclass
from http.client import HTTPResponse

from tests.bench.measuring import Browser

YEAR = 365 * 24 * 60 * 60
HASHED = re.compile(r"\.[0-9a-f]{12}\.\w+$")
PACKED_ALREADY = (".woff2",)
TOO_SMALL = 400
"""Below so many bytes, packing an asset would gain nothing."""


@dataclass(frozen=True)
class Asset:
    """A static file, the bytes that were sent, and what is wrong with how it was sent (empty if nothing is)."""

    path: str
    sent: int
    problem: str


def assets_of(port: int, html: str) -> list[Asset]:
    """The stylesheets, scripts and icon of a page, and the fonts that its stylesheets name."""
    browser, plain, found = Browser(), Browser("identity"), {}
    named = re.findall(r'<(?:link|script)[^>]*? (?:href|src)="(/static/[^"]+)"', html)
    for path in named:
        if path in found:
            continue
        found[path] = _asset(path, *browser.get(port, path))
        if path.endswith(".css"):
            css = plain.get(port, path)[1].decode()
            named += [f"/static/fonts/{name}" for name in re.findall(r'url\("?\.\./fonts/([^")]+)', css)]
    return list(found.values())


def _asset(path: str, answer: HTTPResponse, body: bytes) -> Asset:
    cache, problems = answer.headers["Cache-Control"] or "", []
    if answer.status != 200:
        problems.append(f"answered {answer.status}")
    if not HASHED.search(path):
        problems.append("no hash in its name")
    if "immutable" not in cache or int((re.search(r"max-age=(\d+)", cache) or [0, 0])[1]) < YEAR:
        problems.append(f"cached as {cache!r}")
    is_packed = answer.headers["Content-Encoding"] in ("br", "gzip") or path.endswith(PACKED_ALREADY)
    if not is_packed and len(body) > TOO_SMALL:
        problems.append("not compressed")
    return Asset(path, len(body), ", ".join(problems))

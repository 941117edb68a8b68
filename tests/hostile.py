"""Requests that no browser of a friend would send, made up from a seed: `python -m tests.hostile 10000`.

They go to every route and beside it, with every method, with odd queries, headers, cookies and bodies, from people
who are signed in and from others. None may make a fault. The command sends many, on both databases; the test in
tests/pmcareer/test_hostile.py sends a few hundred.
"""

import io
import os
import random
import re
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote, quote_from_bytes, urlencode

METHODS = ["GET", "GET", "GET", "POST", "POST", "POST", "HEAD", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "X" * 99]
NUMBERS = ["0", "-1", "1", "9" * 30, "9" * 5000, "1e999", "NaN", "-0", "1,5", "١٢٣", "²", "0x10", "2147483648"]
DAYS = ["2026-13-45", "0000-00-00", "9999-12-31", "10000-01-01", "2026-W60", "2026-02-29", "-1", "today", "١٢-٠٣"]
ADDRESSES = [
    "http://[", "https://[::1", "//[", "http://[v1.x]/", "http://a:b:c/", "http://a:99999999/", "http://℀.example/",
    "javascript:alert(1)", "///", "\\\\evil", "http://\x00", "http://" + "a" * 3000, "data:,", "http://%",
    "/wins/?next=[",
]  # fmt: skip
WORDS = [
    "", " ", "\x00", "a\x00b", "\x7f\x1b", "é" * 50, "\u202e", "\ufeff", "𝕏" * 20, "a" * 20_000, "'\"><script>",
    "' OR 1=1 --",
    "{{ 7|add:7 }}", "{% debug %}", "../../etc/passwd", "%", "%00", "\r\nX: y", "[]", "{}", "null", "on", "agency",
    "link agency", '"\\000"', "00000000-0000-0000-0000-000000000000", "\U0010ffff", "ﷺ" * 30, "\u0300" * 500,
    "Asia/", "../UTC",
]  # fmt: skip
CHARSETS = [
    "utf-8", "latin-1", "utf-16", "utf-7", "idna", "punycode", "base64", "rot13", "hex", "undefined", "unicode_escape",
    "\x00", "a\x00", "x" * 3000, "ü", "raw_unicode_escape", "mbcs", "utf-8-sig", "cp037", "", '"', "*", "utf_8\x00",
]  # fmt: skip
TYPES = [
    "application/x-www-form-urlencoded", "application/x-www-form-urlencoded", "multipart/form-data", "text/plain",
    "application/json", "", ";", "=", "multipart/form-data; boundary=", "multipart/form-data; boundary=\xff",
    "multipart/form-data; boundary=" + "b" * 300, "multipart/mixed", "a/b; c*=utf-8''%ff", "a/b; c*=x'y'z%",
    "a/b; charset*=nope''a", "a/b" + "; c=d" * 2000,
]  # fmt: skip
PARAMETERS = [
    "q", "skill", "kind", "grade", "from", "to", "month", "page", "before", "after", "as_of", "target", "next",
    "day", "a", "b", "with", "until", "since", "sort", "show", "period", "open", "o", "p", "_popup", "_to_field",
    "e", "all",
]  # fmt: skip
PROXIES = ["HTTP_X_FORWARDED_FOR", "HTTP_X_FORWARDED_PROTO", "HTTP_X_FORWARDED_HOST", "HTTP_FORWARDED"]
HEADERS = [
    "HTTP_HX_CURRENT_URL", "HTTP_HX_TARGET", "HTTP_HX_TRIGGER", "HTTP_HX_PROMPT", "HTTP_HX_BOOSTED", "HTTP_REFERER",
    "HTTP_ORIGIN", "HTTP_ACCEPT", "HTTP_ACCEPT_LANGUAGE", "HTTP_ACCEPT_ENCODING", "HTTP_IF_NONE_MATCH", "HTTP_IF_MATCH",
    "HTTP_IF_MODIFIED_SINCE", "HTTP_RANGE", "HTTP_USER_AGENT", "HTTP_AUTHORIZATION", "HTTP_X_REQUESTED_WITH", *PROXIES,
    "HTTP_HX_CURRENT_URL_URI_AUTOENCODED", "HTTP_SEC_FETCH_SITE", "HTTP_TIME_ZONE", "HTTP_X_HTTP_METHOD_OVERRIDE",
]  # fmt: skip


@dataclass
class Visitor:
    """Somebody who asks: the cookies of their browser, and the names of fields that their pages have."""

    cookies: dict[str, str]
    fields: list[str] = field(default_factory=lambda: ["title"])


@dataclass
class Hostile:
    """Makes requests up: the same from the same seed, addresses and visitors."""

    addresses: Sequence[str]
    visitors: Sequence[Visitor]
    seed: int = 0

    def __post_init__(self) -> None:
        self.dice = random.Random(self.seed)

    def __call__(self) -> dict[str, Any]:
        """One request, as a server hands it to the application."""
        visitor = self.dice.choice(self.visitors)
        body, content_type = self.body(visitor)
        length = str(len(body)) if self.often() else self.dice.choice(["", str(len(body) // 2)])
        environ = {
            "REQUEST_METHOD": self.dice.choice(METHODS),
            "PATH_INFO": self.path(),
            "QUERY_STRING": self.query(visitor) if self.dice.random() < 0.6 else "",
            "SERVER_NAME": "testserver",
            "SERVER_PORT": "80",
            "SERVER_PROTOCOL": "HTTP/1.1",
            "REMOTE_ADDR": f"10.{self.dice.randrange(256)}.{self.dice.randrange(256)}.{self.dice.randrange(256)}",
            "HTTP_HOST": "testserver" if self.often() else self.value(),
            "HTTP_COOKIE": self.cookies(visitor),
            "CONTENT_TYPE": content_type,
            "CONTENT_LENGTH": length,
            "wsgi.url_scheme": "http",
            "wsgi.input": io.BytesIO(body),
            "wsgi.errors": sys.stderr,
        }
        if self.dice.random() < 0.7 and (token := visitor.cookies.get("csrftoken")):
            environ["HTTP_X_CSRFTOKEN"] = token
        if self.dice.random() < 0.5:
            environ["HTTP_HX_REQUEST"] = "true"
            environ["HTTP_HX_CURRENT_URL"] = quote(self.value()) if self.often() else self.value()
            environ["HTTP_HX_CURRENT_URL_URI_AUTOENCODED"] = self.dice.choice(["true", "false"])
        for name in self.dice.sample(HEADERS, self.dice.choice([0, 1, 1, 2, 5])):
            environ[name] = self.value()
        return {name: as_sent(value) if isinstance(value, str) else value for name, value in environ.items()}

    def often(self) -> bool:
        return self.dice.random() < 0.9

    def value(self) -> str:
        return self.dice.choice(self.dice.choice([NUMBERS, DAYS, ADDRESSES, ADDRESSES, WORDS, WORDS]))

    def path(self) -> str:
        path = self.dice.choice(self.addresses)
        change = self.dice.random()
        if change < 0.6:
            return path
        parts = path.split("/")
        if change < 0.9:
            parts[self.dice.randrange(len(parts))] = self.value()
            return "/".join(parts)
        return self.dice.choice(["", "//", "/", "*", "/\xff\xfe", "/a" * 3000, self.value(), path[1:], path * 3])

    def query(self, visitor: Visitor) -> str:
        names = [self.dice.choice([*PARAMETERS, *visitor.fields]) for _ in range(self.dice.choice([1, 1, 2, 4]))]
        if self.dice.random() < 0.1:
            return self.dice.choice(["&&&=", "%", "%ff=%ff", "a" * 9000, "=&=", "\xff", "?" * 9, "a=1&" * 2000])
        return "&".join(f"{quote(name)}={self.quoted()}" for name in names)

    def quoted(self) -> str:
        if self.dice.random() < 0.1:
            return quote_from_bytes(self.dice.choice([b"\xed\xa0\x80", b"\xff\xfe", b"\xc0\x80", b"\xf5\x80\x80\x80"]))
        return quote(self.value())

    def cookies(self, visitor: Visitor) -> str:
        kept = dict(visitor.cookies)
        if not self.often():
            kept[self.dice.choice(["sessionid", "csrftoken", "messages", "time_zone", "zone", "tz"])] = self.value()
        return "; ".join(f"{name}={value}" for name, value in kept.items())

    def body(self, visitor: Visitor) -> tuple[bytes, str]:
        """A body and its type, which fit each other more often than not."""
        kind = self.dice.choice(TYPES)
        names = [self.dice.choice(visitor.fields) for _ in range(self.dice.choice([0, 1, 3, 8]))]
        if self.dice.random() < 0.3:
            kind += f"; charset={self.dice.choice(CHARSETS)}"
        choice = self.dice.random()
        if choice < 0.1:
            return self.dice.randbytes(self.dice.choice([1, 50, 5000])), kind
        if choice < 0.5 and not kind.startswith("multipart"):
            return "&".join(f"{quote(name)}={self.quoted()}" for name in names).encode(), kind
        if choice < 0.6:
            return urlencode([(name, self.value()) for name in names * 300]).encode()[:200_000], kind
        if "boundary" not in kind and self.often():
            kind = f"multipart/form-data; boundary=xyz{kind[19:] if kind.startswith('multipart/form-data') else ''}"
        return b"".join(self.part(name) for name in names) + self.dice.choice([b"--xyz--\r\n", b"--xyz--", b""]), kind

    def part(self, name: str) -> bytes:
        """One part of a multipart body, as it should be or not quite."""
        head = f'Content-Disposition: form-data; name="{name}"'
        if self.dice.random() < 0.4:
            head += self.dice.choice(
                [
                    '; filename="a.txt"',
                    f'; filename="{self.value()}"',
                    "; filename*=utf-8''%ff",
                    "; filename*=x'",
                    "; filename",
                ]
            )
        if self.dice.random() < 0.3:
            head += f"\r\nContent-Type: {self.dice.choice(TYPES)}; charset={self.dice.choice(CHARSETS)}"
        if self.dice.random() < 0.2:
            head += f"\r\nContent-Transfer-Encoding: {self.dice.choice(['base64', 'x', 'quoted-printable'])}"
        end = self.dice.choice(["\r\n\r\n", "\r\n\r\n", "\r\n\r\n", "\r\n", "\n\n", ""])
        return b"--xyz\r\n" + f"{head}{end}{self.value()}\r\n".encode(errors="replace")


def as_sent(value: str) -> str:
    """A text as it lies in an environ: each character a byte. A server lets no line end into a header."""
    return re.sub(r"[\r\n]", " ", value.encode(errors="replace").decode("latin-1"))


def faults_of(application: Callable, environ: dict[str, Any], wanted: Sequence[str]) -> str:
    """What is wrong with the answer to a request, in a few words; empty if nothing is. `wanted` names its headers."""
    said: list[Any] = []
    try:
        answer = application(environ, lambda status, headers, *_: said.extend([status, dict(headers)]))
        try:
            for _ in answer:
                pass
        finally:
            answer.close()
    except Exception as error:  # noqa: BLE001 - whatever it is, it is a fault
        return f"{type(error).__name__}: {error}"
    status, headers = said
    missing = [name for name in wanted if name not in headers]
    if status >= "500":
        return status
    return f"{status} without {', '.join(missing)}" if missing else ""


def main() -> None:
    """Send as many as were asked for, on each database."""
    from tests.run import on_postgres, on_sqlite

    os.environ["HOSTILE"] = sys.argv[1] if len(sys.argv) > 1 else "10000"
    os.environ["HOSTILE_SEED"] = sys.argv[2] if len(sys.argv) > 2 else "1"
    outcomes = [run("tests/pmcareer/test_hostile.py", "-k", "fault") for run in (on_sqlite, on_postgres)]
    print("\n".join(map(str, outcomes)))
    sys.exit(any(outcome.exit_code for outcome in outcomes))


if __name__ == "__main__":
    main()

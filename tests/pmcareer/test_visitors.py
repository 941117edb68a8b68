"""What a visitor may do to the server, and what they get who do more: time, room and requests that nobody can read."""

import re
import socket
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from urllib.parse import urlsplit

import pytest

from evidence.evidence_file.parcels import PARCEL_BYTES
from pmcareer import serve
from pmcareer.server.limits import MIB, Limits, place_of
from tests.pmcareer.servers import SERVE, address_of, ctrl_c, everything_ends, start
from tests.slow import KINDS, measured

pytestmark = pytest.mark.any_database

# One worker, with little of everything.
STRICT = """
from functools import partial
from pmcareer import serve
serve.Limits = partial(
    serve.Limits, head_time=3, idle_time=4, stall=3, rate=2**30, body=950_000, spooled=2_000_000, of_an_address=6
)
serve.main()
"""
HEADERS = (
    "Content-Security-Policy: ",
    "X-Content-Type-Options: nosniff",
    "X-Frame-Options: DENY",
    "Permissions-Policy",
    "X-Pmcareer: ",
)


@dataclass
class Server:
    """A server that runs, and how to knock at it."""

    address: str

    @contextmanager
    def visitor(self, *, from_: str = "127.0.0.1", buffer: int = 0) -> Iterator[socket.socket]:
        """A connection, from one of this machine's own addresses."""
        place = urlsplit(self.address)
        with socket.socket() as connection:
            connection.settimeout(20)
            if buffer:
                connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, buffer)
            connection.bind((from_, 0))
            connection.connect((place.hostname, place.port))
            yield connection

    def said_to(self, request: bytes, **visitor: str) -> str:
        """All that is answered to some bytes, until the server ends the connection."""
        with self.visitor(**visitor) as connection:
            connection.sendall(request)
            return all_of(connection)


def all_of(connection: socket.socket) -> str:
    """All that still comes; a connection that is cut has said what it has said."""
    said = b""
    try:
        while more := connection.recv(65536):
            said += more
    except ConnectionResetError:
        pass
    return said.decode(errors="replace")


def asking(path: str = "/healthz", *headers: str, method: str = "GET") -> bytes:
    return "\r\n".join([f"{method} {path} HTTP/1.1", "Host: 127.0.0.1", *headers, "", ""]).encode()


IN_CHUNKS = "Transfer-Encoding: chunked"


def name_of(part: object) -> str:
    """What a case is called."""
    return part if isinstance(part, str) else ""


@contextmanager
def a_server(var, *arguments: str, **environment: str) -> Iterator[Server]:
    server = start(var, arguments or SERVE, LOG_LEVEL="ERROR", **environment)
    try:
        yield Server(address_of(server))
        ctrl_c(server)
        assert everything_ends(server, within=10)
        # What is refused for lack of room is told; nothing else is.
        assert not re.sub(r".*GET \(no route\) 503\n", "", server.stderr.read())
    finally:
        everything_ends(server, within=0)


@pytest.fixture(scope="module")
def strict(var) -> Iterator[Server]:
    """A server whose limits are soon met."""
    with a_server(var, "-c", STRICT, WORKERS="1") as server:
        yield server


@pytest.fixture(scope="module")
def usual(var) -> Iterator[Server]:
    """A server as everybody has it."""
    with a_server(var) as server:
        yield server


# --- Time


@pytest.mark.parametrize(
    ("name", "sent"),
    {
        "nothing": b"",
        "half a head": b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nX-",
        "half a body": asking("/capture/", "Content-Length: 100", method="POST") + b"line=",
        "half a chunk": asking("/capture/", IN_CHUNKS, method="POST") + b"5\r\nab",
        "nothing more": asking(),
    }.items(),
    ids=name_of,
)
def test_who_does_not_go_on_is_sent_away(strict, name, sent):
    with strict.visitor() as visitor:
        visitor.sendall(sent)
        begun = time.monotonic()
        said = all_of(visitor)
    # They are looked at once a second.
    assert 2.5 < time.monotonic() - begun < 8
    assert said.startswith("HTTP/1.1 200 OK") if name == "nothing more" else said == ""


def test_who_goes_on_may_take_longer(strict):
    request = asking("/healthz", "Content-Length: 30", "Connection: close", method="GET")
    with strict.visitor() as visitor:
        visitor.sendall(request[:-4])
        time.sleep(1)
        visitor.sendall(request[-4:])
        time.sleep(1)
        visitor.sendall(b"a" * 30)
        assert all_of(visitor).startswith("HTTP/1.1 200 OK")


# --- Room


def test_of_many_from_one_address_the_newest_are_answered(strict):
    with ExitStack() as stack:
        waiting = [stack.enter_context(strict.visitor(from_="127.0.7.1")) for _ in range(6)]
        time.sleep(0.3)
        elsewhere = stack.enter_context(strict.visitor(from_="127.0.7.2"))
        for _ in range(3):
            assert "200 OK" in strict.said_to(asking("/healthz", "Connection: close"), from_="127.0.7.1")
        assert waiting[0].recv(1) == b""
        waiting[-1].sendall(asking("/healthz", "Connection: close"))
        elsewhere.sendall(asking("/healthz", "Connection: close"))
        assert "200 OK" in all_of(waiting[-1])
        assert "200 OK" in all_of(elsewhere)


def test_bodies_that_lie_here_half_sent_take_up_no_more_than_is_theirs(strict):
    half = asking("/capture/", "Content-Length: 900000", method="POST") + b"a" * 890_000
    with ExitStack() as stack:
        stack.enter_context(strict.visitor(from_="127.0.7.3")).sendall(half)
        time.sleep(0.3)
        assert strict.said_to(half, from_="127.0.7.3").startswith("HTTP/1.1 503 ")
        stack.enter_context(strict.visitor(from_="127.0.7.4")).sendall(half)
        time.sleep(0.3)
        assert strict.said_to(half, from_="127.0.7.5").startswith("HTTP/1.1 503 ")
        small = asking("/capture/", "Content-Length: 9", "Connection: close", method="POST") + b"line=done"
        assert strict.said_to(small, from_="127.0.7.3").startswith("HTTP/1.1 403 ")
    time.sleep(0.3)
    assert strict.said_to(half + b"a" * 10_000, from_="127.0.7.3").startswith("HTTP/1.1 403 ")


def test_the_largest_parcel_fits():
    assert Limits().body > PARCEL_BYTES + 4 * MIB


def test_behind_proxies_of_ours_connections_are_not_counted_by_address(settings):
    settings.TRUSTED_PROXIES = 0
    assert serve.limits_here().of_an_address
    settings.TRUSTED_PROXIES = 1
    assert serve.limits_here().of_an_address is None
    assert serve.limits_here().connections > 300


@pytest.mark.parametrize(
    ("address", "place"),
    [
        ("192.0.2.7", "192.0.2.7"),
        ("::ffff:192.0.2.7", "192.0.2.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:0db8:0001:0002"),
        ("2001:db8:1:2::9", "2001:0db8:0001:0002"),
        ("fe80::1%eth0", "fe80:0000:0000:0000"),
        ("", ""),
    ],
)
def test_an_address_is_what_nobody_changes_at_will(address, place):
    assert place_of(address) == place


# --- What is sent


@pytest.mark.parametrize(
    ("name", "case"),
    {
        "no HTTP": (b"hello\r\n\r\n", 400),
        "an address that is none": (asking("http://["), 400),
        "a length that is none": (asking("/", "Content-Length: x"), 400),
        "a length without end": (asking("/", f"Content-Length: {'9' * 5000}"), 400),
        "a bare line end": (b"GET / HTTP/1.1\r\nA: b\nC: d\r\n\r\n", 400),
        "a head without end": (b"GET / HTTP/1.1\r\nA: " + b"a" * 40_000, 400),
        "a chunk that is none": (asking("/", IN_CHUNKS, method="POST") + b"zz\r\n", 400),
        "a chunk's line without end": (asking("/", IN_CHUNKS, method="POST") + b"1" * 3000, 400),
        "a coding that nobody knows": (asking("/", "Transfer-Encoding: zip", method="POST"), 400),
        "too much": (asking("/", "Content-Length: 4000000", method="POST"), 413),
        "too much, asked before": (asking("/", "Content-Length: 4000000", "Expect: 100-continue", method="POST"), 413),
        "too much, in chunks": (
            asking("/", IN_CHUNKS, method="POST") + b"f4240\r\n" + b"a" * 990_000,
            413,
        ),
        "a charset that breaks": (asking("/", "Content-Type: text/plain; charset=a\0b", "Connection: close"), 400),
        "latin-1": (asking("/", "Content-Type: text/plain; charset=latin-1", "Connection: close"), 400),
        "a parameter without end": (asking("/", f"Content-Type: a/b{'; c=d' * 3000}", "Connection: close"), 400),
    }.items(),
    ids=name_of,
)
def test_what_nobody_can_read_gets_a_page_of_ours(strict, name, case):
    sent, expected = case
    said = strict.said_to(sent)
    head, _, page = said.partition("\r\n\r\n")
    assert f" {expected} " in head[:13], said
    assert "pmcareer" in page
    assert all(header in head for header in HEADERS)
    assert "waitress" not in said


def test_one_connection_carries_one_request_after_the_other(usual):
    with usual.visitor() as visitor:
        for last in ("keep-alive", "keep-alive", "close"):
            visitor.sendall(asking("/healthz", f"Connection: {last}"))
            answer = visitor.makefile("rb")
            while (line := answer.readline()) != b"\r\n":
                assert line
            assert answer.read(3) == b"ok\n"
        assert visitor.recv(1) == b""


def test_a_head_is_answered_without_a_body(usual):
    said = usual.said_to(asking("/library/", "Connection: close", method="HEAD"))
    assert said.startswith("HTTP/1.1 200 OK") and said.endswith("\r\n\r\n")


def test_a_body_comes_in_chunks_too(usual):
    page = usual.said_to(asking("/", "Connection: close"))
    token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page)[1]
    cookie = re.search(r"Set-Cookie: (csrftoken=\w+)", page)[1]
    body = f"csrfmiddlewaretoken={token}&email=nobody%40example.org".encode()
    headers = [f"Cookie: {cookie}", "Content-Type: application/x-www-form-urlencoded", IN_CHUNKS]
    chunks = b"".join(b"%x\r\n%s\r\n" % (len(part), part) for part in (body[:7], body[7:])) + b"0\r\n\r\n"
    said = usual.said_to(asking("/accounts/password/reset/", *headers, "Connection: close", method="POST") + chunks)
    # It was read: without the token in its body it would be 403.
    assert not said.startswith("HTTP/1.1 403 ") and said.startswith("HTTP/1.1 ")


def test_a_probe_that_names_no_host_is_answered(usual):
    assert usual.said_to(b"GET /healthz HTTP/1.0\r\n\r\n").startswith("HTTP/1.0 200 OK")


def test_what_a_proxy_of_ours_says_is_believed(var):
    with a_server(var, TRUSTED_PROXIES="1") as server:
        told = asking("/library/", "X-Forwarded-Proto: https", "X-Forwarded-For: 192.0.2.7", "Connection: close")
        assert server.said_to(told).startswith("HTTP/1.1 200 OK")
        plain = asking("/library/", "X-Forwarded-Proto: http", "X-Forwarded-For: 192.0.2.7", "Connection: close")
        assert server.said_to(plain).startswith("HTTP/1.1 301 ")
        # What cannot be read is sent nowhere.
        assert server.said_to(b"hello\r\n\r\n").startswith("HTTP/1.0 400 ")


# --- Many


def test_slow_visitors_are_no_burden_to_a_normal_one(var):
    with a_server(var, DEMO="on", WORKERS="2") as server:
        seen = measured(server.address, 60)
    assert {one.kind for one in seen} == set(KINDS)
    assert all(one.is_fine for one in seen), "\n".join(map(str, seen))

"""Ctrl-C and SIGTERM: everything ends, soon and without a word, and nothing that was being done is lost."""

import re
import socket
import subprocess
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Thread
from urllib.parse import urlencode, urlsplit

import pytest

from tests.pmcareer.servers import SERVE, address_of, ctrl_c, everything_ends, sigterm, start

# A slow machine: the first worker serves already, and another is told to stop long before it can.
SLOW_TO_BEGIN = """
import os, time
from pathlib import Path
from threading import Thread
from pmcareer import serve
from pmcareer.server.loop import Loop
set_up, first = Loop.__init__, Path(os.environ["VAR"]) / "first"
first.unlink(missing_ok=True)
def after_a_while(loop, *given):
    try:
        first.touch(exist_ok=False)
    except FileExistsError:
        time.sleep(1)
    set_up(loop, *given)
Loop.__init__ = after_a_while
serve.main()
"""
# An impatient finger: a worker is told again in the middle of its clean-up.
TOLD_AGAIN = """
import os, signal
from pmcareer import serve
parent, clean_up = os.getpid(), serve.let_go
def told_again():
    if os.getpid() != parent:
        os.kill(os.getpid(), signal.SIGINT)
    clean_up()
serve.let_go = told_again
serve.main()
"""
CTRL_C_WHILE_PREPARING = """
import os, runpy, signal
from pmcareer import prepare
prepare.collect_static = lambda: os.kill(os.getpid(), signal.SIGINT)
runpy.run_module("pmcareer.serve", run_name="__main__")
"""


@contextmanager
def running(var: Path, *arguments: str) -> Iterator[tuple[subprocess.Popen, str]]:
    """A server and its address. Once it was told to stop, all of it has to end in ten seconds."""
    server = start(var, arguments or SERVE, DEMO="on")
    ended = False
    try:
        yield server, address_of(server)
    finally:
        ended = everything_ends(server, within=10)
    assert ended, "a process did not end within ten seconds"


@contextmanager
def begun_request(address: str) -> Iterator[tuple[socket.socket, bytes]]:
    """A request for a sample account that a worker has begun to answer, and the bytes that it still waits for."""
    with urllib.request.urlopen(address) as page:
        cookie = page.headers["Set-Cookie"].split(";")[0]
        token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page.read().decode())[1]
    place = urlsplit(address)
    body = urlencode({"csrfmiddlewaretoken": token}).encode()
    head = [
        "POST /sample/ HTTP/1.1",
        f"Host: {place.netloc}",
        f"Cookie: {cookie}",
        "Content-Type: application/x-www-form-urlencoded",
        f"Content-Length: {len(body)}",
        "Expect: 100-continue",
        "Connection: close",
    ]
    with socket.create_connection((place.hostname, place.port), timeout=20) as connection:
        connection.sendall("\r\n".join([*head, "", ""]).encode())
        assert connection.recv(100).startswith(b"HTTP/1.1 100 ")
        yield connection, body


@pytest.mark.parametrize("tell", [ctrl_c, sigterm])
def test_a_worker_that_only_begins_hears_the_word(var, tell: Callable):
    with running(var, "-c", SLOW_TO_BEGIN) as (server, _):
        tell(server)
    assert (server.returncode, server.stderr.read()) == (0, "")


@pytest.mark.parametrize("tell", [ctrl_c, sigterm])
def test_a_worker_that_is_told_again_finishes_its_clean_up(var, tell: Callable):
    with running(var, "-c", TOLD_AGAIN) as (server, address):
        with urllib.request.urlopen(f"{address}readyz"):
            pass  # one of them has a pool of connections now
        tell(server)
    assert (server.returncode, server.stderr.read()) == (0, "")


@pytest.mark.parametrize("tell", [ctrl_c, sigterm])
def test_a_request_that_runs_is_finished(var, tell: Callable):
    with running(var) as (server, address), begun_request(address) as (connection, rest):
        tell(server)
        time.sleep(0.5)
        connection.sendall(rest)
        answer = connection.makefile("rb").read()
    assert answer.startswith(b"HTTP/1.1 302 ") and b"sessionid=" in answer
    assert (server.returncode, server.stderr.read()) == (0, "")


def test_a_second_ctrl_c_waits_for_no_request(var):
    with running(var) as (server, address), begun_request(address):
        ctrl_c(server)
        time.sleep(0.5)
        ctrl_c(server)
        server.wait(timeout=10)
    assert server.returncode == 0


def test_ctrl_c_while_it_prepares_says_nothing(var):
    server = start(var, ("-c", CTRL_C_WHILE_PREPARING))
    assert everything_ends(server, within=10)
    assert (server.returncode, server.stdout.read(), server.stderr.read()) == (130, "", "")


def test_whoever_has_asked_is_answered_when_it_stops_under_load(var):
    """Each over a connection of their own: it is refused at once, or answered whole."""
    answered, cut = [], []

    def asks(address: str) -> None:
        place = urlsplit(address)
        while True:
            try:
                connection = socket.create_connection((place.hostname, place.port), timeout=30)
            except ConnectionRefusedError:
                return
            with connection:
                connection.sendall(b"GET /library/ HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n")
                try:
                    said = connection.makefile("rb").read()
                except ConnectionResetError:
                    said = b""
                (answered if said.endswith(b"</html>\n") else cut).append(said[:100])

    with running(var) as (server, address):
        visitors = [Thread(target=asks, args=[address]) for _ in range(6)]
        for visitor in visitors:
            visitor.start()
        time.sleep(1.5)
        sigterm(server)
        for visitor in visitors:
            visitor.join(30)
    assert (server.returncode, server.stderr.read()) == (0, "")
    assert len(answered) > 6
    assert not cut

"""No request makes a fault, whoever sends it and whatever is in it: each gets a page of ours, with all its headers."""

import os
import re
import sys
import traceback
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.core.signals import got_request_exception, request_finished, request_started
from django.db import close_old_connections, transaction

from pmcareer.wsgi import application
from tests.hostile import Hostile, Visitor, faults_of
from tests.test_access import ADMIN, ROUTES, address, world  # noqa: F401 - a fixture

HOW_MANY = int(os.environ.get("HOSTILE", "400"))
SEED = int(os.environ.get("HOSTILE_SEED", "7"))
HEADERS = ["Content-Security-Policy", "X-Content-Type-Options", "Referrer-Policy", "Permissions-Policy", "X-Pmcareer"]


def visitor_of(client, addresses: list[str]) -> Visitor:
    """A visitor with the cookies of a test's browser, and the fields of every page that they can open."""
    names = set()
    for path in addresses:
        answer = client.get(path)
        if answer.status_code == 200 and not answer.streaming:
            names |= set(re.findall(r'\bname="([^"]+)"', answer.text))
    cookies = {name: cookie.value for name, cookie in client.cookies.items()}
    return Visitor(cookies, sorted(names) or ["title"])


@pytest.fixture
def hostile(world) -> Hostile:  # noqa: F811
    """Everybody of the world, at every address of the site."""
    addresses = [address(world, name, "owner") for name in ROUTES]
    addresses += ["/" + re.sub(r"<[^>]+>", str(world.alice.pk), pattern) for pattern, _ in ADMIN if "^" not in pattern]
    addresses = [path for path in addresses if "logout" not in path]
    visitors = [visitor_of(client, addresses) for client in world.clients.values()]
    return Hostile(addresses, [*visitors, Visitor({})], SEED)


@contextmanager
def one_connection() -> Iterator[None]:
    """As long as this lasts, the end of a request does not close the connection in which the test takes all back."""
    for moment in (request_started, request_finished):
        moment.disconnect(close_old_connections)
    yield
    for moment in (request_started, request_finished):
        moment.connect(close_old_connections)


@pytest.fixture
def broken() -> Iterator[list[str]]:
    """Where the views broke, the newest last."""
    places = []

    def note(**_) -> None:
        error = sys.exception()
        places.append(f"{type(error).__name__} {error} at {traceback.extract_tb(error.__traceback__)[-2:]}")

    got_request_exception.connect(note)
    yield places
    got_request_exception.disconnect(note)


def test_no_request_makes_a_fault(hostile, broken):
    faults, example = Counter(), {}
    for _ in range(HOW_MANY):
        environ = hostile()
        broken.clear()
        with one_connection(), transaction.atomic():
            fault = faults_of(application, environ, HEADERS)
            transaction.set_rollback(True)
        if fault:
            fault = " ".join([fault, *broken[-1:]])
            faults[fault] += 1
            example.setdefault(fault, {name: str(value)[:200] for name, value in environ.items()})
    said = "\n".join(f"{count} x {fault}: {example[fault]}" for fault, count in faults.most_common())
    assert not faults, f"{faults.total()} of {HOW_MANY}:\n{said[:20_000]}"

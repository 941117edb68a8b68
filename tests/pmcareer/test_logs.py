"""Logs carry routes, types and stacks: no address, no token, no word of anybody."""

import io
import logging

import pytest
from django.http import Http404, HttpResponse
from django.test import Client, override_settings
from django.urls import path

from pmcareer.logs import configuration
from pmcareer.middleware import access
from pmcareer.urls import urlpatterns as ours

SECRET = "tok3n-of-maya"
WORDS = "Saved the merger with Initech"


def broken(request, **_):
    try:
        raise ValueError(f"Failing row contains ({WORDS})")
    except ValueError as row:
        raise RuntimeError(f"could not save {WORDS}") from row


def missing(request, **_):
    raise Http404(WORDS)


def fine(request, **_):
    return HttpResponse("ok")


class urls:  # noqa: N801 - stands for a module
    urlpatterns = [
        *ours,
        path("b/<token>/", broken),
        path("m/<token>/", missing),
        path("f/<token>/", fine),
    ]


for _view in (broken, missing, fine):
    _view.login_required = False


@pytest.fixture
def log():
    """What production's logging writes while the test runs."""
    written = io.StringIO()
    console = configuration("DEBUG")["formatters"]["discreet"]
    handler = logging.StreamHandler(written)
    handler.setFormatter(console["()"](console["format"], style=console["style"]))
    loggers = [logging.getLogger(), access, logging.getLogger("django")]
    levels = [logger.level for logger in loggers]
    loggers[0].addHandler(handler)
    for logger in loggers:
        logger.setLevel(logging.INFO)
    yield written
    loggers[0].removeHandler(handler)
    for logger, level in zip(loggers, levels, strict=True):
        logger.setLevel(level)


@pytest.fixture
def visit(log):
    """Asks for one address and gives what was logged."""

    def asked(address: str, **headers) -> str:
        with override_settings(ROOT_URLCONF=urls):
            Client(raise_request_exception=False).get(address, headers=headers)
        return log.getvalue()

    return asked


def test_a_request_is_one_line_with_its_route(visit):
    lines = visit(f"/f/{SECRET}/?q={WORDS}").splitlines()
    assert len(lines) == 1
    assert "INFO pmcareer.access: GET /f/<token>/ 200" in lines[0]


@pytest.mark.parametrize("address", [f"/f/{SECRET}/?q=Initech", f"/m/{SECRET}/", f"/b/{SECRET}/", f"/no/{SECRET}/"])
def test_no_token_and_no_words_reach_the_log(visit, address):
    said = visit(address.format(SECRET))
    assert said
    assert SECRET not in said
    assert "Initech" not in said


def test_an_unknown_address_is_not_repeated(visit):
    assert "GET (no route) 404" in visit(f"/no/{SECRET}/")


def test_a_failure_is_told_by_types_and_stack(visit):
    said = visit(f"/b/{SECRET}/")
    assert "ERROR django.request: GET /b/<token>/ 500" in said
    assert "in broken" in said
    assert said.index("builtins.ValueError") < said.index("builtins.RuntimeError")


def test_a_failure_outside_a_request_hides_its_message_too(log):
    try:
        raise ValueError(WORDS)
    except ValueError:
        logging.getLogger("pmcareer.housekeeping").exception("tidy failed for %s", WORDS)
    assert "builtins.ValueError" in log.getvalue()
    assert "Initech" not in log.getvalue()


def test_a_forged_host_is_refused_without_being_quoted(visit):
    said = visit("/f/x/", Host="evil.example")
    assert "evil.example" not in said


def test_statements_with_their_values_are_never_logged():
    assert configuration("DEBUG")["loggers"]["django.db.backends"]["level"] == "INFO"

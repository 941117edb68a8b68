"""What is said where nothing can be written: the words are kept, and nobody waits longer than five seconds."""

import html
import re
import time
import uuid

import pytest
from django.conf import settings
from django.contrib.sessions.backends.db import SessionStore
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import OperationalError, connection
from django.test import Client
from django.urls import reverse

from tests.factories import PASSWORD, make_user, make_win
from tests.locks import read_only, somebody_writing

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def alice(transactional_db):
    return make_user()


@pytest.fixture
def browser(alice):
    browser = Client()
    browser.force_login(alice)
    return browser


@pytest.fixture
def impatient(monkeypatch):
    """Writers wait half a second: what happens then is the same."""
    connection.close()
    options, waits = connection.settings_dict["OPTIONS"], "-c lock_timeout=500ms"
    name, value = ("timeout", 0.5) if connection.vendor == "sqlite" else ("options", waits)
    monkeypatch.setitem(options, name, value)
    yield
    connection.close()


def hidden(answer) -> dict[str, str]:
    """What the form of a page would send."""
    found = re.findall(r'<input type="hidden" name="([^"]*)" value="([^"]*)">', answer.text)
    return {name: html.unescape(value) for name, value in found}


def a_line(**more: str) -> dict[str, str]:
    return {"line": 'Cut the "goals" <to> two & more', "submission": str(uuid.uuid4())} | more


def test_writers_wait_five_seconds_and_then_the_page_says_busy(browser):
    with somebody_writing():
        begun = time.monotonic()
        answer = browser.post(reverse("capture"), a_line())
        spent = time.monotonic() - begun
    assert answer.status_code == 503
    assert answer["Retry-After"] == "2"
    assert "The server is busy" in answer.text
    assert settings.WRITERS_WAIT <= spent < settings.WRITERS_WAIT + 2


def test_what_was_typed_is_in_the_page_and_is_sent_again_from_there(alice, browser, impatient):
    sent = a_line()
    with somebody_writing():
        answer = browser.post(reverse("capture"), sent)
    assert f'method="post" action="{reverse("capture")}"' in answer.text
    again = hidden(answer)
    assert again.pop("csrfmiddlewaretoken")
    assert again == sent
    assert browser.post(reverse("capture"), again).status_code == 302
    assert alice.wins.get().title == 'Cut the "goals" <to> two & more'


def test_the_token_of_the_form_is_good(alice, impatient):
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(alice)
    strict.get("/settings/")
    token = strict.cookies["csrftoken"].value
    with somebody_writing():
        answer = strict.post(reverse("capture"), a_line(csrfmiddlewaretoken=token))
    assert strict.post(reverse("capture"), hidden(answer)).status_code == 302


def test_a_fragment_is_a_sentence(alice, browser, impatient):
    url = reverse("win", args=[make_win(alice).pk])
    page = dict(re.findall(r'name="(initial-\w+|version)" value="([^"]*)"', browser.get(url).text))
    with somebody_writing():
        answer = browser.post(url, page | {"title": "Another"}, headers={"HX-Request": "true"})
    assert (answer.status_code, answer["Retry-After"]) == (503, "2")
    assert "Somebody is writing a lot just now" in answer.text
    assert "<html" not in answer.text


def test_on_a_read_only_database_it_says_so(browser):
    with read_only():
        answer = browser.post(reverse("capture"), a_line())
    assert answer.status_code == 503
    assert "Nothing can be saved at the moment" in answer.text
    assert "Cut the" in answer.text


@pytest.mark.parametrize("hindrance", [somebody_writing, read_only])
def test_a_password_is_in_no_page_and_nobody_is_signed_in(alice, impatient, hindrance):
    visitor = Client(raise_request_exception=False)
    with hindrance():
        begun = time.monotonic()
        answer = visitor.post(reverse("account_login"), {"login": alice.email, "password": PASSWORD})
        spent = time.monotonic() - begun
    assert answer.status_code == 503
    assert PASSWORD not in answer.text
    assert spent < 3
    assert "_auth_user_id" not in visitor.session


def test_a_file_is_chosen_anew(alice, browser, impatient):
    url = reverse("win-artifact-add", args=[make_win(alice).pk])
    with somebody_writing():
        answer = browser.post(url, {"files": SimpleUploadedFile("a.txt", b"words")})
    assert answer.status_code == 503
    assert "<form" not in answer.text


def test_a_session_that_cannot_be_kept_is_no_fault(alice, monkeypatch, browser):
    def cannot(self, must_create=False):
        with connection.cursor() as cursor:
            cursor.execute("INSERT INTO django_session VALUES ('a', 'b', '2026-01-01')")

    monkeypatch.setattr(SessionStore, "save", cannot)
    visitor = Client(raise_request_exception=False)
    with read_only():
        answer = visitor.post(reverse("account_login"), {"login": alice.email, "password": PASSWORD})
    assert answer.status_code == 503


def test_any_other_fault_is_one(browser, monkeypatch):
    def broken(*_args, **_kwargs):
        raise OperationalError("no such column")

    browser.raise_request_exception = False
    monkeypatch.setattr("evidence.wins.capture.transaction.atomic", broken)
    assert browser.post(reverse("capture"), a_line()).status_code == 500

"""Mistakes of whoever runs the server: one line in the log says what to set, and the page says what is so."""

import io
import logging

import pytest
from django.test import Client, override_settings

from pmcareer import mistakes
from tests.factories import PASSWORD

CAREER = {"ALLOWED_HOSTS": ["career.example.com"]}
# As settings.py makes them of TRUSTED_PROXIES=1.
BEHIND_ONE = CAREER | {
    "TRUSTED_PROXIES": 1,
    "HTTPS": True,
    "ALLAUTH_TRUSTED_PROXY_COUNT": 1,
    "SECURE_SSL_REDIRECT": True,
    "SECURE_PROXY_SSL_HEADER": ("HTTP_X_FORWARDED_PROTO", "https"),
}
BEHIND_TWO = BEHIND_ONE | {"TRUSTED_PROXIES": 2, "ALLAUTH_TRUSTED_PROXY_COUNT": 2}
AS_IT_SHOULD_BE = {"Host": "career.example.com", "X-Forwarded-Proto": "https", "X-Forwarded-For": "203.0.113.7"}


@pytest.fixture
def lines():
    """What an operator reads: the log as it is written, without the line that every request has."""
    mistakes.forget_what_was_told()
    written = io.StringIO()
    handler = logging.StreamHandler(written)
    handler.addFilter(lambda record: not record.name.startswith(("pmcareer.access", "django.request")))
    logging.getLogger().addHandler(handler)
    yield lambda: written.getvalue().splitlines()
    logging.getLogger().removeHandler(handler)
    mistakes.forget_what_was_told()


def visitor(**headers: str) -> Client:
    return Client(raise_request_exception=False, enforce_csrf_checks=True, headers=headers)


@pytest.mark.django_db
@override_settings(**BEHIND_ONE)
def test_where_all_is_right_nothing_is_told(lines):
    assert visitor(**AS_IT_SHOULD_BE).get("/accounts/login/").status_code == 200
    assert lines() == []


@pytest.mark.django_db
@override_settings(**CAREER)
def test_trusted_proxies_is_missing(lines):
    assert visitor(**AS_IT_SHOULD_BE).get("/accounts/login/").status_code == 200
    assert len(lines()) == 1
    assert "set TRUSTED_PROXIES=1" in lines()[0]


@pytest.mark.django_db
@override_settings(**BEHIND_ONE)
def test_the_proxy_does_not_set_x_forwarded_proto(lines):
    """Sent to HTTPS, a browser would come back the same way, until it gave up."""
    headers = AS_IT_SHOULD_BE.copy()
    del headers["X-Forwarded-Proto"]
    answer = visitor(**headers).get("/")
    assert answer.status_code == 500
    assert "not told whether you came by HTTPS" in answer.text
    assert "default-src 'none'" in answer["Content-Security-Policy"]
    assert len(lines()) == 1
    assert "proxy_set_header X-Forwarded-Proto $scheme" in lines()[0]


@override_settings(**BEHIND_ONE)
def test_plain_http_is_still_sent_to_https(lines):
    answer = visitor(**AS_IT_SHOULD_BE | {"X-Forwarded-Proto": "http"}).get("/")
    assert (answer.status_code, answer["Location"]) == (301, "https://career.example.com/")


@pytest.mark.django_db
@override_settings(**BEHIND_ONE)
def test_probes_come_from_inside(lines):
    assert visitor(Host="career.example.com").get("/healthz").status_code == 200
    assert lines() == []


@override_settings(**BEHIND_ONE)
def test_the_proxy_does_not_pass_host(lines):
    headers = AS_IT_SHOULD_BE | {"Host": "127.0.0.1:8000", "X-Forwarded-Host": "career.example.com"}
    answer = visitor(**headers).get("/")
    assert answer.status_code == 400
    assert "did not understand which site you asked for" in answer.text
    assert len(lines()) == 1
    assert "proxy_set_header Host $host" in lines()[0]


@override_settings(**BEHIND_ONE)
def test_a_name_is_missing_in_allowed_hosts(lines):
    answer = visitor(**AS_IT_SHOULD_BE | {"Host": "career.example.org"}).get("/")
    assert answer.status_code == 400
    assert "What you typed" not in answer.text
    assert len(lines()) == 1
    assert "set ALLOWED_HOSTS=career.example.com,career.example.org" in lines()[0]


@override_settings(**CAREER)
def test_what_a_stranger_calls_us_writes_no_line_of_its_own(lines):
    visitor(Host="evil.example\r\nERROR all is lost " + "x" * 500).get("/")
    assert len(lines()) == 1
    assert "all is lost" not in lines()[0]
    assert len(lines()[0]) < 500


@pytest.mark.django_db
@override_settings(**BEHIND_TWO)
def test_one_proxy_too_many(alice, lines):
    """It was a fault at the sign-in page."""
    browser = Client(headers=AS_IT_SHOULD_BE, raise_request_exception=False)
    answer = browser.post("/accounts/login/", {"login": alice.email, "password": PASSWORD})
    assert answer.status_code == 302
    assert len(lines()) == 1
    assert "set TRUSTED_PROXIES=1" in lines()[0]


@pytest.mark.django_db
@override_settings(**BEHIND_TWO)
def test_behind_one_proxy_too_few_visitors_are_still_told_apart(alice):
    for at in range(10):
        browser = Client(headers=AS_IT_SHOULD_BE)
        browser.post("/accounts/signup/", {"email": f"carol{at}@example.org", "password1": "short"})
    sent = {"email": "dora@example.org", "password1": "short"}
    assert Client(headers=AS_IT_SHOULD_BE).post("/accounts/signup/", sent).status_code == 429
    other = Client(headers=AS_IT_SHOULD_BE | {"X-Forwarded-For": "203.0.113.8"})
    assert other.post("/accounts/signup/", sent).status_code == 422


@pytest.mark.django_db
@override_settings(**BEHIND_ONE)
def test_there_is_no_proxy(lines):
    visitor(**{"Host": "career.example.com", "X-Forwarded-Proto": "https"}).get("/accounts/login/")
    assert len(lines()) == 1
    assert "set TRUSTED_PROXIES=0" in lines()[0]


@pytest.mark.django_db
@override_settings(**CAREER)
def test_a_form_from_the_address_that_people_see(lines):
    """The proxy speaks HTTPS, and the server takes itself for HTTP: every form was "open too long"."""
    answer = visitor(Host="career.example.com", Origin="https://career.example.com").post("/accounts/login/")
    assert answer.status_code == 403
    assert "open too long" not in answer.text
    assert "tell whoever runs the server" in answer.text
    told = [line for line in lines() if "CSRF_TRUSTED_ORIGINS=https://career.example.com" in line]
    assert len(told) == 1
    assert "takes itself for http://career.example.com" in told[0]


@pytest.mark.django_db
def test_each_is_told_once_a_minute(lines, monkeypatch):
    for _ in range(5):
        visitor(Host="evil.example").get("/")
        visitor(**{"X-Forwarded-For": "203.0.113.7"}).get("/accounts/login/")
    assert len(lines()) == 2
    now = mistakes.time.time()
    monkeypatch.setattr(mistakes.time, "time", lambda: now + 61)
    visitor(Host="evil.example").get("/")
    assert len(lines()) == 3

"""The second step: an app, recovery codes, keys, and what a made-up answer of a browser comes to."""

import json
import re

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal import auth as totp
from django.core.cache import cache
from django.test import Client

from tests.evidence.account.accounts import is_signed_in, sign_in
from tests.factories import PASSWORD


def code_now(secret: str) -> str:
    """What an app that knows the secret shows now."""
    return totp.format_hotp_value(totp.hotp_value(secret, next(totp.yield_hotp_counters_from_time())))


@pytest.fixture
def recently(client, alice) -> Client:
    """Alice's browser, her password proven a moment ago."""
    sign_in(client)
    client.post("/accounts/reauthenticate/", {"password": PASSWORD})
    return client


@pytest.fixture
def secret(recently) -> str:
    """Alice has set up an app that knows this secret."""
    page = recently.get("/accounts/2fa/totp/activate/").text
    secret = re.search(r'<code class="key-text">(\w+)</code>', page)[1]
    recently.post("/accounts/2fa/totp/activate/", {"code": code_now(secret)})
    # The same six digits are not taken twice; the next sign-in would have to wait for new ones.
    cache.clear()
    return secret


def test_setting_up_an_app_draws_its_key_in_the_page(recently):
    page = recently.get("/accounts/2fa/totp/activate/").text
    drawing = re.search(r'<div class="qr[^>]*>(<svg.*?</svg>)</div>', page, re.S)
    assert drawing
    assert "<path" in drawing[1]
    assert "data:" not in page


def test_a_wrong_code_switches_nothing_on(recently):
    recently.get("/accounts/2fa/totp/activate/")
    answer = recently.post("/accounts/2fa/totp/activate/", {"code": "000000"})
    assert answer.status_code == 422
    assert "This is not the code that your app shows now." in answer.text
    assert "recovery code" not in answer.text
    assert not Authenticator.objects.exists()


def test_with_an_app_the_password_alone_signs_nobody_in(secret):
    browser = Client()
    assert sign_in(browser).headers["Location"] == "/accounts/2fa/authenticate/"
    assert not is_signed_in(browser)
    wrong = browser.post("/accounts/2fa/authenticate/", {"code": "000000"})
    assert wrong.status_code == 422
    assert "This is not the code that your app shows now." in wrong.text
    assert "A recovery code works once." in wrong.text
    browser.post("/accounts/2fa/authenticate/", {"code": code_now(secret)})
    assert is_signed_in(browser)


def test_codes_are_not_there_to_be_guessed(secret):
    browser = Client()
    sign_in(browser)
    for _ in range(5):
        browser.post("/accounts/2fa/authenticate/", {"code": "000000"})
    answer = browser.post("/accounts/2fa/authenticate/", {"code": code_now(secret)})
    assert "Too many tries." in answer.text
    assert not is_signed_in(browser)


def test_a_recovery_code_signs_in_once(secret, recently):
    code = recently.get("/accounts/2fa/recovery-codes/download/").text.split()[0]
    first, second = Client(), Client()
    for browser in (first, second):
        sign_in(browser)
        browser.post("/accounts/2fa/authenticate/", {"code": code})
    assert is_signed_in(first)
    assert not is_signed_in(second)


def test_new_recovery_codes_replace_the_old_ones(secret, recently):
    old = recently.get("/accounts/2fa/recovery-codes/download/").text
    recently.post("/accounts/2fa/recovery-codes/generate/")
    new = recently.get("/accounts/2fa/recovery-codes/download/").text
    assert not set(old.split()) & set(new.split())


def test_the_app_is_switched_off_and_the_codes_go_with_it(secret, recently):
    recently.post("/accounts/2fa/totp/deactivate/")
    assert not Authenticator.objects.exists()
    browser = Client()
    sign_in(browser)
    assert is_signed_in(browser)


def test_recovery_codes_without_a_second_step_are_refused(recently):
    answer = recently.post("/accounts/2fa/recovery-codes/generate/")
    assert answer.status_code == 422
    assert not Authenticator.objects.exists()


HOSTILE = [
    "",
    "null",
    "1",
    '"x"',
    "[]",
    "{}",
    "[[]]",
    '{"response": []}',
    '{"response": {"userHandle": 5}}',
    '{"response": {"userHandle": "///"}}',
    '{"response": {"userHandle": "enp6enp6enp6enp6enp6enp6enp6"}}',
    '{"id": "a", "rawId": "a", "type": "public-key", "response": {}}',
    json.dumps(
        {
            "id": "AA",
            "rawId": "AA",
            "type": "public-key",
            "response": {"clientDataJSON": "e30", "attestationObject": "oA", "authenticatorData": "AA"},
        }
    ),
    json.dumps(
        {
            "id": "AA",
            "rawId": "AA",
            "type": "public-key",
            "response": {
                "clientDataJSON": "e30",
                "attestationObject": "////",
                "authenticatorData": "A" * 100,
                "signature": "AA",
                "userHandle": "MQ",
            },
        }
    ),
    "{" * 2000,
]


@pytest.mark.parametrize("credential", HOSTILE)
def test_a_made_up_key_is_added_nowhere(recently, credential):
    recently.get("/accounts/2fa/webauthn/add/")
    answer = recently.post("/accounts/2fa/webauthn/add/", {"name": "x", "credential": credential})
    assert answer.status_code == 422
    assert not Authenticator.objects.exists()


@pytest.mark.parametrize("credential", HOSTILE)
def test_a_made_up_key_signs_nobody_in(alice, secret, credential):
    browser = Client()
    browser.get("/accounts/2fa/webauthn/login/", headers={"accept": "application/json"})
    answer = browser.post("/accounts/2fa/webauthn/login/", {"credential": credential})
    assert answer.headers["Location"] == "/accounts/login/"
    sign_in(browser)
    browser.get("/accounts/2fa/authenticate/")
    answer = browser.post("/accounts/2fa/authenticate/", {"credential": credential})
    assert answer.status_code == 422
    assert not is_signed_in(browser)


def test_a_made_up_key_proves_nothing_to_somebody_signed_in(alice, alices_browser):
    Authenticator.objects.create(user=alice, type="webauthn", data={"name": "k", "credential": {}})
    for credential in HOSTILE:
        answer = alices_browser.post("/accounts/2fa/webauthn/reauthenticate/", {"credential": credential})
        assert answer.status_code in (302, 422, 429), answer.status_code
    assert alices_browser.post("/accounts/2fa/recovery-codes/generate/").status_code == 302

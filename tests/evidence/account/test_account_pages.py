"""Every page of the sign-in library stands in our look: each route is opened, each template is ours."""

import re
import time
from pathlib import Path

import allauth
import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.conf import settings as project
from django.contrib.sites.shortcuts import get_current_site
from django.core import mail
from django.template.loader import get_template, render_to_string
from django.test import Client, RequestFactory
from django.urls import URLResolver, get_resolver, reverse

from tests.evidence.account.accounts import MAIL_ON, code_in_the_last_mail, sign_in, sign_up
from tests.factories import PASSWORD

# What no page of ours reaches: phones, signing up with a passkey or signing in with a code are not offered.
UNUSED = re.compile(r"phone|signup_by_passkey|webauthn/signup_form|login_code|warn_no_email|already_logged_in")
HERE = Path(project.BASE_DIR) / "templates"


def allauth_templates(ending: str) -> list[str]:
    folder = Path(allauth.__file__).parent / "templates"
    found = [
        str(path.relative_to(folder))
        for part in ("account", "mfa", "usersessions")
        for path in (folder / part).rglob(f"*{ending}")
    ]
    return [name for name in found if not UNUSED.search(name)]


@pytest.mark.parametrize("name", sorted([*allauth_templates(".html"), *allauth_templates(".txt")]))
def test_every_template_is_ours(name):
    found = Path(get_template(name).origin.name)
    is_a_bare_extends = re.fullmatch(r"\s*({%[^%]*%}\s*)*", re.sub(r"{% trans.*?%}", "", found.read_text()))
    is_plain = name.endswith("download.txt") or is_a_bare_extends
    assert found.is_relative_to(HERE) or is_plain, f"{name} is allauth's own: write ours under templates/."


def as_visitor(alice) -> Client:
    return Client()


def with_second_step(alice) -> Client:
    """Signed in a moment ago, with an app, codes and a key."""
    TOTP.activate(alice, generate_totp_secret())
    RecoveryCodes.activate(alice)
    Authenticator.objects.create(
        user=alice, type="webauthn", data={"name": "My phone", "credential": {"clientExtensionResults": {}}}
    )
    return signed_in(alice)


def signed_in(alice) -> Client:
    """Signed in, and the password proven a moment ago."""
    browser = Client()
    browser.force_login(alice)
    session = browser.session
    session["account_authentication_methods_user"] = str(alice.pk)
    session["account_authentication_methods"] = [{"method": "password", "at": time.time(), "reauthenticated": True}]
    session.save()
    return browser


def without_password(alice) -> Client:
    alice.set_unusable_password()
    alice.save()
    return signed_in(alice)


def half_signed_in(alice) -> Client:
    """The password was right, the second step is asked for."""
    TOTP.activate(alice, generate_totp_secret())
    browser = Client()
    sign_in(browser)
    return browser


def with_a_code_sent(alice) -> Client:
    browser = Client()
    sign_up(browser)
    return browser


def with_a_reset_code_sent(alice) -> Client:
    browser = Client()
    browser.post("/accounts/password/reset/", {"email": alice.email})
    return browser


def with_a_reset_code_entered(alice) -> Client:
    browser = with_a_reset_code_sent(alice)
    browser.post("/accounts/password/reset/confirm/", {"code": code_in_the_last_mail()})
    return browser


# How each route's page is reached. A string is where it leads instead of a page of its own.
STORIES = {
    "account_login": (as_visitor, "Sign in"),
    "account_logout": (signed_in, "Sign out"),
    "account_inactive": (as_visitor, "This account is switched off"),
    "account_signup": (as_visitor, "Start your record"),
    "account_reauthenticate": (signed_in, "Is it you?"),
    "account_email": (signed_in, "Email address"),
    "account_email_verification_sent": (with_a_code_sent, "Confirm your address"),
    "account_confirm_email": (as_visitor, "Confirm your address"),
    "account_change_password": (signed_in, "Password"),
    "account_set_password": (without_password, "Set a password"),
    "account_reset_password": (as_visitor, "Forgot your password?"),
    "account_confirm_password_reset_code": (with_a_reset_code_sent, "Enter the code"),
    "account_complete_password_reset": (with_a_reset_code_entered, "New password"),
    "account_password_reset_completed": (as_visitor, "New password set"),
    "account_confirm_login_code": (as_visitor, "/accounts/login/"),
    "mfa_index": (with_second_step, "Second step and passkeys"),
    "mfa_authenticate": (half_signed_in, "Second step"),
    "mfa_reauthenticate": (with_second_step, "Is it you?"),
    "mfa_activate_totp": (signed_in, "Set up an app"),
    "mfa_deactivate_totp": (with_second_step, "Switch the app off"),
    "mfa_view_recovery_codes": (with_second_step, "Recovery codes"),
    "mfa_generate_recovery_codes": (with_second_step, "New recovery codes"),
    "mfa_download_recovery_codes": (with_second_step, None),
    "mfa_list_webauthn": (with_second_step, "Passkeys and security keys"),
    "mfa_add_webauthn": (signed_in, "Add a passkey or security key"),
    "mfa_reauthenticate_webauthn": (with_second_step, "Is it you?"),
    "mfa_remove_webauthn": (with_second_step, "Remove My phone"),
    "mfa_edit_webauthn": (with_second_step, "Rename the key"),
    "mfa_login_webauthn": (as_visitor, "/accounts/login/"),
    "usersessions_list": (signed_in, "Where you are signed in"),
}


def routes() -> list:
    (accounts,) = [part for part in get_resolver().url_patterns if str(part.pattern) == "accounts/"]

    def below(part):
        for pattern in part.url_patterns:
            yield from below(pattern) if isinstance(pattern, URLResolver) else [pattern]

    return list(below(accounts))


def test_no_route_is_without_a_story():
    names = {pattern.name for pattern in routes()}
    assert names == set(STORIES), names ^ set(STORIES)


@pytest.fixture
def mail_when_needed(request, settings):
    needs_mail = ("email_verification_sent", "reset_code", "complete_password")
    if any(word in request.node.name for word in needs_mail):
        for name, value in MAIL_ON.items():
            setattr(settings, name, value)


@pytest.mark.parametrize("name", STORIES)
def test_every_page_is_in_our_look(name, alice, mail_when_needed, monkeypatch):
    EmailAddress.objects.create(user=alice, email=alice.email, primary=True, verified=True)
    # The key of this test was never made by a real device.
    monkeypatch.setattr("allauth.mfa.webauthn.internal.auth.get_credentials", lambda user: [])
    story, heading = STORIES[name]
    browser = story(alice)
    answer = browser.get(reverse(name, kwargs=arguments_of(name)))
    if heading is None:
        assert answer.headers["Content-Type"].startswith("text/plain")
        assert len(answer.text.split()) == 10
    elif heading.startswith("/"):
        assert answer.headers["Location"] == heading
    else:
        assert answer.status_code == 200, answer.headers
        is_ours(answer.text, heading)


def arguments_of(name: str) -> dict:
    """What stands in the address of a route."""
    if name == "account_confirm_email":
        return {"key": "stale"}
    if name in ("mfa_remove_webauthn", "mfa_edit_webauthn"):
        return {"pk": Authenticator.objects.get(type="webauthn").pk}
    return {}


def is_ours(page: str, heading: str) -> None:
    """One heading, our shell, and nothing that the policy forbids."""
    assert re.findall(r"<h1[^>]*>\s*(.*?)\s*</h1>", page, re.S) == [heading]
    assert 'class="brand"' in page
    assert "css/pmcareer" in page
    assert "· pmcareer</title>" in page
    assert not re.search(r"<title>\s*·", page)
    assert "placeholder=" not in page
    assert not re.search(r"\sstyle=|\son[a-z]+=|data:image", page)
    for script in re.findall(r"<script[^>]*>", page):
        assert " src=" in script or 'type="application/json"' in script, script
    for word in ("Menu:", "Reauthenticate", "Two-Factor", "We've"):
        assert word not in page


@pytest.mark.parametrize(
    "name", [name for name in allauth_templates("_message.txt") if not name.endswith("base_message.txt")]
)
def test_every_mail_is_plain_and_says_what_to_do(name):
    request = RequestFactory().get("/")
    context = {
        "current_site": get_current_site(request),
        "request": request,
        "email": "o'brien@example.org",
        "code": "BCDF-GHJK",
        "ip": "203.0.113.9",
        "user_agent": "A <browser> & co",
        "from_email": "o'brien@example.org",
        "to_email": "new@example.org",
        "deleted_email": "o'brien@example.org",
        "password_reset_url": "https://career.example/a?b=c&d=e",
        "signup_url": "https://career.example/a?b=c&d=e",
    }
    body = render_to_string(name, context)
    subject = render_to_string(name.replace("_message.txt", "_subject.txt"), context)
    assert "pmcareer at testserver" in body
    assert len(subject.strip().splitlines()) == 1
    for foreign in ("&amp;", "&#x27;", "&lt;", "!", "{{", "Hello", "Thank you", "{#"):
        assert foreign not in body + subject


def test_the_recovery_codes_ask_for_the_password_first(alice):
    with_second_step(alice)
    browser = Client()
    browser.force_login(alice)
    answer = browser.get("/accounts/2fa/recovery-codes/")
    assert answer.headers["Location"].startswith("/accounts/reauthenticate/")
    answer = browser.post(answer.headers["Location"], {"password": PASSWORD})
    assert answer.headers["Location"] == "/accounts/2fa/recovery-codes/"


def test_the_recovery_codes_that_are_left_are_counted_in_one_and_in_many(alice):
    browser = with_second_step(alice)
    assert "10 of 10 are unused." in browser.get("/accounts/2fa/recovery-codes/").text
    assert "The 10 unused ones stop working." in browser.get("/accounts/2fa/recovery-codes/generate/").text
    codes = RecoveryCodes(alice.authenticator_set.get(type=Authenticator.Type.RECOVERY_CODES))
    for code in codes.get_unused_codes()[1:]:
        codes.validate_code(code)
    assert "1 of 10 is unused." in browser.get("/accounts/2fa/recovery-codes/").text
    assert "The one unused code stops working." in browser.get("/accounts/2fa/recovery-codes/generate/").text


def test_no_mail_was_sent_by_looking(alice):
    for story in (signed_in, with_second_step):
        story(alice).get("/accounts/2fa/")
    assert not mail.outbox

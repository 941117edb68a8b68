"""What tests about signing in share: a server that sends mail, the code in a mail, signing in through the door."""

import re

from django.core import mail
from django.test import Client

from tests.factories import PASSWORD

MAIL_ON = {
    "MAIL_IS_SET_UP": True,
    "ACCOUNT_EMAIL_VERIFICATION": "mandatory",
    "ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED": True,
    "ACCOUNT_EMAIL_NOTIFICATIONS": True,
    "MFA_ALLOW_UNVERIFIED_EMAIL": False,
}
"""What the settings derive from EMAIL_URL."""
NEW_PASSWORD = "nine green bottles of tea"


def code_in_the_last_mail() -> str:
    """The code that the newest mail carries, as it stands there: XXXX-XXXX."""
    found = re.search(r"\b[A-Z]{4}-[A-Z]{4}\b", mail.outbox[-1].body)
    assert found, mail.outbox[-1].body
    return found[0]


def sign_up(browser: Client, email: str = "carol@example.org", password: str = NEW_PASSWORD, **query):
    return browser.post("/accounts/signup/", {"email": email, "password1": password}, query_params=query or None)


def sign_in(browser: Client, email: str = "alice@example.org", password: str = PASSWORD, **query):
    return browser.post("/accounts/login/", {"login": email, "password": password}, query_params=query or None)


def is_signed_in(browser: Client) -> bool:
    return "_auth_user_id" in browser.session

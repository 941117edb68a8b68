"""Signing up and in on a server that sends mail: codes, resets, new addresses, and a mail server that fails."""

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.test import Client

from evidence.models import User
from tests.evidence.account.accounts import MAIL_ON, NEW_PASSWORD, code_in_the_last_mail, is_signed_in, sign_in, sign_up
from tests.factories import PASSWORD

CODE_PAGE = "/accounts/confirm-email/"


@pytest.fixture(autouse=True)
def _mail_is_set_up(settings) -> None:
    for name, value in MAIL_ON.items():
        setattr(settings, name, value)


@pytest.fixture
def confirmed_alice(alice) -> User:
    """Alice, whose address is confirmed."""
    EmailAddress.objects.create(user=alice, email=alice.email, primary=True, verified=True)
    return alice


def enter(browser: Client, code: str):
    return browser.post(CODE_PAGE, {"code": code})


def test_a_code_from_the_mail_opens_a_new_account(client, db):
    assert sign_up(client).headers["Location"] == CODE_PAGE
    assert not is_signed_in(client)
    code = code_in_the_last_mail()
    wrong = enter(client, "AAAA-AAAA")
    assert wrong.status_code == 422
    assert "This is not the code." in wrong.text
    assert enter(client, code.lower().replace("-", " ")).headers["Location"] == "/"
    assert is_signed_in(client)
    assert EmailAddress.objects.get(user__email="carol@example.org").verified


def test_three_wrong_codes_end_the_attempt(client, db):
    sign_up(client)
    for _ in range(2):
        assert enter(client, "AAAA-AAAA").status_code == 422
    assert enter(client, "AAAA-AAAA").headers["Location"] == "/accounts/login/"
    assert enter(client, code_in_the_last_mail()).headers["Location"] == "/accounts/login/"
    assert not is_signed_in(client)


def test_a_mistyped_address_can_be_put_right_before_the_code(client, db):
    sign_up(client, "carrol@example.org")
    assert "The address is wrong" in client.get(CODE_PAGE).text
    client.post(CODE_PAGE, {"action": "change", "email": "carol@example.org"})
    assert mail.outbox[-1].to == ["carol@example.org"]
    enter(client, code_in_the_last_mail())
    assert User.objects.get().email == "carol@example.org"


def test_a_taken_address_answers_like_a_new_one_and_its_owner_gets_a_mail(client, confirmed_alice):
    new, taken = Client(), client
    first = sign_up(new)
    second = sign_up(taken, confirmed_alice.email)
    assert (first.status_code, first.headers["Location"]) == (second.status_code, second.headers["Location"])
    assert mail.outbox[-1].to == [confirmed_alice.email]
    assert "You have an account with this address already" in mail.outbox[-1].body
    assert User.objects.filter(email=confirmed_alice.email).count() == 1


def test_an_unconfirmed_address_gets_a_code_at_sign_in(client, alice):
    assert sign_in(client).headers["Location"] == CODE_PAGE
    enter(client, code_in_the_last_mail())
    assert is_signed_in(client)


def test_a_forgotten_password_is_replaced_with_a_code(client, confirmed_alice):
    elsewhere = Client()
    sign_in(elsewhere)
    client.post("/accounts/password/reset/", {"email": "Alice@example.org"})
    code = code_in_the_last_mail()
    wrong = client.post("/accounts/password/reset/confirm/", {"code": "AAAA-AAAA"})
    assert wrong.status_code == 422
    answer = client.post("/accounts/password/reset/confirm/", {"code": code})
    short = {"password1": "short", "password2": "short"}
    assert client.post(answer.headers["Location"], short).status_code == 422
    sent = {"password1": NEW_PASSWORD, "password2": NEW_PASSWORD}
    client.post(answer.headers["Location"], sent)
    assert elsewhere.get("/settings/").status_code == 302
    sign_in(client, password=NEW_PASSWORD)
    assert is_signed_in(client)
    assert "was reset with a code from this mailbox" in mail.outbox[-1].body


def test_a_reset_for_an_unknown_address_looks_the_same(client, confirmed_alice):
    known = Client().post("/accounts/password/reset/", {"email": confirmed_alice.email})
    unknown = client.post("/accounts/password/reset/", {"email": "nobody@example.org"})
    assert known.headers["Location"] == unknown.headers["Location"]
    assert "There is none at testserver" in mail.outbox[-1].body


def test_a_new_address_counts_once_its_code_is_entered(client, confirmed_alice):
    sign_in(client)
    client.post("/accounts/reauthenticate/", {"password": PASSWORD})
    answer = client.post("/accounts/email/", {"email": "alice@new.example", "action_add": ""})
    assert answer.headers["Location"] == CODE_PAGE
    confirmed_alice.refresh_from_db()
    assert confirmed_alice.email == "alice@example.org"
    enter(client, code_in_the_last_mail())
    confirmed_alice.refresh_from_db()
    assert confirmed_alice.email == "alice@new.example"
    assert EmailAddress.objects.get().email == "alice@new.example"
    told = [message for message in mail.outbox if message.to == ["alice@example.org"]]
    assert "has changed from alice@example.org to alice@new.example" in told[-1].body


def test_the_address_of_somebody_else_is_not_given_away_nor_taken(client, confirmed_alice, bob):
    EmailAddress.objects.create(user=bob, email=bob.email, primary=True, verified=True)
    sign_in(client)
    client.post("/accounts/reauthenticate/", {"password": PASSWORD})
    answer = client.post("/accounts/email/", {"email": bob.email, "action_add": ""})
    assert answer.headers["Location"] == CODE_PAGE
    bob.refresh_from_db()
    assert bob.email == "bob@example.org"


def test_a_changed_password_is_told_by_mail(client, confirmed_alice):
    sign_in(client)
    sent = {"oldpassword": PASSWORD, "password1": NEW_PASSWORD, "password2": NEW_PASSWORD}
    client.post("/accounts/password/change/", sent, HTTP_USER_AGENT="A <browser> & co")
    body = mail.outbox[-1].body
    assert "The password of your account has changed." in body
    assert "A <browser> & co" in body
    assert "127.0.0.1" in body


def test_a_mail_server_that_does_not_answer_fails_no_page(client, db, monkeypatch):
    def refuse(self, messages):
        raise ConnectionRefusedError

    monkeypatch.setattr(EmailBackend, "send_messages", refuse)
    sign_up(client)
    page = client.get(CODE_PAGE)
    assert page.status_code == 200
    assert "The mail could not be sent" in page.text
    assert "Send a new code" in page.text


def test_with_mail_no_page_says_that_mail_is_off(client, confirmed_alice):
    for address in ("/accounts/signup/", "/accounts/password/reset/", "/"):
        assert "sends no mail" not in client.get(address).text

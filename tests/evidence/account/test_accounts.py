"""Signing up, in and out on a server that sends no mail, and what holds with mail too."""

import pytest
from allauth.account.forms import SignupForm
from allauth.account.models import EmailAddress
from allauth.usersessions.models import UserSession
from django.conf import settings as project
from django.core import mail
from django.test import Client

from evidence.models import User
from tests.evidence.account.accounts import NEW_PASSWORD, is_signed_in, sign_in, sign_up
from tests.factories import PASSWORD, make_user


def test_an_address_and_a_password_once_make_an_account(client, db):
    answer = sign_up(client, "Carol@Example.org")
    assert answer.status_code == 302
    assert is_signed_in(client)
    carol = User.objects.get()
    assert carol.email == "carol@example.org"
    assert EmailAddress.objects.get(user=carol).primary
    assert client.get("/").headers["Location"] == "/welcome/"


def test_a_new_account_has_the_time_zone_of_the_server_until_it_says_another(client, db, settings):
    settings.TIME_ZONE = "Asia/Tokyo"
    sign_up(client)
    assert User.objects.get().time_zone == "Asia/Tokyo"


@pytest.mark.parametrize(
    ("password", "words"),
    [("short", "at least 12 characters"), ("password1234", "too common"), ("carol@example.org", "too similar")],
)
def test_a_weak_password_comes_back_with_the_address_kept(client, db, password, words):
    answer = sign_up(client, "carol@example.org", password)
    assert answer.status_code == 422
    assert words in answer.text
    assert 'value="carol@example.org"' in answer.text
    assert 'name="password1" value' not in answer.text
    assert 'id="id_password1_error"' in answer.text
    assert not User.objects.exists()


@pytest.mark.parametrize("email", ["", "carol", "carol@", f"{'c' * 64}@{'example.' * 30}org", "ca\x00rol@example.org"])
def test_what_is_no_address_comes_back(client, db, email):
    assert sign_up(client, email).status_code == 422
    assert not User.objects.exists()


def test_a_taken_address_is_refused_in_words(client, alice):
    answer = sign_up(client, "ALICE@example.org")
    assert answer.status_code == 422
    assert "There is an account with this email address." in answer.text
    assert not is_signed_in(client)


def test_of_two_sign_ups_at_the_same_moment_one_is_told_that_it_came_second(client, db, monkeypatch):
    save = SignupForm.save

    def rival_is_faster(form, request):
        make_user("carol@example.org")
        return save(form, request)

    monkeypatch.setattr(SignupForm, "save", rival_is_faster)
    answer = sign_up(client)
    assert answer.headers["Location"] == "/accounts/login/"
    assert "There is an account with this email address." in client.get("/accounts/login/").text
    assert not is_signed_in(client)


def test_sign_up_can_be_closed(client, db, settings):
    settings.SIGNUP_OPEN = False
    assert "Sign-up is closed" in client.get("/accounts/signup/").text
    assert "Sign-up is closed" in sign_up(client).text
    assert not User.objects.exists()


def test_without_mail_sign_up_says_what_is_off(client, db):
    page = client.get("/accounts/signup/").text
    assert "This server sends no mail." in page
    assert "manage.py changepassword" in page


def test_without_mail_a_forgotten_password_names_whom_to_ask(client, alice):
    page = client.get("/accounts/password/reset/").text
    assert "Ask whoever runs it" in page
    assert "<form" not in page
    answer = client.post("/accounts/password/reset/", {"email": alice.email})
    assert answer.status_code == 422
    assert "nothing was sent" in answer.text
    assert not mail.outbox


def test_without_mail_a_new_address_counts_at_once(client, alice):
    sign_in(client)
    client.post("/accounts/reauthenticate/", {"password": PASSWORD})
    answer = client.post("/accounts/email/", {"email": "Alice@New.example", "action_add": ""}, follow=True)
    assert "Your address is now alice@new.example." in answer.text
    assert "not checked: mind the spelling" in answer.text
    client.logout()
    sign_in(client, "alice@new.example")
    assert is_signed_in(client)


def test_without_mail_an_address_of_somebody_else_is_refused(client, alice, bob):
    sign_in(client)
    answer = client.post("/accounts/email/", {"email": bob.email, "action_add": ""})
    assert answer.status_code == 422
    assert "There is an account with this email address." in answer.text
    alice.refresh_from_db()
    assert alice.email == "alice@example.org"


def test_a_new_address_asks_for_the_password_first(client, alice):
    client.force_login(alice)
    answer = client.post("/accounts/email/", {"email": "alice@new.example", "action_add": ""})
    assert answer.headers["Location"].startswith("/accounts/reauthenticate/")
    answer = client.post(answer.headers["Location"], {"password": "not this one at all"})
    assert answer.status_code == 422
    assert "This is not your password." in answer.text
    client.post("/accounts/reauthenticate/?next=/accounts/email/", {"password": PASSWORD})
    alice.refresh_from_db()
    assert alice.email == "alice@new.example"


def test_a_wrong_password_and_an_unknown_address_are_told_alike(client, alice):
    wrong = sign_in(client, password="not this one at all")
    unknown = sign_in(client, "nobody@example.org")
    words = "This email address and this password do not belong together."
    assert wrong.status_code == unknown.status_code == 422
    assert words in wrong.text
    assert words in unknown.text
    assert f'value="{alice.email}"' in wrong.text


def test_tries_at_one_account_are_counted_wherever_they_come_from(alice):
    for _ in range(5):
        sign_in(Client(), password="not this one at all")
    answer = sign_in(Client(REMOTE_ADDR="203.0.113.9"))
    assert answer.status_code == 422
    assert "Too many tries." in answer.text


def test_counts_are_shared_by_every_process():
    backend = project.CACHES["default"]["BACKEND"]
    assert "locmem" not in backend
    assert "dummy" not in backend


def test_too_many_sign_ups_from_one_place_see_our_page(client, db):
    for at in range(10):
        sign_up(Client(), f"carol{at}@example.org", "short")
    answer = sign_up(client)
    assert answer.status_code == 429
    assert "Too many tries" in answer.text
    assert 'class="brand"' in answer.text


def test_an_account_that_is_switched_off_says_so(client, alice):
    alice.is_active = False
    alice.save()
    answer = sign_in(client)
    assert answer.headers["Location"] == "/accounts/inactive/"
    assert "This account is switched off" in client.get("/accounts/inactive/").text
    assert not is_signed_in(client)


def test_an_account_that_is_switched_off_while_signed_in_is_out(alice, alices_browser):
    alice.is_active = False
    alice.save()
    assert alices_browser.get("/settings/").status_code == 302


@pytest.mark.parametrize("page", ["https://evil.example/", "//evil.example/", "/\\evil.example", "javascript:alert(1)"])
def test_next_leads_to_no_other_site(client, alice, page):
    assert sign_in(client, next=page).headers["Location"] == "/"
    assert client.post("/accounts/logout/", {"next": page}).headers["Location"] == "/"


def test_next_leads_back_to_the_page_that_was_asked_for(client, alice):
    assert sign_in(client, next="/settings/").headers["Location"] == "/settings/"


def test_signing_out_forgets_what_was_typed_in_the_tab(alices_browser):
    page = alices_browser.get("/accounts/logout/").text
    for form in page.split("<form")[1:]:
        assert "data-forget" in form.split(">")[0], form[:200]
    answer = alices_browser.post("/accounts/logout/", follow=True)
    assert "You are signed out." in answer.text
    assert not is_signed_in(alices_browser)


def test_a_new_password_signs_out_the_other_devices(client, alice):
    elsewhere = Client()
    sign_in(elsewhere)
    sign_in(client)
    sent = {"oldpassword": PASSWORD, "password1": NEW_PASSWORD, "password2": NEW_PASSWORD}
    answer = client.post("/accounts/password/change/", sent, follow=True)
    assert "The password is changed." in answer.text
    assert client.get("/settings/").status_code == 200
    assert elsewhere.get("/settings/").status_code == 302


def test_a_new_password_keeps_what_was_changed_elsewhere_in_the_profile(client, alice):
    sign_in(client)
    User.objects.filter(pk=alice.pk).update(name="Alice M.")
    sent = {"oldpassword": PASSWORD, "password1": NEW_PASSWORD, "password2": NEW_PASSWORD}
    client.post("/accounts/password/change/", sent)
    alice.refresh_from_db()
    assert alice.name == "Alice M."
    assert alice.check_password(NEW_PASSWORD)


def test_a_refused_new_password_comes_back_as_422(client, alice):
    sign_in(client)
    sent = {"oldpassword": "not this one at all", "password1": NEW_PASSWORD, "password2": "something else again"}
    answer = client.post("/accounts/password/change/", sent)
    assert answer.status_code == 422
    assert "This is not your current password." in answer.text


def test_signing_out_everywhere_else(client, alice):
    elsewhere = Client(HTTP_USER_AGENT="Mozilla/5.0 (iPhone; CPU iPhone OS 19_0) Version/19.0 Safari/605")
    sign_in(elsewhere)
    sign_in(client)
    page = client.get("/accounts/sessions/").text
    assert "Safari on iOS" in page
    assert "this one" in page
    client.post("/accounts/sessions/")
    assert elsewhere.get("/settings/").status_code == 302
    assert client.get("/settings/").status_code == 200
    assert UserSession.objects.filter(user=alice).count() == 1

"""What is said when something is not there, not allowed or broken: one sentence, one next step, no names."""

import pytest
from django.test import Client, override_settings
from django.urls import path


def broken(request):
    raise RuntimeError("Failing row contains (Alice Moreau)")


broken.login_required = False


class with_a_broken_page:  # noqa: N801 - stands for a module
    from pmcareer import urls

    handler500 = "pmcareer.hindered.server_error"
    urlpatterns = [path("broken", broken), *urls.urlpatterns]


@pytest.mark.django_db
def test_a_visitor_who_finds_nothing_is_told_whom_to_ask(client):
    response = client.get("/no-such-page/")
    assert response.status_code == 404
    assert "ask them for a new one" in response.text


def test_somebody_signed_in_who_finds_nothing_is_led_home(alices_browser):
    response = alices_browser.get("/no-such-page/")
    assert response.status_code == 404
    assert '<a href="/">Go to This week</a>' in response.text
    assert "no-such-page" not in response.text


@pytest.mark.django_db
def test_a_form_that_was_open_too_long_says_how_to_keep_the_words():
    strict = Client(enforce_csrf_checks=True)
    response = strict.post("/capture/", {"line": "Cut the <b>goals</b>"})
    assert response.status_code == 403
    assert "What you typed stands below" in response.text and "Cut the &lt;b&gt;goals" in response.text
    response = strict.post("/accounts/login/", {"login": "alice@example.org", "password": "a secret of hers"})
    assert response.status_code == 403
    assert "a secret of hers" not in response.text and "What you typed" not in response.text


@override_settings(ROOT_URLCONF=with_a_broken_page)
def test_a_mistake_of_ours_needs_no_database_and_quotes_nothing():
    response = Client(raise_request_exception=False).get("/broken")  # no `db` fixture: a query would fail here
    assert response.status_code == 500
    assert "Something broke on our side" in response.text
    assert "Alice" not in response.text


@override_settings(ROOT_URLCONF=with_a_broken_page)
def test_a_mistake_of_ours_gives_back_what_was_typed(alice):
    browser = Client(raise_request_exception=False, enforce_csrf_checks=True)
    browser.force_login(alice)
    page = browser.get("/")
    token = page.context["csrf_token"]
    response = browser.post("/broken", {"line": "Cut the goals", "csrfmiddlewaretoken": str(token)})
    assert response.status_code == 500 and response["Cache-Control"] == "private, no-store"
    assert 'name="line" value="Cut the goals"' in response.text and "Send it again" in response.text
    response = browser.post("/broken", {"password": "a secret of hers", "csrfmiddlewaretoken": str(token)})
    assert "a secret of hers" not in response.text and "Send it again" not in response.text


def test_a_forged_host_gets_a_page_of_ours():
    response = Client(headers={"Host": "evil.example"}).get("/healthz")
    assert response.status_code == 400
    assert "did not understand" in response.text

"""What happens around every view."""

import pytest
from django.utils import timezone

from tests.factories import make_link, make_packet


@pytest.mark.django_db
def test_a_visitor_is_sent_to_sign_in_and_back(client):
    response = client.get("/wins/?q=newsletter")
    assert response.status_code == 302
    assert response["Location"] == "/accounts/login/?next=/wins/%3Fq%3Dnewsletter"


@pytest.mark.django_db
def test_an_expired_session_moves_the_whole_page_and_puts_nothing_into_the_fragment(client):
    response = client.get(
        "/wins/", headers={"HX-Request": "true", "HX-Current-URL": "http://testserver/wins/?q=newsletter"}
    )
    assert response.status_code == 401
    assert response.content == b""
    assert response["HX-Redirect"] == "/accounts/login/?next=%2Fwins%2F%3Fq%3Dnewsletter"


@pytest.mark.django_db
def test_a_page_from_elsewhere_is_not_led_back_to(client):
    response = client.get("/wins/", headers={"HX-Request": "true", "HX-Current-URL": "https://evil.example/wins/"})
    assert response["HX-Redirect"] == "/accounts/login/?next=%2F"


NONE = "http://["


UNREADABLE = {
    "where to go after signing in": lambda client: client.get("/accounts/login/", {"next": NONE}),
    "the same in a form": lambda client: client.post("/accounts/login/", {"next": NONE}),
    "where a page was left": lambda client: client.get("/", {"next": "//["}),
    "which page htmx is on": lambda client: client.get(
        "/wins/", headers={"HX-Request": "true", "HX-Current-URL": NONE}
    ),
    "the same, encoded": lambda client: client.get(
        "/wins/",
        headers={
            "HX-Request": "true",
            "HX-Current-URL": "http%3A//%5B",
            "HX-Current-URL-URI-AutoEncoded": "true",
        },
    ),
    "more than anybody fills in": lambda client: client.get("/wins/?" + "a=1&" * 2000),
    "a NUL in a cookie": lambda client: client.get("/", headers={"Cookie": 'sessionid="\\000"'}),
}


@pytest.mark.django_db
@pytest.mark.parametrize("name", UNREADABLE)
def test_what_nobody_can_read_is_a_400_in_our_look(client, name):
    response = UNREADABLE[name](client)
    assert response.status_code == 400
    assert "did not understand" in response.text
    assert "default-src 'none'" in response.headers["Content-Security-Policy"]
    assert response.headers["X-Frame-Options"] == "DENY"


def test_an_odd_address_where_none_is_needed_is_nobodys_concern(client):
    """Programs that guard a privacy write what they like into it."""
    assert client.get("/healthz", headers={"Referer": "https://[REDACTED]/"}).status_code == 200


def test_every_answer_forbids_what_no_page_needs(client):
    headers = client.get("/healthz").headers
    assert "camera=()" in headers["Permissions-Policy"]
    assert "default-src 'none'" in headers["Content-Security-Policy"]
    assert "unsafe" not in headers["Content-Security-Policy"]
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["X-Frame-Options"] == "DENY"


@pytest.fixture
def zone_seen(monkeypatch):
    """The time zones that were active while views ran."""
    seen = []

    def look(request):
        from django.http import HttpResponse

        seen.append(timezone.get_current_timezone_name())
        return HttpResponse()

    look.login_required = False
    from pmcareer import urls

    pattern = next(pattern for pattern in urls.urlpatterns if pattern.name == "healthz")
    monkeypatch.setattr(pattern, "callback", look)
    return seen


def test_dates_are_those_of_the_persons_own_time_zone(alice, alices_browser, client, zone_seen):
    alice.time_zone = "Pacific/Auckland"
    alice.save()
    alices_browser.get("/healthz")
    client.get("/healthz")
    assert zone_seen == ["Pacific/Auckland", "UTC"]


@pytest.mark.parametrize("name", ["", "Nowhere/Here", "Europe", "../../etc/passwd"])
def test_a_time_zone_that_is_none_falls_back(alice, alices_browser, zone_seen, name):
    type(alice).objects.filter(pk=alice.pk).update(time_zone=name)
    assert alices_browser.get("/healthz").status_code == 200
    assert zone_seen == ["UTC"]
    for page in ("/", "/wins/", "/readiness/", "/settings/"):
        assert alices_browser.get(page).status_code == 200, page


def test_a_shared_packet_of_somebody_in_an_unknown_time_zone_opens(alice, client):
    _, token = make_link(make_packet(alice))
    type(alice).objects.filter(pk=alice.pk).update(time_zone="Nowhere/Here")
    assert client.get(f"/s/{token}/", follow=True).status_code == 200

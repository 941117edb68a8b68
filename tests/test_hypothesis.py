"""Whatever anybody types into whatever form: never a fault, and what was typed is stored or comes back."""

import uuid
from html import unescape

import pytest
from django.test import Client
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from evidence.forms.wins import WinForm
from evidence.win_page import initials
from tests.factories import make_packet, make_win

pytestmark = pytest.mark.django_db

ODD = st.sampled_from(
    [
        *(
            "",
            " ",
            "\x00",
            "a\x00b",
            "<script>alert(1)</script>",
            "💡" * 50,
            "\u202eabc",
            "e\u0301" * 200,
            "'; --",
            "%s",
        ),
        *(
            "{{ x }}",
            "2999-01-01",
            "0001-01-01",
            "-1",
            "1e999",
            "NaN",
            "9" * 400,
            "agency",
            "link agency",
            "x" * 25_000,
        ),
        *("https://a.example/", "javascript:alert(1)", "\r\n\r\n", "../../x", "Monday ", "31 Feb x", "on", "true"),
    ]
)
TYPED = st.one_of(ODD, st.text(st.characters(exclude_categories=["Cs"]), max_size=60))
FEW = settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))


def some(*names: str) -> st.SearchStrategy[dict[str, str]]:
    """A form with any of these fields filled in with anything."""
    return st.fixed_dictionaries({}, optional=dict.fromkeys(names, TYPED))


def send(browser: Client, name: str, sent: dict, *args: object, method: str = "post"):
    """The answer to a form; a fault would come through as the exception that it is."""
    return getattr(browser, method)(reverse(name, args=args), sent)


def test_capture(alice, alices_browser):
    @FEW
    @given(line=TYPED, more=some("skill", "kind"), htmx=st.booleans())
    def check(line, more, htmx):
        headers = {"HX-Request": "true"} if htmx else {}
        before = alice.wins.count()
        sent = {"line": line, "submission": str(uuid.uuid4())} | more
        answer = alices_browser.post(reverse("capture"), sent, headers=headers)
        assert answer.status_code in (200, 302, 422)
        if answer.status_code != 422:
            assert alice.wins.count() == before + 1
        elif not htmx:
            kept = answer.text.split('id="capture"')[1].split('value="')[1].split('"')[0]
            assert unescape(kept).split() == line.split() or "\x00" in line

    check()


def test_a_wins_page(alice, alices_browser):
    win = make_win(alice, skills=["agency"])

    @FEW
    @given(changes=some(*WinForm.Meta.fields, "how_agency", "how_coaching", "initial-title", "initial-action"))
    def check(changes):
        fields = dict(initials(WinForm(instance=win, owner=alice)))
        page = fields | {name.removeprefix("initial-"): value for name, value in fields.items()} | changes
        answer = send(alices_browser, "win", page, win.pk)
        assert answer.status_code in (302, 409, 422)
        assert alices_browser.get(reverse("win", args=[win.pk])).status_code == 200

    check()


def test_the_log(alice, alices_browser):
    @FEW
    @given(sent=some("q", "skill", "kind", "grade", "since", "until", "page", "deleted", "part"))
    def check(sent):
        assert send(alices_browser, "wins", sent, method="get").status_code == 200

    check()


def test_skills(alice, alices_browser):
    win = make_win(alice, skills=["agency"])

    @FEW
    @given(sent=some("change", "skill", "how", "from", "next"))
    def check(sent):
        assert send(alices_browser, "win-skills", sent, win.pk).status_code in (302, 404, 422)

    check()


def test_artifacts(alice, alices_browser):
    win = make_win(alice, skills=["agency"])

    @FEW
    @given(sent=some("url", "title"))
    def check(sent):
        assert send(alices_browser, "win-artifact-add", sent, win.pk).status_code in (302, 422)

    check()


def test_a_line_taken_whole(alice, alices_browser):
    win = make_win(alice, skills=["agency"])

    @FEW
    @given(sent=some("line"))
    def check(sent):
        assert send(alices_browser, "win-date-today", sent, win.pk).status_code in (302, 404)

    check()


def test_the_profile(alice, alices_browser):
    @FEW
    @given(sent=some("level", "track", "target", "target_date", "department", "name", "time_zone", "shortcuts"))
    def check(sent):
        assert send(alices_browser, "settings", sent).status_code in (200, 302, 422)
        assert send(alices_browser, "welcome", sent).status_code in (200, 302, 422)
        assert alices_browser.get("/").status_code == 200

    check()


def test_packets(alice, alices_browser):
    @FEW
    @given(sent=some("recipient", "ask", "summary", "items", "chosen", "up", "down", "days", "offer", "submission"))
    def check(sent):
        packet = make_packet(alice)
        for name in ("packet", "packet-share"):
            assert send(alices_browser, name, sent, packet.pk).status_code in (200, 302, 409, 422)
        assert send(alices_browser, "packet-new", sent).status_code in (302, 422)

    check()


def test_readiness(alice, alices_browser):
    @FEW
    @given(sent=some("on", "open", "gate", "by", "target", "track"))
    def check(sent):
        for name in ("readiness", "readiness-compare", "readiness-history"):
            assert send(alices_browser, name, sent, method="get").status_code in (200, 404, 422)

    check()


def test_the_way_in(alice, alices_browser):
    @FEW
    @given(sent=some("email", "password1", "login", "password", "code"))
    def check(sent):
        stranger = Client()
        for name in ("account_signup", "account_login", "account_reset_password"):
            assert stranger.post(reverse(name), sent).status_code in (200, 302, 422, 429)

    check()

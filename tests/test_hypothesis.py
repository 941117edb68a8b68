"""Whatever anybody types into whatever form: never a fault, and what was typed is stored or comes back."""

import uuid
from html import unescape
from types import SimpleNamespace
from urllib.parse import urlencode

import pytest
from django.test import Client
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from evidence.models import User
from evidence.packets import sharing
from evidence.wins.forms.wins import WinForm
from insights.letters import is_blank
from tests import test_access
from tests.factories import make_packet, make_win

pytestmark = pytest.mark.django_db
world = test_access.world
"""The fixture with one of everything that the routes are about."""

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


def holds(page: str, typed: str) -> bool:
    """Whether a page shows what was typed, white space aside. What shows nothing counts as nothing typed."""
    return is_blank(typed) or " ".join(typed.split()) in " ".join(unescape(page).split())


def test_a_wins_page(alice, alices_browser):
    win = make_win(alice, skills=["agency"])
    words = ("title", "action", "result", "context", "metric_name", "metric_unit", "how_agency", "how_coaching")
    page = WinForm(instance=win, owner=alice).bases()
    page |= {name.removeprefix("initial-"): value for name, value in page.items()}

    @FEW
    @given(changes=some(*WinForm.Meta.fields, *words, "initial-title", "initial-action"))
    def check(changes):
        answer = send(alices_browser, "win", page | changes, win.pk)
        assert answer.status_code in (302, 409, 422)
        after = alices_browser.get(reverse("win", args=[win.pk]))
        assert after.status_code == 200
        shown = after.text if answer.status_code == 302 else answer.text
        for name in words:
            sent = page | changes
            is_untouched = sent.get(name) == sent.get(f"initial-{name}")
            assert is_untouched or holds(shown, changes.get(name, "")), f"{name} lost {changes[name]!r}"
        alices_browser.post(reverse("win", args=[win.pk]), page | changes, headers={"HX-Request": "true"})

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
    @given(sent=some("change", "skill", "from", "next"))
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


def is_called(user: User, name: str) -> bool:
    user.refresh_from_db()
    return user.name == name.strip()


def test_the_profile(alice, alices_browser):
    @FEW
    @given(sent=some("level", "track", "target", "target_date", "department", "name", "time_zone", "shortcuts"))
    def check(sent):
        for name in ("settings", "welcome"):
            answer = alices_browser.post(reverse(name), sent, follow=True)
            assert answer.status_code in (200, 422)
            assert holds(answer.text, sent.get("name", "")) or is_called(alice, sent["name"])
        assert alices_browser.get("/").status_code == 200

    check()


def test_a_packet(alice, alices_browser):
    packet = make_packet(alice)
    words = ("recipient", "ask", "summary")

    @FEW
    @given(sent=some(*words, "link", "was", "move", "then", "initial-ask"), htmx=st.booleans())
    def check(sent, htmx):
        answer = alices_browser.post(
            packet.get_absolute_url(), sent, headers={"HX-Request": "true"} if htmx else {}, follow=True
        )
        assert answer.status_code in (200, 409, 422)
        shown = answer.text if answer.status_code != 200 else alices_browser.get(packet.get_absolute_url()).text
        for name in words:
            is_untouched = sent.get(name) == sent.get(f"initial-{name}")
            assert is_untouched or holds(shown, sent.get(name, "")), f"{name} lost {sent[name]!r}"
        assert alices_browser.get(reverse("packet-preview", args=[packet.pk])).status_code == 200
        assert send(alices_browser, "packet-new", {"submission": sent.get("move", "")}).status_code in (302, 422)

    check()


def test_sharing(alice, alices_browser):
    alice.name = ""
    alice.save()
    packet = make_packet(alice)

    @FEW
    @given(sent=some("name", "recipient", "days", "offer"), is_fresh=st.booleans())
    def check(sent, is_fresh):
        sent = sent | ({"offer": sharing.offer(packet)} if is_fresh else {})
        answer = send(alices_browser, "packet-share", sent, packet.pk)
        assert answer.status_code in (200, 422)
        for name in ("name", "recipient", "days"):
            assert answer.status_code == 200 or holds(answer.text, sent.get(name, "")) or alice.name

    check()


def test_leaving(alice, alices_browser):
    @FEW
    @given(sent=some("password", "email"))
    def check(sent):
        assert send(alices_browser, "settings-delete", sent).status_code in (422, 429)

    check()


def test_readiness(alice, alices_browser):
    @FEW
    @given(sent=some("on", "open", "gate", "by", "target", "track"))
    def check(sent):
        for name in ("readiness", "readiness-compare", "readiness-history"):
            assert send(alices_browser, name, sent, method="get").status_code in (200, 404, 422)

    check()


def test_the_way_in(alice):
    @FEW
    @given(sent=some("email", "password1", "login", "password", "code"))
    def check(sent):
        stranger = Client()
        for name, typed in (
            ("account_signup", "email"),
            ("account_login", "login"),
            ("account_reset_password", ""),  # without mail it shows no form
        ):
            answer = stranger.post(reverse(name), sent)
            assert answer.status_code in (200, 302, 422, 429)
            assert answer.status_code != 422 or holds(answer.text, sent.get(typed, ""))

    check()


KINDS = ("application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "application/json", "text/plain", "x")
NAMES = (
    "q", "page", "part", "deleted", "removed", "open", "gate", "by", "on", "target", "track", "skill", "kind", "line",
    "next", "all", "as", "submission", "change", "capture",
)  # fmt: skip
LITTLE = settings(max_examples=4, deadline=None, suppress_health_check=list(HealthCheck))
STORIES = {"account_logout", "settings-delete", "evidence-export"}
"""They end the story, or tell all of it."""


@pytest.mark.parametrize("name", sorted({name for _, name in test_access.SITE} - STORIES))
def test_no_bytes_are_a_fault(world: SimpleNamespace, name: str):
    browser, where = world.clients["owner"], test_access.address(world, name, "owner")

    @LITTLE
    @given(body=st.binary(max_size=80), kind=st.sampled_from(KINDS), htmx=st.booleans())
    def check(body, kind, htmx):
        headers = {"HX-Request": "true"} if htmx else {}
        query = urlencode(dict.fromkeys(NAMES, body))
        assert browser.get(f"{where}?{query}", headers=headers).status_code < 500
        assert browser.post(where, body, content_type=kind, headers=headers).status_code < 500
        form = "&".join(urlencode({each: body}) for each in NAMES)
        assert browser.post(where, form, content_type=KINDS[0], headers=headers).status_code < 500

    check()

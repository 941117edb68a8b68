"""What is sent after the session has ended, without scripts: it waits for the sign-in, for its owner alone."""

import re
import uuid
from datetime import timedelta
from html import unescape
from html.parser import HTMLParser
from urllib.parse import parse_qs, urlsplit

import pytest
from django.contrib.sessions.models import Session
from django.test import Client
from django.urls import resolve, reverse
from django.utils import timezone

from evidence.account.unsent import MOST, MOST_BYTES, keep
from evidence.management.commands.tidy import tidy_rows
from evidence.models import ShareLink, Unsent
from tests.factories import PASSWORD, make_packet, make_win
from tests.test_access import ROUTES, address, world  # noqa: F401 - a fixture

WORDS = "Cut the “onboarding” goals <to> two\r\nand nobody asked"


class Forms(HTMLParser):
    """The forms of a page: where each is sent to, its fields as a browser sends them, and which of them are typed."""

    def __init__(self, page: str, path: str) -> None:
        super().__init__()
        self.path, self.forms, self.named, self.now, self.area, self.choice = path, [], {}, None, None, None
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        at = dict(attrs)
        if tag == "form" and at.get("method") == "post":
            self.now = {"action": at.get("action") or self.path, "sent": [], "typed": []}
            self.forms.append(self.now)
            self.named[at.get("id")] = self.now
        if tag == "option" and "selected" in at and self.choice:
            self.choice[1] = at.get("value") or ""
        form = self.named.get(at["form"]) if "form" in at else self.now
        if tag == "select" and form is not None:
            self.choice = [at.get("name"), ""]
            form["sent"].append(self.choice)
        if tag not in ("input", "textarea") or form is None or not at.get("name"):
            return
        kind = at.get("type", "text")
        if kind in ("text", "email", "url", "number", "date"):
            form["typed"].append(at["name"])
        if kind not in ("file", "checkbox", "radio", "submit"):
            form["sent"].append([at["name"], at.get("value") or ""])
        self.area = form["sent"][-1] if tag == "textarea" else None

    def handle_data(self, data):
        if self.area:
            self.area[1] += data

    def handle_endtag(self, tag):
        if tag == "form":
            self.now = None
        if tag == "textarea":
            self.area = None


def browser_whose_session_ends(user, page="/"):
    """A browser in which somebody was signed in, had a page, and is signed in no more."""
    browser = Client()
    browser.force_login(user)
    forms = Forms(browser.get(page).text, page).forms
    Session.objects.all().delete()
    return browser, forms


def sign_in(browser, user, answer):
    """The page after signing in where an answer led to; its text."""
    assert answer.status_code == 302 and answer["Location"].startswith("/accounts/login/?next=/unsent/")
    page = browser.get(answer["Location"]).text
    assert "What you sent is kept: it comes back once you have signed in." in page
    then = parse_qs(urlsplit(answer["Location"]).query)["next"][0]
    back = browser.post("/accounts/login/", {"login": user.email, "password": PASSWORD, "next": then})
    assert back["Location"] == then
    return browser.get(then)


def send_now(browser, page):
    """Presses the button of the page that shows what waits."""
    form = Forms(page.text, "").forms[-1]
    assert "Save it now" in page.text
    sent = {}
    for name, value in form["sent"]:
        sent.setdefault(name, []).append(unescape(value))
    return browser.post(form["action"], sent, follow=True)


def stored_name(alice):
    alice.refresh_from_db()
    return alice.name


FORMS = {
    "capture": (lambda alice: "/", "line", {}, lambda alice: alice.wins.get().title),
    "a win": (lambda alice: f"/wins/{make_win(alice).pk}/", "action", {}, lambda alice: alice.wins.get().action),
    "a link": (
        lambda alice: f"/wins/{make_win(alice).pk}/", "title", {"url": "https://wiki.example/x"},
        lambda alice: alice.wins.get().artifacts.get().title,
    ),
    "a packet": (
        lambda alice: make_packet(alice).get_absolute_url(), "summary", {}, lambda alice: alice.packets.get().summary,
    ),
    "sharing": (
        lambda alice: f"{make_packet(alice).get_absolute_url()}share/", "recipient", {},
        lambda alice: ShareLink.objects.get().recipient,
    ),
    "the profile": (lambda alice: "/settings/", "name", {"time_zone": "UTC"}, stored_name),
    "the first questions": (lambda alice: "/welcome/", "name", {"time_zone": "UTC"}, stored_name),
}  # fmt: skip
"""Where a form stands, a field of it, what else it needs, and what is stored of the field."""


@pytest.mark.parametrize("which", FORMS)
def test_what_was_sent_comes_back_after_the_sign_in_and_is_saved_by_one_press(alice, which):
    page_of, field, more, stored = FORMS[which]
    page = page_of(alice)
    browser, forms = browser_whose_session_ends(alice, page)
    form = next(form for form in forms if field in form["typed"] and set(more) <= {*form["typed"], "time_zone"})
    words = WORDS if field in ("action", "summary") else WORDS.replace("\r\n", " ")
    answer = browser.post(form["action"], dict(form["sent"]) | more | {field: words})
    waits = sign_in(browser, alice, answer)
    assert unescape(waits.text.split("<dl")[1]).count("nobody asked") >= 1
    assert waits["Cache-Control"] == "private, no-store"
    assert ("Files were not kept." in waits.text) == (which == "a link")
    for _ in range(2):  # once more, and nothing happens twice
        send_now(browser, waits)
        assert stored(alice).split() == words.split()
        assert not alice.unsent.exists()


def test_nobody_else_sees_what_waits_in_no_browser(alice, bob, maya):
    browser, _ = browser_whose_session_ends(alice)
    answer = browser.post("/capture/", {"line": "What nobody else should read"})
    then = parse_qs(urlsplit(answer["Location"]).query)["next"][0]
    for other in (bob, maya):
        for somewhere in (browser, Client()):
            somewhere.force_login(other)
            page = somewhere.get(then)
            assert page.status_code == 404 and "nobody else" not in page.text
    browser.logout()
    assert "nobody else" in sign_in(browser, alice, answer).text


@pytest.mark.parametrize("of", ["nobody", "signed out", "forged", "deleted", "a script"])
def test_of_whom_nothing_is_known_nothing_is_kept(alice, of):
    browser, _ = browser_whose_session_ends(alice)
    more = {}
    if of == "nobody":
        browser = Client()
    elif of == "signed out":
        browser.force_login(alice)
        browser.post("/accounts/logout/")
    elif of == "forged":
        browser.cookies["person"] = f"{alice.pk}:1abcde:{'x' * 43}"
    elif of == "deleted":
        alice.delete()
    else:
        more = {"HTTP_SEC_FETCH_MODE": "no-cors"}
    answer = browser.post("/capture/", {"line": "What nobody else should read"}, **more)
    assert answer["Location"] == "/accounts/login/?next=/capture/"
    assert not Unsent.objects.exists()


def test_who_signs_in_by_another_way_finds_it_too_until_it_is_taken(alice):
    browser, _ = browser_whose_session_ends(alice)
    browser.post("/capture/", {"line": "x" * 60_000, "submission": str(uuid.uuid4())})
    sent = {"login": alice.email, "password": PASSWORD}
    where = Client().post("/accounts/login/", sent)["Location"]
    assert where == reverse("unsent", args=[alice.unsent.get().token])
    browser.post("/accounts/login/", sent)
    answer = send_now(browser, browser.get(where))
    assert answer.status_code == 422 and alice.unsent.exists()
    browser.post("/capture/", {"line": "Shorter", "submission": str(uuid.uuid4()), "unsent": alice.unsent.get().token})
    assert not alice.unsent.exists() and alice.wins.get().title == "Shorter"
    assert Client().post("/accounts/login/", sent)["Location"] == "/"


def test_what_changes_by_a_button_is_not_kept(alice):
    win = make_win(alice)
    browser, _ = browser_whose_session_ends(alice)
    for route in ("win-delete", "win-undo", "win-restore", "win-skills"):
        browser.post(reverse(route, args=[win.pk]), {"change": "link agency"})
    browser.post("/settings/delete/", {"password": PASSWORD})
    browser.post("/accounts/reauthenticate/", {"password": PASSWORD})
    assert not Unsent.objects.exists()


def test_it_waits_a_day_and_so_many_at_once(alice):
    assert keep(alice.pk, "/capture/", [("line", "x" * MOST_BYTES)], took_files=False) is None
    rows = [keep(alice.pk, "/capture/", [("line", str(nth))], took_files=False) for nth in range(MOST + 2)]
    assert set(alice.unsent.all()) == set(rows[2:])
    browser = Client()
    browser.force_login(alice)
    where = reverse("unsent", args=[rows[-1].token])
    assert browser.get(where).status_code == 200
    alice.unsent.update(created_at=timezone.now() - timedelta(days=1))
    assert browser.get(where).status_code == 404
    assert tidy_rows(Unsent, timezone.now()) == MOST


def test_every_form_with_words_keeps_them(world):  # noqa: F811
    """A form that asks for words goes to a view that says `@takes_words`; passwords and addresses are no words."""
    seen = set()
    for path in {address(world, name, "owner") for name in ROUTES}:
        if path.startswith(("/accounts/", "/admin/")):
            continue
        page = world.clients["owner"].get(path, follow=True)
        for form in Forms(page.text, page.request["PATH_INFO"]).forms if "html" in page["Content-Type"] else ():
            if form["typed"] and not re.match("/(accounts|settings/delete)/", form["action"]):
                seen.add(urlsplit(form["action"]).path)
    for action in seen:
        view = resolve(action).func
        assert getattr(view, "takes_words", False), f"{action}: mark its view with @takes_words"
    assert len(seen) >= 7

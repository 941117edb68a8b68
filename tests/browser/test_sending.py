"""Sending in a real browser: only an answer of ours counts, and what has none waits and is sent again by itself."""

import sqlite3
import uuid

import pytest
from django.db import OperationalError
from playwright.sync_api import expect

from evidence.packets.changes import create
from evidence.wins.saving import save_win
from evidence.wins.views import wins
from tests.browser.between import EXPECTED, Between, foreign
from tests.browser.waiting import eventually
from tests.evidence.packets.drafts import coaching
from tests.factories import make_win


@pytest.fixture(autouse=True)
def answers_are_strange(visit):
    visit.expect(*EXPECTED)


def test_a_line_outlives_every_answer_that_is_not_ours_and_makes_one_win(alice, visit):
    page = visit(alice)
    page.goto("/")
    between = Between(page, "**/capture/")
    page.locator("#capture").fill("Written behind a proxy")
    page.keyboard.press("Enter")
    between.each(lambda: expect(page.locator("#capture")).to_have_value("Written behind a proxy"))
    expect(page.locator("#week .week-win h3")).to_have_text("Written behind a proxy")
    expect(page.locator("#capture")).to_have_value("")
    assert alice.wins.count() == 1
    assert len(set(between.sent)) == 1, "the same was sent each time, under the same submission"
    assert page.url.endswith("/")


def test_a_win_outlives_every_answer_that_is_not_ours(alice, visit):
    win = make_win(alice)
    page = visit(alice)
    page.goto(f"/wins/{win.pk}/")
    between = Between(page, f"**/wins/{win.pk}/")
    page.locator("#id_action").fill("one\ntwo")

    def holds():
        expect(page.locator("#save-state")).to_have_text("Not saved, kept here")
        expect(page.locator("#id_action")).to_have_value("one\ntwo")
        assert "one" in page.evaluate("JSON.stringify(sessionStorage)")

    between.each(holds)
    expect(page.locator("#save-state")).to_contain_text("Saved")
    assert alice.wins.get().action == "one\ntwo"
    assert "one" not in page.evaluate("JSON.stringify(sessionStorage)")


def test_the_words_of_a_packet_outlive_every_answer_that_is_not_ours(alice, visit):
    packet = alice.packets.create(target_id="director")
    page = visit(alice)
    page.goto(packet.get_absolute_url())
    between = Between(page, f"**{packet.get_absolute_url()}")
    page.get_by_label("The case, in your words").fill("What I carry")
    page.locator(".progress").get_by_role("button", name="Save").click()
    between.each(lambda: expect(page.get_by_label("The case, in your words")).to_have_value("What I carry"))
    expect(page.locator("#packet-saved")).to_contain_text("Saved")
    assert alice.packets.get().summary == "What I carry"


def test_every_other_form_too_and_it_is_sent_again_without_a_click(alice, visit):
    win = make_win(alice, skills=["agency"])
    page = visit(alice)
    page.goto(f"/wins/{win.pk}/")
    once = {"a page": foreign(200), "a redirect": foreign(302, "", Location="/wins/")}
    skills = Between(page, "**/skills/", dict(once))
    page.locator("#unlink-agency").click()
    expect(page.locator(".unsent")).to_contain_text("sent again by itself")
    expect(page.locator("#id_how_agency")).to_be_visible()
    page.locator("#artifacts summary").click()
    files = Between(page, "**/artifacts/**", dict(once))
    page.locator("#artifact-url").fill("https://example.org/kept")
    page.locator("#artifact-files").set_input_files(
        {"name": "notes.txt", "mimeType": "text/plain", "buffer": b"all that was said"}
    )
    page.get_by_role("button", name="Add", exact=True).click()
    expect(page.locator("#artifacts")).to_contain_text("notes.txt", timeout=15_000)
    expect(page.locator(".unsent")).to_be_empty()
    assert (win.links.count(), win.artifacts.count()) == (0, 2)
    assert (len(skills.sent), len(files.sent)) == (3, 3)


def test_a_part_that_is_only_shown_is_not_swapped_for_a_strange_page(alice, visit):
    visit.expect("htmx: htmx:error")
    make_win(alice, "A win that stays")
    page = visit(alice)
    page.goto("/wins/")
    page.route("**/wins/?*", foreign(200))
    page.locator("#search").press_sequentially("zzz")
    expect(page.locator("#notices")).to_contain_text("Not loaded. Something else answered")
    expect(page.locator(".log-win")).to_have_count(1)
    page.unroute("**/wins/?*")
    page.locator("#search").fill("stays")
    expect(page.locator("#results")).to_contain_text("found")


def test_a_busy_server_is_said_and_what_was_typed_goes_again(alice, visit, monkeypatch):
    win = make_win(alice)
    page = visit(alice)
    page.goto(f"/wins/{win.pk}/")
    busy = [sqlite3.OperationalError("database is locked")]
    busy[0].sqlite_errorcode = sqlite3.SQLITE_BUSY

    def save(*sent):
        if busy:
            raise OperationalError from busy.pop()
        return save_win(*sent)

    monkeypatch.setattr(wins, "save_win", save)
    page.locator("#id_action").fill("Typed while somebody wrote")
    expect(page.locator(".unsent")).to_contain_text("Not saved, kept here. The server is busy.")
    expect(page.locator("#save-state")).to_contain_text("Saved")
    expect(page.locator(".unsent")).to_be_empty()
    assert alice.wins.get().action == "Typed while somebody wrote"


def test_a_line_typed_over_one_that_waits_loses_neither_over_a_reload(alice, visit):
    page = visit(alice)
    page.on("dialog", lambda dialog: dialog.accept())
    page.goto("/")
    page.context.set_offline(True)
    for line in ("The first line", "The second line"):
        page.locator("#capture").fill(line)
        page.keyboard.press("Enter")
    page.locator("#capture").fill("Half a third")
    expect(page.locator(".unsent")).to_contain_text("“The first line”")
    page.context.set_offline(False)
    page.reload()
    expect(page.locator("#week .week-win")).to_have_count(2)
    expect(page.locator("#capture")).to_have_value("Half a third")
    eventually(lambda: {win.title for win in alice.wins.all()} == {"The first line", "The second line"})


def test_a_lost_answer_moves_a_win_of_a_packet_once(alice, visit):
    coaching(alice)
    packet = create(alice, uuid.uuid4())
    page = visit(alice)
    page.goto(packet.get_absolute_url())
    lost = [1]

    def lose_the_answer(route):
        if route.request.method == "POST" and lost:
            lost.pop()
            route.fetch()
            route.abort()
        else:
            route.continue_()

    page.route(f"**{packet.get_absolute_url()}", lose_the_answer)
    page.get_by_role("button", name="Move up: Coached 5").click()
    expect(page.locator(".unsent")).to_contain_text("There is no connection.")
    page.get_by_role("button", name="Send it now").click()
    expect(page.locator("#packet-saved")).to_contain_text("Saved")
    expect(page.locator("#coaching ol label")).to_have_text(["Coached 60", "Coached 5", "Coached 110"])

"""Suggested skills in a real browser: chips, their reasons, Undo, none of these; the old wins by keyboard."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import PHONE
from tests.browser.looks import wrong_with
from tests.browser.waiting import eventually
from tests.factories import make_win

OWNED = "Nobody owned the failed syncs; we agreed on one definition with legal and sales"
SKILLS = ["Agency", "Creating clarity", "Stakeholder alignment"]
pytestmark = pytest.mark.usefixtures("telling_words")


def focused(page):
    return page.evaluate("document.activeElement.id || document.activeElement.tagName")


def reasons(page):
    """The reasons that one sees."""
    return page.locator(".why > span:visible").all_inner_texts()


def chip(page, name):
    """The first button of a skill, whatever sign stands in front of its name."""
    return page.get_by_role("button", name=re.compile(rf"^\W*{name}$")).first


def test_a_typed_win_gets_its_chips_with_the_answer_and_one_tap_links(alice, visit):
    page = visit(alice)
    page.goto("/")
    sent = []
    page.on("request", lambda request: request.resource_type in ("fetch", "xhr") and sent.append(request.url))
    page.locator("#capture").fill(OWNED)
    page.keyboard.press("Enter")
    chips = page.locator("#week .chip")
    expect(chips).to_have_text(SKILLS)
    assert [url for url in sent if not url.endswith("/capture/")] == []
    chips.first.click()
    expect(chip(page, "Agency")).to_have_attribute("aria-pressed", "true")
    expect(page.get_by_role("status").filter(has_text="Linked: Agency.")).to_be_visible()
    win = alice.wins.get()
    assert win.links.get().skill_id == "agency"
    assert focused(page) == f"chip-{win.pk}-agency"
    page.get_by_role("button", name="Undo").click()
    expect(chip(page, "Agency")).to_have_attribute("aria-pressed", "false")
    assert focused(page) == f"undo-{win.pk}"
    assert not win.links.exists() and not alice.skill_answers.exists()


def test_none_of_these_by_keyboard_and_back(alice, visit):
    win = make_win(alice, OWNED)
    page = visit(alice)
    page.goto("/")
    page.get_by_role("button", name="None of these").focus()
    page.keyboard.press("Enter")
    expect(page.locator("#week .chip")).to_have_count(0)
    expect(page.locator("#week")).to_contain_text("It speaks for no skill yet.")
    assert page.evaluate("document.activeElement.textContent") == "Undo"
    page.keyboard.press("Enter")
    expect(page.locator("#week .chip")).to_have_text(SKILLS)
    assert focused(page) == f"none-{win.pk}"
    assert not alice.skill_answers.exists()


def test_each_chip_says_why_on_focus_and_on_hover(alice, visit):
    win = make_win(alice, OWNED)
    page = visit(alice)
    for address in ("/", f"/wins/{win.pk}/"):
        page.goto(address)
        assert reasons(page) == ["Agency: suggested by “nobody owned”."]
        place = "chip => chip.getBoundingClientRect().top + window.scrollY"
        before = page.locator(".chip").first.evaluate(place)
        chip(page, "Creating clarity").focus()
        page.keyboard.press("Shift+Tab")
        page.keyboard.press("Tab")
        assert reasons(page) == ["Creating clarity: suggested by “one definition”."]
        chip(page, "Stakeholder alignment").hover()
        assert "Stakeholder alignment: suggested by “legal and sales”." in reasons(page)
        assert page.locator(".chip").first.evaluate(place) == before
        page.mouse.move(0, 0)


def test_a_finger_finds_every_reason_on_a_phone(alice, visit):
    win = make_win(alice, OWNED)
    page = visit(alice, width=PHONE, touch=True)
    for address in ("/", f"/wins/{win.pk}/", "/wins/unlinked/"):
        page.goto(address)
        assert len(reasons(page)) == 3
        assert wrong_with(page) == []
    page.locator(".chip").first.tap()
    eventually(lambda: win.links.filter(skill="agency").exists())


def test_the_page_of_a_win_suggests_anew_as_its_words_change(alice, visit):
    win = make_win(alice, "Ended the failed syncs")
    page = visit(alice)
    page.goto(f"/wins/{win.pk}/")
    page.locator("#id_action").press_sequentially("Nobody owned them")
    expect(page.locator("#suggested .chip")).to_have_text(["Agency"])
    drawn = page.locator("#suggested .chip").element_handle()
    page.locator("#id_action").press_sequentially(", and they cost us two days a week")
    eventually(lambda: "two days" in alice.wins.get().action)
    expect(page.locator("#save-state")).to_contain_text("Saved")
    assert drawn.evaluate("chip => chip.isConnected")


def test_no_chip_moves_while_the_pointer_or_the_focus_is_on_it(alice, visit):
    win = make_win(alice, "Nobody owned the failed syncs")
    page = visit(alice)
    page.goto(f"/wins/{win.pk}/")
    page.locator("#id_action").fill("With one definition")
    page.locator("#suggested .chip").first.hover()
    eventually(lambda: alice.wins.get().action == "With one definition")
    expect(page.locator("#save-state")).to_contain_text("Saved")
    page.wait_for_timeout(300)
    expect(page.locator("#suggested .chip")).to_have_text(["Agency"])
    page.mouse.move(0, 0)
    page.locator("#id_action").press_sequentially(" of them")
    expect(page.locator("#suggested .chip")).to_have_text(["Agency", "Creating clarity"])


def test_linking_on_the_page_of_a_win_leads_the_focus_to_the_way_back(alice, visit):
    win = make_win(alice, OWNED)
    page = visit(alice)
    page.goto(f"/wins/{win.pk}/")
    chip(page, "Agency").click()
    expect(page.locator("#id_how_agency")).to_be_visible()
    assert page.evaluate("document.activeElement.textContent") == "Undo"
    page.keyboard.press("Enter")
    expect(page.locator("#suggested .chip")).to_have_text(SKILLS)
    assert focused(page) == f"chip-{win.pk}-agency"


@pytest.fixture
def old_wins(alice):
    return [make_win(alice, f"{OWNED} {number}", days_ago=40 + number) for number in range(3)]


def test_the_old_wins_are_gone_through_by_keyboard(alice, visit, old_wins):
    first, second, third = old_wins
    page = visit(alice)
    page.goto("/")
    page.get_by_role("link", name="Link old wins").click()
    expect(page.locator("#keys")).to_be_visible()
    page.keyboard.press("1")
    assert focused(page) == f"win-{first.pk}", "the first key chooses a win, and does nothing to it yet"
    page.keyboard.press("2")
    assert focused(page) == f"win-{second.pk}"
    expect(page.locator("#left")).to_have_text("Linked: Creating clarity. Two wins speak for no skill yet.")
    page.keyboard.press("0")
    expect(page.locator("#left")).to_have_text("None of these. One win speaks for no skill yet.")
    page.keyboard.press("u")
    expect(page.locator("#left")).to_have_text("Undone. Two wins speak for no skill yet.")
    assert focused(page) == f"win-{second.pk}"
    for key, where in (("j", third), ("ArrowDown", third), ("k", second), ("ArrowUp", first), ("ArrowDown", second)):
        page.keyboard.press(key)
        assert focused(page) == f"win-{where.pk}"
    page.keyboard.press("0")
    expect(page.locator("#left")).to_have_text("None of these. One win speaks for no skill yet.")
    page.reload()
    expect(page.locator("#unlinked article")).to_have_count(1)
    assert {win.pk: [link.skill_id for link in win.links.all()] for win in old_wins} == {
        first.pk: ["clarity"], second.pk: [], third.pk: [],
    }  # fmt: skip


def test_a_held_key_answers_one_win_and_moves_through_many(alice, visit, old_wins):
    first, second, third = old_wins
    page = visit(alice)
    page.goto("/wins/unlinked/")
    page.keyboard.press("j")
    for _ in range(3):  # without letting go: the browser repeats it
        page.keyboard.down("1")
    assert focused(page) == f"win-{second.pk}"
    page.keyboard.up("1")
    for _ in range(3):
        page.keyboard.down("k")
    assert focused(page) == f"win-{first.pk}"
    page.keyboard.up("k")
    expect(page.locator("#left")).to_have_text("Linked: Agency. Two wins speak for no skill yet.")
    assert not second.links.exists() and not third.links.exists()


def test_u_goes_on_taking_back_the_last_answer_first(alice, visit, old_wins):
    first, second, third = old_wins
    page = visit(alice)
    page.goto("/wins/unlinked/")
    for key in "j120":
        page.keyboard.press(key)
    expect(page.locator("[data-undo]")).to_have_count(3)
    page.locator(f"#undo-{second.pk}").click()
    expect(page.locator("[data-undo]")).to_have_count(2)
    for win, left in ((third, 1), (first, 0)):  # the second has been taken back by hand
        page.keyboard.press("u")
        expect(page.locator("[data-undo]")).to_have_count(left)
        assert focused(page) == f"win-{win.pk}"
    page.keyboard.press("u")
    expect(page.locator("#left")).to_have_text("Undone. Three wins speak for no skill yet.")
    assert not alice.skill_answers.exists()


def test_without_shortcuts_no_key_does_anything(alice, visit, old_wins):
    alice.shortcuts = False
    alice.save()
    page = visit(alice)
    page.goto("/wins/unlinked/")
    for key in "j10u":
        page.keyboard.press(key)
    page.wait_for_timeout(200)
    expect(page.locator("#keys")).to_be_hidden()
    assert focused(page) == "BODY"
    assert not alice.skill_answers.exists()


def test_without_scripts_the_list_and_its_undo_are_buttons(alice, visit, old_wins):
    page = visit(alice, scripts=False)
    page.goto("/wins/unlinked/")
    chip(page, "Agency").click()
    expect(page.locator(".notice")).to_contain_text("Linked: Agency.")
    expect(page.locator("#unlinked article")).to_have_count(2)
    page.get_by_role("button", name="None of these").first.click()
    expect(page.locator(".notice")).to_contain_text("None of these.")
    page.get_by_role("button", name="Undo").click()
    expect(page.locator("#unlinked article")).to_have_count(2)
    assert re.search(r"/wins/unlinked/", page.url)
    assert [answer.skill_id for answer in alice.skill_answers.all()] == ["agency"]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nothing_is_wrong_with_the_list_while_it_is_gone_through(alice, visit, old_wins, scheme):
    make_win(alice, "Attended the review", days_ago=50)
    page = visit(alice, scheme=scheme)
    page.goto("/wins/unlinked/")
    for key in "j10":
        page.keyboard.press(key)
    expect(page.locator("[data-undo]")).to_have_count(2)
    assert wrong_with(page) == []

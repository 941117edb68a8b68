"""Writing hints in a real browser: they come and go with the words, hinder nothing, and can be switched off."""

import pytest
from playwright.sync_api import expect

from tests.browser.looks import wrong_with
from tests.browser.waiting import eventually
from tests.factories import make_win

VAGUE = {"action": "Rewrote the importer with Mei.", "result": "Imports are much faster now."}


def test_a_hint_comes_with_the_words_and_goes_with_them(alice, visit):
    win = make_win(alice, action=VAGUE["action"])
    page = visit(alice)
    page.goto(f"/wins/{win.pk}/")
    hints, said = page.locator("#hints"), page.locator("#hints-said")
    expect(hints).to_contain_text("What is different now because you did this")
    expect(said).to_be_empty()
    page.locator("#id_result").press_sequentially("Imports are much faster")
    expect(hints).to_contain_text("“faster”: how much, and from what to what?")
    expect(said).to_contain_text("“faster”")
    expect(page.locator("#id_result")).to_be_focused()
    page.locator("#id_result").press_sequentially(", 4 minutes where it was 30")
    expect(hints.locator(".was")).to_have_count(0)
    expect(said).to_be_empty()
    expect(page.locator("#id_result")).to_be_focused()
    expect(page.locator("#id_result")).to_have_value("Imports are much faster, 4 minutes where it was 30")


def test_typing_on_neither_closes_an_example_nor_announces_the_hint_again(alice, visit):
    win = make_win(alice, **VAGUE)
    page = visit(alice)
    page.goto(f"/wins/{win.pk}/")
    page.get_by_text("Why, and an example").click()
    expect(page.get_by_text("9 of 100")).to_be_visible()
    page.evaluate("""() => {
        window.announced = 0;
        new MutationObserver(() => announced++).observe(document.getElementById("hints-said"), {childList: true});
    }""")
    for words in ("In spring", ", for the new shop", ", as Mei had asked"):
        page.locator("#id_context").press_sequentially(words, delay=60)
        expect(page.locator("#save-state")).to_contain_text("Saved")
    eventually(lambda: alice.wins.get().context == "In spring, for the new shop, as Mei had asked")
    expect(page.get_by_text("9 of 100")).to_be_visible()
    assert page.evaluate("announced") == 0


def test_a_hint_is_switched_off_with_undo_and_the_keyboard_stays_where_it_was(alice, visit):
    win = make_win(alice, **VAGUE)
    page = visit(alice)
    page.goto(f"/wins/{win.pk}/")
    page.get_by_role("button", name="Don’t show this again").press("Enter")
    expect(page.locator("#hints")).to_contain_text("Not shown on any win from now on: No number where one is natural.")
    undo = page.get_by_role("button", name="Undo", exact=True)
    expect(undo).to_be_focused()
    page.locator("#id_context").fill("In spring")
    expect(page.locator("#save-state")).to_contain_text("Saved")
    expect(undo).to_be_visible()
    undo.press("Enter")
    expect(page.locator("#hints")).to_contain_text("“faster”: how much")
    expect(page.get_by_role("button", name="Don’t show this again")).to_be_focused()
    alice.refresh_from_db()
    assert alice.hints_off == []


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no-scripts"])
def test_a_hint_that_is_off_is_found_in_settings(alice, visit, scripts):
    win = make_win(alice, **VAGUE)
    page = visit(alice, scripts=scripts)
    page.goto(f"/wins/{win.pk}/")
    page.get_by_role("button", name="Don’t show this again").click()
    expect(page.get_by_role("button", name="Undo", exact=True)).to_be_visible()
    page.goto("/settings/")
    page.get_by_role("button", name="Show again").click()
    expect(page.locator("#notices")).to_contain_text("Shown again: No number where one is natural.")
    page.goto(f"/wins/{win.pk}/")
    expect(page.locator("#hints")).to_contain_text("“faster”: how much")


def test_without_scripts_a_hint_comes_with_the_saved_page_and_can_be_undone(alice, visit):
    win = make_win(alice)
    page = visit(alice, scripts=False)
    page.goto(f"/wins/{win.pk}/")
    for name, words in VAGUE.items():
        page.locator(f"#id_{name}").fill(words)
    page.get_by_role("button", name="Save changes").click()
    expect(page.locator("#hints")).to_contain_text("“faster”: how much")
    page.get_by_role("button", name="Don’t show this again").click()
    page.get_by_role("button", name="Undo", exact=True).click()
    expect(page.locator("#hints")).to_contain_text("“faster”: how much")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 390])
def test_two_hints_opened_and_one_switched_off_are_without_barriers(alice, visit, width, scheme):
    win = make_win(alice, action="We moved the fast items to the front.", result="Picking is a lot quicker.")
    page = visit(alice, width=width, scheme=scheme)
    page.goto(f"/wins/{win.pk}/")
    for summary in page.get_by_text("Why, and an example").all():
        summary.click()
    assert wrong_with(page) == []
    page.get_by_role("button", name="Don’t show this again").first.click()
    expect(page.get_by_role("button", name="Undo", exact=True)).to_be_visible()
    assert wrong_with(page) == []
    page.goto("/settings/")
    expect(page.get_by_role("button", name="Show again")).to_be_visible()
    assert wrong_with(page) == []

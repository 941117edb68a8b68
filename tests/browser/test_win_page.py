"""A win's page in a real browser: saving by itself, two tabs, lost connections."""

import time

import pytest
from playwright.sync_api import expect

from evidence.wins.saving import save_win
from evidence.wins.views import wins
from tests.browser.waiting import eventually
from tests.factories import make_win


def test_a_field_saves_itself_a_moment_after_typing_stops(alice, visit):
    win = make_win(alice)
    page = visit(alice)
    page.goto(f"/wins/{win.pk}/")
    page.locator("#id_action").press_sequentially("Collected thirty threads into five themes")
    expect(page.locator("#save-state")).to_contain_text("Saved")
    page.locator("#id_result").press_sequentially("Two teams changed their plans")
    expect(page.locator("#worth")).to_contain_text("What it is worth: told")
    win.refresh_from_db()
    assert (win.action, win.result) == ("Collected thirty threads into five themes", "Two teams changed their plans")


def test_on_a_phone_a_line_above_the_form_leads_to_what_the_win_is_worth(alice, visit):
    win = make_win(alice)
    page = visit(alice, width=390)
    page.goto(f"/wins/{win.pk}/")
    line = page.locator("#worth-line")
    expect(line).to_have_text("Noted. What it needs to be told")
    assert line.bounding_box()["y"] < page.locator("#id_date").bounding_box()["y"]
    page.locator("#id_action").press_sequentially("Collected thirty threads")
    page.locator("#id_result").press_sequentially("Two teams changed plans")
    expect(line).to_have_text("Told. What it needs to be backed")
    line.get_by_role("link").click()
    expect(page.locator("#worth")).to_be_in_viewport()
    page.set_viewport_size({"width": 1280, "height": 900})
    expect(line).to_be_hidden()


def test_the_sentence_of_a_link_saves_itself_too(alice, visit):
    win = make_win(alice, skills=["agency"], how="")
    page = visit(alice)
    page.goto(f"/wins/{win.pk}/")
    page.locator("#id_how_agency").press_sequentially("Nobody had asked for it")
    eventually(lambda: win.links.get().how == "Nobody had asked for it")


def test_a_link_and_its_sentence_right_after_it(alice, visit):
    win = make_win(alice)
    page = visit(alice)
    page.goto(f"/wins/{win.pk}/")
    page.get_by_role("combobox", name="Another skill").select_option("agency")
    page.get_by_role("button", name="Link it").click()
    page.locator("#id_how_agency").press_sequentially("Nobody had asked for it")
    eventually(lambda: win.links.get().how == "Nobody had asked for it")


def test_two_tabs_show_both_texts_and_lose_neither(alice, visit):
    visit.expect("409")
    win = make_win(alice)
    one, two = visit(alice), visit(alice)
    for page in (one, two):
        page.goto(f"/wins/{win.pk}/")
    one.locator("#id_action").fill("What tab one says")
    eventually(lambda: alice.wins.get().action == "What tab one says")
    two.locator("#id_action").fill("What tab two says")
    expect(two.locator("#conflicts")).to_contain_text("What tab one says")
    expect(two.locator("#id_action")).to_have_value("What tab two says")
    win.refresh_from_db()
    assert win.action == "What tab one says"
    # While it is not settled, typing on does not overwrite the other.
    two.locator("#id_action").press_sequentially(" and more")
    two.wait_for_timeout(1200)
    win.refresh_from_db()
    assert win.action == "What tab one says"
    two.get_by_role("button", name="Keep mine").click()
    expect(two.locator("#conflicts")).to_be_empty()
    win.refresh_from_db()
    assert win.action.startswith("What tab two says")


def test_while_a_field_waits_for_a_decision_all_else_is_saved(alice, visit):
    visit.expect("409")
    win = make_win(alice, skills=["agency"], how="")
    one, two = visit(alice), visit(alice)
    for page in (one, two):
        page.goto(f"/wins/{win.pk}/")
    one.locator("#id_action").fill("What tab one says")
    eventually(lambda: alice.wins.get().action == "What tab one says")
    two.locator("#id_action").fill("What tab two says")
    expect(two.locator("#conflicts")).to_contain_text("What tab one says")
    # By itself, by Enter, and on the way out.
    two.locator("#id_context").fill("Typed meanwhile")
    eventually(lambda: alice.wins.get().context == "Typed meanwhile")
    two.locator("#id_metric_name").fill("Churn")
    two.keyboard.press("Enter")
    eventually(lambda: alice.wins.get().metric_name == "Churn")
    two.locator("#id_how_agency").fill("Typed and left")
    two.locator("#id_action").press_sequentially(", and more")
    two.goto("/wins/")
    eventually(lambda: win.links.get().how == "Typed and left")
    assert alice.wins.get().action == "What tab one says"
    # What waits comes back with its page, in conflict as before.
    two.goto(f"/wins/{win.pk}/")
    expect(two.locator("#id_action")).to_have_value("What tab two says, and more")
    expect(two.locator("#conflicts")).to_contain_text("What tab one says")
    assert alice.wins.get().action == "What tab one says"
    two.get_by_role("button", name="Keep mine").click()
    expect(two.locator("#conflicts")).to_be_empty()
    expect(two.locator("#save-state")).to_contain_text("Saved")
    assert alice.wins.get().action == "What tab two says, and more"


def test_a_page_that_is_left_while_it_saves_is_not_in_conflict_with_itself(alice, visit, monkeypatch):
    win = make_win(alice)
    page = visit(alice)
    page.goto(f"/wins/{win.pk}/")
    monkeypatch.setattr(wins, "save_win", lambda *sent: (save_win(*sent), time.sleep(1))[0])
    page.locator("#id_action").fill("one\ntwo")
    eventually(lambda: alice.wins.get().action == "one\ntwo")
    page.locator("#id_action").press_sequentially(" and three")
    page.close()
    eventually(lambda: alice.wins.get().action == "one\ntwo and three")


def test_the_other_text_can_be_taken(alice, visit):
    visit.expect("409")
    win = make_win(alice)
    one, two = visit(alice), visit(alice)
    for page in (one, two):
        page.goto(f"/wins/{win.pk}/")
    one.locator("#id_action").fill("What tab one says")
    one.locator("#id_action").blur()
    eventually(lambda: alice.wins.get().action == "What tab one says")
    two.locator("#id_action").fill("What tab two says")
    two.get_by_role("link", name="Take the other").click()
    expect(two.locator("#id_action")).to_have_value("What tab one says")


def test_a_lost_connection_keeps_the_words_over_a_reload(alice, visit):
    visit.expect("Failed to load resource", "Failed to fetch")
    win = make_win(alice)
    page = visit(alice)
    page.on("dialog", lambda dialog: dialog.accept())
    page.goto(f"/wins/{win.pk}/")
    page.context.set_offline(True)
    page.locator("#id_action").press_sequentially("Written in a tunnel")
    expect(page.locator("#save-state")).to_have_text("Not saved, kept here")
    page.context.set_offline(False)
    page.reload()
    expect(page.locator("#id_action")).to_have_value("Written in a tunnel")
    eventually(lambda: alice.wins.get().action == "Written in a tunnel")


def test_a_wrong_number_is_said_beside_its_field_and_nothing_typed_is_lost(alice, visit):
    visit.expect("422")
    win = make_win(alice)
    page = visit(alice)
    page.goto(f"/wins/{win.pk}/")
    page.locator("#id_metric_after").fill("many")
    expect(page.locator("#e-metric_after")).to_contain_text("Give a number")
    expect(page.locator("#id_metric_after")).to_have_value("many")
    page.locator("#id_metric_after").fill("12")
    expect(page.locator("#e-metric_after")).to_be_empty()
    expect(page.locator("#save-state")).to_contain_text("Saved")


def test_delete_and_undo(alice, visit):
    win = make_win(alice, "Newsletter no. 4")
    page = visit(alice)
    page.goto(f"/wins/{win.pk}/")
    page.get_by_role("button", name="Delete this win").click()
    expect(page.locator(".deleted")).to_contain_text("Deleted “Newsletter no. 4”")
    page.get_by_role("button", name="Undo").click()
    expect(page.locator("h1")).to_have_text("Newsletter no. 4")


def test_the_log_searches_as_one_types_and_loads_on_scroll(alice, visit):
    for number in range(120):
        make_win(alice, f"Win {number:03}", days_ago=number)
    page = visit(alice)
    page.goto("/wins/")
    expect(page.locator(".log-win")).to_have_count(50)
    page.locator("#more").scroll_into_view_if_needed()
    expect(page.locator(".log-win")).to_have_count(100)
    page.locator("#more").scroll_into_view_if_needed()
    expect(page.locator(".log-win")).to_have_count(120)
    page.locator("#search").press_sequentially("win 07")
    expect(page.locator(".log-win")).to_have_count(12)


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
def test_the_filters_of_the_log_outlive_reload_and_back(alice, visit, scripts):
    for number in range(60):
        make_win(alice, f"Win {number:03}", kind_id="room" if number % 2 else "other", days_ago=number)
    page = visit(alice, scripts=scripts)
    page.goto("/wins/")
    page.locator("#search").fill("win 01")
    page.get_by_label("Kind").select_option("room")
    if not scripts:
        page.get_by_role("button", name="Show").click()
    expect(page.locator(".log-win")).to_have_count(6)
    address = page.url
    assert "q=win+01" in address and "kind=room" in address and "part=" not in address
    page.reload()
    expect(page.locator(".log-win")).to_have_count(6)
    page.get_by_role("link", name="Win 013").click()
    expect(page.locator("h1")).to_have_text("Win 013")
    page.go_back()
    assert page.url == address
    expect(page.locator(".log-win")).to_have_count(6)
    expect(page.locator("#search")).to_have_value("win 01")
    expect(page.get_by_label("Kind")).to_have_value("room")
    page.get_by_label("Kind").select_option("")
    page.locator("#search").fill("")
    if scripts:
        expect(page.locator(".log-win")).to_have_count(50)
        assert page.url.endswith("/wins/")


def test_without_scripts_everything_is_saved_by_the_button(alice, visit):
    win = make_win(alice, skills=["agency"])
    page = visit(alice, scripts=False)
    page.goto(f"/wins/{win.pk}/")
    page.locator("#id_action").fill("Collected thirty threads")
    page.locator("#id_how_agency").fill("Nobody asked for it")
    page.get_by_role("button", name="Save changes").click()
    expect(page.locator("#notices")).to_contain_text("Saved")
    win.refresh_from_db()
    assert (win.action, win.links.get().how) == ("Collected thirty threads", "Nobody asked for it")


def test_a_tab_that_is_too_old_never_puts_the_old_text_back(alice, visit):
    win = make_win(alice, action="As it was")
    one, two = visit(alice), visit(alice)
    for page in (one, two):
        page.goto(f"/wins/{win.pk}/")
    one.locator("#id_action").fill("What tab one says")
    eventually(lambda: alice.wins.get().action == "What tab one says")
    for words in ("Once", "Twice"):
        two.locator("#id_context").fill(words)
        eventually(lambda words=words: alice.wins.get().context == words)
    assert alice.wins.get().action == "What tab one says"


def test_linking_a_skill_while_a_sentence_is_typed_loses_no_letter(alice, visit):
    win = make_win(alice, skills=["agency"], how="")
    page = visit(alice)
    page.goto(f"/wins/{win.pk}/")
    page.locator("#id_how_agency").press_sequentially("Nobody had asked for it")
    page.get_by_role("combobox", name="Another skill").select_option("clarity")
    page.get_by_role("button", name="Link it").click()
    expect(page.locator("#id_how_clarity")).to_be_visible()
    expect(page.locator("#id_how_agency")).to_have_value("Nobody had asked for it")
    eventually(lambda: win.links.get(skill="agency").how == "Nobody had asked for it")


def test_on_a_slow_line_one_is_not_in_conflict_with_oneself(alice, visit, monkeypatch):
    win = make_win(alice)
    page = visit(alice)
    page.goto(f"/wins/{win.pk}/")
    monkeypatch.setattr(wins, "save_win", lambda *sent: (save_win(*sent), time.sleep(1.5))[0])
    page.locator("#id_action").press_sequentially("One")
    page.wait_for_timeout(1000)
    page.locator("#id_action").press_sequentially(" and two")
    eventually(lambda: alice.wins.get().action == "One and two", seconds=10)
    expect(page.locator("#conflicts section")).to_have_count(0)


def test_a_page_that_is_left_at_once_still_saves_the_last_words(alice, visit):
    win = make_win(alice)
    page = visit(alice)
    page.goto(f"/wins/{win.pk}/")
    page.locator("#id_action").press_sequentially("Typed and gone")
    page.get_by_role("link", name="This week").first.click()
    eventually(lambda: alice.wins.get().action == "Typed and gone")


def test_one_fields_change_is_undone_and_brought_back(alice, visit):
    win = make_win(alice)
    page = visit(alice, width=390)
    page.goto(f"/wins/{win.pk}/")
    page.locator("#id_action").press_sequentially("Collected thirty threads")
    expect(page.get_by_role("button", name="Undo: what I did")).to_be_visible()
    page.locator("#id_result").press_sequentially("Two teams changed plans")
    expect(page.get_by_role("button", name="Undo: what came of it")).to_be_visible()
    # What is being typed elsewhere when Undo is pressed is not lost.
    page.locator("#id_context").press_sequentially("Nobody owned them")
    page.get_by_role("button", name="Undo: what came of it").click()
    expect(page.locator("#notices")).to_contain_text("Undone: what came of it.")
    expect(page.locator("#id_result")).to_have_value("")
    expect(page.locator("#id_action")).to_have_value("Collected thirty threads")
    eventually(lambda: alice.wins.get().context == "Nobody owned them")
    without = visit(alice, scripts=False)
    without.goto(f"/wins/{win.pk}/")
    without.get_by_role("link", name="Earlier versions").click()
    without.get_by_role("article", name="What came of it").get_by_role("button").click()
    expect(without.locator("#notices")).to_contain_text("Brought back: what came of it.")
    expect(without.locator("#id_result")).to_have_value("Two teams changed plans")
    expect(without.locator("#id_context")).to_have_value("Nobody owned them")
    assert alice.wins.get().is_told

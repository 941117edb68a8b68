"""Links and files on a win's page in a real browser, with scripts and without."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from evidence.models.artifacts import FILE_BYTES
from tests.evidence.files.made_files import PDF
from tests.factories import make_artifact, make_win, store_bytes


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    """A PDF on Alice's own disk."""
    path = tmp_path / "plan.pdf"
    path.write_bytes(PDF)
    return path


def open_form(page: Page) -> None:
    page.get_by_text("Add a link or file").click()


def test_a_link_is_added_and_lifts_the_win(alice, visit):
    win = make_win(alice, told=True)
    page = visit(alice)
    page.goto(f"/wins/{win.pk}/")
    open_form(page)
    page.get_by_label("Link", exact=True).fill("wiki.example/no-shows")
    page.get_by_label("What it is called").fill("Pilot report")
    page.get_by_role("button", name="Add", exact=True).click()
    expect(page.get_by_role("link", name="Pilot report")).to_have_attribute("href", "https://wiki.example/no-shows")
    expect(page.locator("#worth")).to_contain_text("What it is worth: backed")
    expect(page.locator("#artifacts [role=status]")).to_be_focused()
    for _ in range(2):
        expect(page.get_by_label("Link", exact=True)).to_have_value("")
        expect(page.get_by_label("What it is called")).to_have_value("")
        page.reload()


def test_a_link_that_was_added_leaves_its_field_though_a_file_beside_it_is_refused(alice, visit, tmp_path):
    visit.expect("422")
    (tmp_path / "run.exe").write_bytes(b"MZ")
    page = visit(alice)
    page.goto(f"/wins/{make_win(alice).pk}/")
    open_form(page)
    page.get_by_label("Link", exact=True).press_sequentially("wiki.example/x")
    page.get_by_label("Or files").set_input_files(tmp_path / "run.exe")
    page.get_by_role("button", name="Add", exact=True).click()
    expect(page.locator("#artifact-files_error")).to_contain_text("run.exe")
    expect(page.get_by_role("link", name="wiki.example/x")).to_be_visible()
    expect(page.get_by_label("Link", exact=True)).to_have_value("")
    page.reload()
    expect(page.get_by_label("Link", exact=True)).to_have_value("")


def test_what_is_no_link_stays_as_typed_with_the_focus_on_it(alice, visit):
    visit.expect("422")
    win = make_win(alice)
    page = visit(alice)
    page.goto(f"/wins/{win.pk}/")
    open_form(page)
    page.get_by_label("Link", exact=True).fill("nowhere")
    page.get_by_label("What it is called").fill("The plan")
    page.get_by_role("button", name="Add", exact=True).click()
    expect(page.locator("#artifact-url-error")).to_contain_text("Give a link that begins with")
    expect(page.get_by_label("Link", exact=True)).to_be_focused()
    expect(page.get_by_label("Link", exact=True)).to_have_value("nowhere")
    expect(page.get_by_label("What it is called")).to_have_value("The plan")


def test_a_typed_link_outlives_a_reload_in_sight(alice, visit):
    win = make_win(alice)
    page = visit(alice)
    page.goto(f"/wins/{win.pk}/")
    open_form(page)
    page.get_by_label("Link", exact=True).press_sequentially("wiki.example/x")
    page.reload()
    expect(page.get_by_label("Link", exact=True)).to_be_visible()
    expect(page.get_by_label("Link", exact=True)).to_have_value("wiki.example/x")


def test_the_way_from_this_week_leads_into_the_open_form(alice, visit):
    make_win(alice, told=True)
    page = visit(alice)
    page.goto("/")
    page.get_by_role("link", name="link the page that shows it").click()
    expect(page.get_by_label("Link", exact=True)).to_be_visible()


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
def test_a_file_is_added_had_removed_and_had_back(alice, visit, plan, scripts):
    win = make_win(alice)
    page = visit(alice, scripts=scripts)
    page.goto(f"/wins/{win.pk}/")
    open_form(page)
    page.get_by_label("Or files").set_input_files([plan])
    page.get_by_role("button", name="Add", exact=True).click()
    with page.expect_download() as download:
        page.get_by_role("link", name="plan.pdf").click()
    assert download.value.path().read_bytes() == PDF
    page.get_by_role("button", name="Remove plan.pdf").click()
    expect(page.locator("#artifacts")).to_contain_text("Removed plan.pdf.")
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_role("link", name="plan.pdf")).to_be_visible()
    assert win.artifacts.get().name == "plan.pdf"


def test_undo_has_the_focus_right_after_removing(alice, visit):
    win = make_win(alice)
    make_artifact(win, title="First")
    store_bytes(win, "second.pdf", PDF)
    page = visit(alice)
    page.goto(f"/wins/{win.pk}/")
    page.get_by_role("button", name="Remove First").click()
    expect(page.get_by_role("button", name="Undo", exact=True)).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("link", name="First")).to_be_visible()


def test_a_file_that_is_too_large_is_said_beside_the_field_and_not_sent(alice, visit, plan, tmp_path):
    large = tmp_path / "film.pdf"
    large.write_bytes(PDF + b"0" * FILE_BYTES)
    page = visit(alice)
    page.goto(f"/wins/{make_win(alice).pk}/")
    sent = []
    page.on("request", lambda request: sent.append(request) if request.method == "POST" else None)
    open_form(page)
    page.get_by_label("Or files").set_input_files([large])
    page.get_by_role("button", name="Add", exact=True).click()
    field = page.locator(".field", has=page.get_by_label("Or files"))
    words = "film.pdf is larger than 10 MB. Make it smaller, or link it."
    expect(field.get_by_role("alert")).to_have_text(words)
    expect(page.get_by_label("Or files")).to_be_focused()
    expect(page.get_by_label("Or files")).to_have_accessible_description(re.compile(words))
    assert sent == []
    page.get_by_label("Or files").set_input_files([plan])
    expect(field.get_by_role("alert")).to_have_text("")
    page.get_by_role("button", name="Add", exact=True).click()
    expect(page.get_by_role("link", name="plan.pdf")).to_be_visible()


def test_two_quick_clicks_add_one_file(alice, visit, plan):
    win = make_win(alice)
    page = visit(alice)
    page.goto(f"/wins/{win.pk}/")
    open_form(page)
    page.get_by_label("Or files").set_input_files([plan])
    page.get_by_role("button", name="Add", exact=True).dblclick()
    expect(page.get_by_role("link", name="plan.pdf")).to_be_visible()
    assert win.artifacts.count() == 1

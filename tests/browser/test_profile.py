"""The questions about level and target in a real browser."""

import pytest
from playwright.sync_api import expect

from tests.factories import make_user

ABOVE_SENIOR = ["", "director", "principal-pm", "vp", "cpo"]


def offered(page) -> list[str]:
    return page.locator("#id_target option:not([disabled])").evaluate_all("all => all.map(one => one.value)")


@pytest.mark.parametrize("address", ["/welcome/", "/settings/"])
def test_only_levels_above_ones_own_are_offered_as_the_target(transactional_db, visit, address):
    page = visit(make_user(level_id="senior-pm", target_id="director"))
    page.goto(address)
    assert offered(page) == ABOVE_SENIOR
    expect(page.locator("#id_target")).to_have_value("director")
    page.locator("#id_level").select_option("vp")
    assert offered(page) == ["", "cpo"]
    expect(page.locator("#id_target")).to_have_value("")
    page.locator("#id_level").select_option("")
    assert offered(page) == ["", "pm", "senior-pm", *ABOVE_SENIOR[1:]]


def test_without_scripts_every_level_is_there_and_one_not_above_is_refused(transactional_db, visit):
    visit.expect("422")
    page = visit(make_user(level_id="senior-pm"), scripts=False)
    page.goto("/settings/")
    page.locator("#id_target").select_option("pm")
    page.get_by_role("button", name="Save").click()
    expect(page.locator(".error-summary")).to_contain_text("does not lie above Senior Product Manager")
    expect(page.locator("#id_target")).to_have_value("pm")

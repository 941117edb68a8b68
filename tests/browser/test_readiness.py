"""The dashboard in a real browser: at every width and in both schemes, with and without scripts, and on paper."""

from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from evidence.account.samples import start_sample
from tests.factories import make_win

LONG = "Donaudampfschifffahrtsgesellschaft" * 5


@pytest.fixture
def sample(transactional_db):
    """Somebody with half a year of sample data."""
    return start_sample()


def is_narrow_enough(page: Page) -> bool:
    return page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


def test_a_gate_opens_in_place_and_closes_again(sample, visit: Callable[..., Page]):
    page = visit(sample)
    page.goto("/readiness/")
    expect(page.locator("h1")).to_have_text("Building")
    page.evaluate("window.same = true")
    page.locator("#open-gate-traits").click()
    box = page.locator("#gates .opened-box")
    expect(box).to_contain_text("Engineering")
    expect(page.locator("#open-gate-traits")).to_have_attribute("aria-expanded", "true")
    page.locator("#open-gate-trial").click()
    expect(box).to_contain_text("It still runs.")
    expect(box).to_have_count(1)
    page.locator("#open-gate-trial").click()
    expect(box).to_have_count(0)
    assert page.evaluate("window.same"), "the page was loaded anew"


def test_a_skill_and_a_gate_stand_open_side_by_side(sample, visit):
    page = visit(sample)
    page.goto("/readiness/?by=expiry")
    page.locator("#open-coaching").click()
    expect(page.locator("#requirements .opened-box")).to_contain_text("Proven asks for")
    expect(page.locator("#requirements h2").first).to_have_text("19 requirements")
    page.locator("#gates summary").click()
    page.locator("#open-gate-horizon").click()
    expect(page.locator("#gates .opened-box")).to_contain_text("Quarter")
    expect(page.locator("#requirements .opened-box")).to_have_count(1)


def test_without_scripts_gates_skills_order_and_axis_are_links(sample, visit):
    page = visit(sample, scripts=False)
    make_win(sample, "Long ago", days_ago=300, told=True, skills=["coaching"])
    make_win(sample, "Longer ago", days_ago=400, told=True, skills=["coaching"])
    make_win(sample, "Longest ago", days_ago=500, told=True, skills=["coaching"])
    page.goto("/readiness/")
    page.locator("#gates summary").click()
    page.locator("#open-gate-confirmed").click()
    expect(page.locator("#gates .opened-box")).to_contain_text("Ana Reyes")
    marks = page.locator("#coaching .axis use")
    expect(page.locator("#coaching .axis")).to_contain_text("+2")
    few = marks.count()
    page.get_by_role("link", name="Longer axis").click()
    expect(marks).to_have_count(few + 2)
    page.get_by_role("link", name="By expiry").click()
    expect(page.locator("#requirements")).to_contain_text("If nothing is added, the first to drop first")
    expect(marks).to_have_count(few + 2)
    page.locator("#open-coaching").click()
    expect(page.locator("#requirements .opened-box")).to_contain_text("Proven asks for")
    assert "by=expiry" in page.url


def test_another_day_is_chosen_in_a_field(sample, visit):
    page = visit(sample)
    page.goto("/readiness/")
    page.get_by_text("change", exact=False).first.click()
    page.locator("#id_on").fill("2020-01-01")
    page.get_by_role("button", name="Show that day").click()
    expect(page.locator("main")).to_contain_text("This is how it stood on 1 January 2020")
    page.get_by_role("link", name="Back to today").click()
    expect(page.locator("main")).not_to_contain_text("This is how it stood")


@pytest.mark.parametrize("width", [1280, 768, 390, 320])
def test_nothing_runs_out_of_the_page(sample, visit, width):
    for number in range(3):
        make_win(sample, LONG, days_ago=number, told=True, skills=["product-strategy"], horizon="year")
    page = visit(sample, width=width)
    for gate in ("skills", "traits", "trial", "foundations", "horizon", "confirmed"):
        page.goto(f"/readiness/?gate={gate}&open=product-strategy&by=expiry")
        assert is_narrow_enough(page), f"{gate} at {width}"


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 390])
def test_no_barriers_are_found(sample, visit, scheme, width):
    page = visit(sample, width=width, scheme=scheme)
    for query in ("", "?gate=traits&by=expiry", "?gate=trial&open=coaching&axis=long"):
        page.goto(f"/readiness/{query}")
        found = Axe().run(page, options={"runOnly": ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"]})
        assert found.violations_count == 0, found.generate_report()


BEFORE = 7_482
"""How long the page of the sample was on a phone, in pixels, when every requirement had an axis of its own."""


def test_on_a_phone_the_page_is_half_as_long_as_it_was(sample, visit):
    page = visit(sample, width=390)
    page.goto("/readiness/")
    assert page.evaluate("document.documentElement.scrollHeight") <= BEFORE / 2
    expect(page.locator("#r-open .axis").nth(1)).to_be_visible()
    expect(page.locator("#r-open tbody tr").first).to_contain_text("more win")
    met = page.locator("#r-met tbody tr:not(.group)")
    assert met.count() == 13
    for row in met.all():
        assert row.bounding_box()["height"] < 40, "a line of what is met is more than a line"
        expect(row.locator(".axis")).to_be_hidden()
    expect(page.locator("#gate-horizon")).to_be_hidden()
    page.locator("#gates summary").click()
    expect(page.locator("#gate-horizon")).to_be_visible()
    expect(page.locator("#history svg")).to_be_hidden()
    expect(page.locator("#history")).to_contain_text("Requirements met, week by week: from ")


def test_yellow_marks_what_the_next_steps_need_and_nothing_else(sample, visit):
    page = visit(sample)
    page.goto("/readiness/?open=agency&gate=skills")
    steps = page.locator("ol.steps h3 a").all_inner_texts()
    assert len(steps) == 3
    marked = page.locator("#main tr:has(mark) > th a").all_inner_texts()
    assert set(marked) <= set(steps)
    assert "Agency" in marked
    expect(page.locator("#requirements .opened-box mark").first).to_be_visible()
    page.goto("/readiness/?open=people-sense&gate=skills")
    expect(page.locator("#main .opened-box mark")).to_have_count(0)


def test_on_a_phone_two_targets_stand_side_by_side_under_their_names(sample, visit):
    page = visit(sample, width=390)
    page.goto("/readiness/compare/")
    for table in page.get_by_role("table").all():
        heads = [head.bounding_box() for head in table.get_by_role("columnheader").all()[-3:]]
        here, there = (cell.bounding_box() for cell in table.locator("tbody tr").first.locator("td").all()[:2])
        assert here["y"] == there["y"], "one value stands below the other"
        assert {here["x"], there["x"]} <= {head["x"] for head in heads}, "a value stands under no name"
        assert there["x"] + there["width"] <= 390
    expect(page.get_by_role("columnheader", name="VP of Product asks").first).to_be_visible()


def test_on_paper_links_to_do_something_are_left_out_and_drawings_stay(sample, visit):
    page = visit(sample)
    page.goto("/readiness/")
    page.emulate_media(media="print")
    expect(page.get_by_role("link", name="Longer axis")).to_be_hidden()
    expect(page.locator("#gate-horizon")).to_be_visible()
    expect(page.locator(".rail")).to_be_hidden()
    expect(page.locator(".tally")).to_be_visible()
    expect(page.locator("#coaching .axis")).to_be_visible()
    assert page.pdf(format="A4")[:5] == b"%PDF-"

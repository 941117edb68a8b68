"""The small drawings: what each shows, and what it says to those who do not see it."""

import re
from datetime import date
from itertools import pairwise

import pytest
from django.template import Context, Template

from evidence.web import drawing, wording
from insights.dates import in_words


def test_the_meter_fills_as_many_blocks_as_the_status_has_reached():
    assert drawing.meter("none").count('class="e"') == 3
    assert drawing.meter("started", "proven").count('class="e"') == 2
    assert drawing.meter("proven", "shown").count('class="e"') == 0


def test_the_meter_says_status_and_what_is_asked():
    assert 'aria-label="started, asked: proven"' in drawing.meter("started", "proven")
    assert 'aria-label="nothing yet"' in drawing.meter("none")


@pytest.mark.parametrize(("asked", "at"), [("started", "18.5"), ("shown", "38.5"), ("proven", "58.5")])
def test_the_upright_line_stands_where_the_asked_blocks_end(asked, at):
    assert f'class="need" d="M{at} ' in drawing.meter("none", asked)


def test_without_a_status_asked_the_meter_has_no_line():
    assert "need" not in drawing.meter("shown")


@pytest.mark.parametrize("tier", ["market", "people", "strategy", "business"])
def test_the_pyramid_fills_the_row_of_its_tier_alone(tier):
    rows = drawing.pyramid(tier).split("<path")[1:]
    assert [("off" in row) for row in rows].count(False) == 1
    assert "off" not in rows[["market", "people", "strategy", "business"].index(tier)]


def test_the_tally_draws_one_stroke_a_requirement():
    drawn = drawing.tally(13, 19)
    assert drawn.count('class="in"') == 13
    assert drawn.count('class="out"') == 6
    assert 'aria-label="13 of 19 requirements met; nearly begins at 16"' in drawn
    assert "%" not in drawn


@pytest.mark.parametrize(("of", "nearly"), [(19, 16), (9, 8), (5, 4), (20, 16), (1, 1)])
def test_the_taller_line_stands_where_nearly_begins(of, nearly):
    drawn = drawing.tally(0, of)
    line = float(drawn.split('class="need" d="M')[1].split(" ")[0])
    lefts = [float(part.split('"')[0]) for part in drawn.split('class="out" x="')[1:]]
    assert sum(left < line for left in lefts) == nearly
    assert f">{nearly}: nearly<" in drawn


@pytest.mark.parametrize("met", range(20))
def test_the_counts_under_the_tally_never_lie_over_each_other(met):
    drawn = drawing.tally(met, 19)
    labels = re.findall(r'<text x="(\d+)" y="58" text-anchor="(\w+)">([^<]+)<', drawn)
    spans = []
    for x, anchor, words in labels:
        width = 6.6 * len(words)
        left = int(x) - (width / 2 if anchor == "middle" else width)
        spans.append((left, left + width))
    spans.sort()
    assert all(one[1] < other[0] for one, other in pairwise(spans))


def test_a_grade_mark_with_a_label_speaks_for_itself():
    assert 'role="img" aria-label="told, 17 June"' in drawing.grade_mark("told", "told, 17 June")
    assert 'aria-hidden="true"' in drawing.grade_mark("told")
    assert "mark-l" in drawing.grade_mark("told", large=True)


def test_a_label_cannot_leave_its_attribute():
    assert "<script>" not in drawing.grade_mark("told", '"><script>alert(1)</script>')


def test_a_grade_that_does_not_exist_is_refused():
    with pytest.raises(ValueError, match="splendid"):
        drawing.grade_mark("splendid")


def test_templates_draw_with_tags():
    page = Template(
        "{% load pmcareer %}{% meter 'shown' 'proven' %}{% pyramid 'people' %}{% grade_mark 'told' %}"
        "{% tick True %}{% tally 2 3 %}"
    )
    html = page.render(Context())
    assert html.count("<svg") == 5
    assert "&lt;" not in html


def test_dates_carry_the_year_only_where_it_differs():
    today = date(2026, 11, 20)
    assert in_words(date(2026, 3, 4), today) == "4 March"
    assert in_words(date(2025, 3, 4), today) == "4 March 2025"
    assert wording.day_and_month(date(2026, 6, 17), today) == "17 Jun"
    assert wording.day_and_month(date(2025, 6, 17), today) == "17 Jun 2025"
    assert wording.in_full(today) == "20 November 2026"
    assert wording.month_and_year(today) == "November 2026"

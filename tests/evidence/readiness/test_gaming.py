"""Gaming does not pay: what counts for nothing, or for little, and that the dashboard says kindly why."""

import pytest

from tests.evidence.readiness.dashboard import gate_box, page_of, row, skill_box
from tests.factories import make_artifact, make_confirmation, make_win

pytestmark = pytest.mark.django_db


def test_forty_wins_in_one_week_are_a_start(alice, alices_browser):
    for number in range(40):
        make_confirmation(make_win(alice, days_ago=number % 7, told=True, skills=["coaching"]))
    html = page_of(alices_browser, "?open=coaching")
    said = skill_box(html)
    assert "Started, asks proven" in row(html, "coaching")
    assert "One more win 90 days from the first" in row(html, "coaching")
    assert "One more told win, 90 days or more after the first" in said
    assert "40 wins within seven days are one stretch of work: it takes 90 days to show that it lasts." in said


def test_one_win_speaks_for_three_skills_and_starts_each(alice, alices_browser):
    win = make_win(alice, told=True, skills=["coaching", "clarity", "agency"])
    make_confirmation(win)
    answer = alices_browser.post(f"/wins/{win.pk}/skills/", {"change": "link learning"}, follow=True)
    assert "A win speaks for three skills at most." in answer.content.decode()
    html = page_of(alices_browser)
    assert win.links.count() == 3
    assert html.count('<tr id="') == 19
    for skill in ("coaching", "clarity", "agency"):
        assert "Started, asks" in row(html, skill)


@pytest.mark.parametrize("by", ["Alice Moreau", " ALICE  moreau", "alice@example.org"])
def test_ones_own_confirmation_does_not_count(alice, alices_browser, by):
    for days in (200, 100, 0):
        make_confirmation(make_win(alice, days_ago=days, told=True, skills=["coaching"]), by=by)
    html = page_of(alices_browser, "?gate=confirmed&open=coaching")
    assert "Started, asks proven One confirmed and fresh" in row(html, "coaching")
    assert "Three confirmations are your own: it takes another’s." in skill_box(html)
    assert "Nobody has confirmed a win" in gate_box(html)
    assert "Three confirmations are your own: it takes another’s." in gate_box(html)
    assert "#g-confirmed" not in html.split('<tr id="coaching"')[1].split("</tr>")[0]


def test_what_nobody_vouches_for_does_not_count_and_is_said(alice, alices_browser):
    make_confirmation(make_win(alice, told=True, skills=["coaching"]), verified=False)
    said = skill_box(page_of(alices_browser, "?open=coaching"))
    assert "One confirmation came with a file that nobody vouches for." in said


def test_wins_without_results_do_not_count(alice, alices_browser):
    for days in (200, 100, 0):
        make_artifact(make_win(alice, days_ago=days, skills=["coaching"], action="Handed the backlog over to Jonas"))
    html = page_of(alices_browser, "?open=coaching")
    assert "Nothing yet, asks proven" in row(html, "coaching")
    assert "Three are noted only and do not count yet." in skill_box(html)


def test_old_glory_counts_no_more(alice, alices_browser):
    for days in (900, 800, 731):
        make_confirmation(make_win(alice, days_ago=days, told=True, skills=["coaching"]))
    html = page_of(alices_browser, "?open=coaching")
    assert "Nothing yet, asks proven" in row(html, "coaching")
    assert "Three are over two years old and count no more." in skill_box(html)


def test_fading_glory_asks_for_something_fresh(alice, alices_browser):
    for days in (700, 600, 500):
        make_confirmation(make_win(alice, days_ago=days, told=True, skills=["coaching"]))
    html = page_of(alices_browser, "?open=coaching")
    assert "Started, asks proven One fresh with proof" in row(html, "coaching")
    assert "One backed or confirmed from the last 365 days" in skill_box(html)

"""The dashboard: verdict, steps, gates, groups, days past, land mines"""

import re
from datetime import date, timedelta
from itertools import pairwise

import pytest
from django.test import Client

from evidence.account.samples import start_sample
from evidence.models import User
from evidence.models.remembered import record_changed
from insights.catalog import catalog
from insights.values import DEPARTMENTS
from tests.evidence.readiness.dashboard import (
    ago,
    carry,
    contact,
    gate_box,
    gate_row,
    make_ready,
    page_of,
    proven,
    row,
    words_of,
)
from tests.factories import make_confirmation, make_user, make_win

pytestmark = pytest.mark.django_db

# Session, person, and what is remembered: the judgement and the look back.
QUERIES = 3
GATES = ("skills", "traits", "trial", "foundations", "horizon", "confirmed")
HOSTILE = "<script>alert(1)</script>\"'><svg onload=alert(1)>{{ 7|add:7 }}"


# The first glance


def test_building_says_what_makes_it_nearly(alice, alices_browser):
    make_ready(alice, but=list(catalog().requirements("director", "manager"))[:6])
    carry(alice, "trials", [])
    carry(alice, "touchpoints", [])
    html = page_of(alices_browser)
    assert '<h1 id="verdict-h">Building</h1>' in html
    assert "13 of 19 requirements are met and" in words_of(html)
    assert "Three more requirements and" in words_of(html)
    assert "make it nearly." in words_of(html)
    assert "%" not in words_of(html)


def test_nearly_keeps_the_layout_and_names_the_open_gates(alice, alices_browser):
    make_ready(alice, but=["learning"])
    html = page_of(alices_browser)
    assert '<h1 id="verdict-h">Nearly</h1>' in html
    assert "18 of 19 requirements are met and five of six gates hold" in words_of(html)
    assert "One gate is open: skills." in words_of(html)
    assert "Your next step" in html
    assert 'class="tally"' in html


def test_ready_says_ask(alice, alices_browser):
    make_ready(alice)
    html = page_of(alices_browser)
    assert '<h1 id="verdict-h">Ready to ask</h1>' in html
    assert "Every gate holds. Ask. 19 of 19 requirements are met." in words_of(html)
    assert "Your next" not in html
    assert "All six gates hold" in html
    assert "All 19 requirements are met" in html


def test_the_next_three_steps_say_what_is_missing_and_one_thing_to_do(alice, alices_browser):
    make_ready(alice, but=["learning", "agency"])
    carry(alice, "trials", [])
    steps = page_of(alices_browser).split('class="steps')[1].split("</ol>")[0]
    assert steps.count("<li>") == 3
    assert steps.count("<mark>") == 3
    assert 'href="/readiness/?gate=trial#gate-trial"' in steps
    assert 'href="/?skill=learning&amp;capture"' in steps
    assert any(action in steps for action in catalog().skills["learning"].actions)


def test_an_empty_record_shows_all_of_the_page(alices_browser):
    html = page_of(alices_browser)
    assert "0 of 19 requirements are met and none of six gates holds" in words_of(html)
    assert "Your next step A first win that counts Say what you did and what came of it" in words_of(html)
    assert "Six gates are open" in html
    assert html.count('role="img" aria-label="No wins for ') == 19
    assert "Land mines" in html


def test_the_sample_is_judged_like_anybody(client):
    client.force_login(start_sample())
    html = page_of(client)
    assert "13 of 19 requirements are met" in words_of(html)
    assert "Land mines: three to watch" in html


# The gates


def test_each_gate_says_its_state_and_why(alice, alices_browser):
    make_ready(alice)
    html = page_of(alices_browser)
    assert gate_row(html, "skills") == "Skills Holds All 19 requirements are met."
    assert "The three trait skills are shown. Local in two departments, sales and support." in gate_row(html, "traits")
    assert "“Ran the intake team” ended in success on" in gate_row(html, "trial")
    assert "after 60 days with minimal coaching." in gate_row(html, "trial")
    assert "are proven." in gate_row(html, "foundations")
    assert "Three people (" in gate_row(html, "confirmed")
    assert "57 fresh wins, told or better, look a quarter ahead or further; two are asked." in gate_row(html, "horizon")


@pytest.mark.parametrize("gate", GATES)
def test_a_gate_opens_by_its_link_and_closes_again(alice, alices_browser, gate):
    shut = page_of(alices_browser)
    assert f'href="?gate={gate}#gate-{gate}"' in shut
    assert 'class="opened"' not in shut
    html = page_of(alices_browser, f"?gate={gate}")
    assert html.count('class="opened"') == 1
    assert f'href="/readiness/#gate-{gate}"' in html
    assert gate_box(html)


def test_the_skills_gate_opens_to_the_open_skills(alice, alices_browser):
    make_ready(alice, but=["learning", "agency"])
    box = gate_box(page_of(alices_browser, "?gate=skills"))
    assert "Agency: nothing yet, asks shown. Two wins a month apart, one with proof." in box
    assert "Learning in the open: nothing yet" in box
    assert "Coaching" not in box


def test_the_traits_gate_opens_to_the_departments(alice, alices_browser):
    contact(alice, "sales")
    html = page_of(alices_browser, "?gate=traits")
    box = gate_box(html)
    assert (
        "Sales Local in 7 weeks: 7 contacts, 7 of joint work, 0 requests of yours To be a local: nothing is missing"
        in box
    )
    assert "Seeing the whole platform (platform): nothing yet" in box
    assert "No contact with product, engineering" not in box
    assert "No contact with engineering, design" in box
    assert "Local in one department, sales; one more is asked." in gate_row(html, "traits")


def test_the_trial_gate_opens_to_the_trials_and_why_each_is_no_proof(alice, alices_browser):
    begun = {"skill": "coaching", "started": ago(alice, 90)}
    failed = begun | {"title": "Hired", "ended": ago(alice, 70), "coaching": "heavy", "outcome": "failed"}
    carry(alice, "trials", [begun | {"title": "Ran the planning", "outcome": "running"}, failed])
    html = page_of(alices_browser, "?gate=trial")
    box = gate_box(html)
    assert "90 days Not said running It still runs." in box
    assert "20 days Heavy failed It did not end in success; it took more than minimal coaching" in box
    assert "“Ran the planning” has run for 90 days." in gate_row(html, "trial")


def test_the_horizon_gate_opens_to_the_fresh_wins_by_horizon(alice, alices_browser):
    make_win(alice, "This week's fix", told=True, horizon="week")
    for number in range(8):
        make_win(alice, f"Plan {number}", days_ago=number, told=True, horizon="quarter")
    make_win(alice, "Never told", horizon="quarter")
    box = gate_box(page_of(alices_browser, "?gate=horizon"))
    assert "Quarter 8 far enough Plan 0" in box
    assert "and 2 more" in box
    assert "Week 1 not far enough" in box
    assert "Never told" not in box


def test_the_confirmed_gate_opens_to_the_people(alice, alices_browser):
    win = make_win(alice, "Ended the bundle", days_ago=20, told=True)
    make_confirmation(win, by="Ana Reyes", department="sales", date=date.today() - timedelta(9))
    make_confirmation(win, by="Jonas Weber", department="product")
    html = page_of(alices_browser, "?gate=confirmed")
    box = gate_box(html)
    assert "Ana Reyes Sales another than yours Ended the bundle on" in box
    assert "Jonas Weber Product Ended the bundle" in box
    assert "One more is asked, one of them from another department than yours." in gate_row(html, "confirmed")


def test_a_gate_that_does_not_apply_says_so():
    newcomer = make_user("new@example.org", level_id="aspiring")
    browser = Client()
    browser.force_login(newcomer)
    html = page_of(browser, "?gate=traits")
    assert "Traits Not asked Not asked of a Product Manager" in gate_row(html, "traits")
    assert "Four gates are open" in html
    assert "Two are not asked: traits and foundations" in html
    assert "The target does not ask for this gate." in gate_box(html)


def test_without_a_department_the_gates_say_so(alice, alices_browser):
    User.objects.filter(pk=alice.pk).update(department="")
    html = page_of(alices_browser)
    for gate in ("traits", "confirmed"):
        assert "Your own department is not given: until it is, none counts as another." in gate_row(html, gate)


def test_htmx_gets_the_gates_alone(alices_browser):
    headers = {"HX-Request": "true", "HX-Target": "section#gates"}
    answer = alices_browser.get("/readiness/?gate=trial", headers=headers)
    assert answer.content.decode().strip().startswith('<section class="section" id="gates"')
    assert "opened-box" in answer.content.decode()
    assert "HX-Target" in answer["Vary"]


# The requirements


def test_the_order_and_the_axis_live_in_the_address(alice, alices_browser):
    proven(alice, "clarity")
    by_expiry = page_of(alices_browser, "?by=expiry&axis=long")
    assert 'href="?by=expiry&amp;axis=long&amp;open=clarity#clarity"' in by_expiry
    assert 'href="/readiness/?axis=long#requirements">Open ones first' in by_expiry
    assert 'href="/readiness/?by=expiry#requirements">Shorter axis' in by_expiry
    assert "If nothing is added, the first to drop first" in by_expiry
    assert 'by-expiry" id="requirements"' in by_expiry
    assert "If nothing is added, Creating clarity drops to" in row(by_expiry, "clarity")
    assert "18 requirements are open" in page_of(alices_browser, "?by=nonsense&axis=wide")


def test_every_mark_says_what_it_is_and_fading_ones_are_paler(alice, alices_browser):
    old = make_win(alice, "Long ago", days_ago=500, told=True, skills=["clarity"])
    make_win(alice, "Lately", days_ago=5, told=True, skills=["clarity"])
    cell = page_of(alices_browser, "?axis=long").split('<tr id="clarity"')[1].split("</tr>")[0]
    assert cell.count("<title>told, ") == 2
    assert f'<a href="/wins/{old.pk}/"><title>told, ' in cell
    assert ", fading: Long ago</title>" in cell
    assert cell.count('class="fading"') == 1


# A past day


def test_a_past_day_is_judged_as_it_stood(alice, alices_browser):
    proven(alice, "clarity")
    day = ago(alice, 150)
    html = page_of(alices_browser, f"?on={day}")
    assert "0 of 19 requirements are met" in words_of(html)
    assert "This is how it stood on" in html
    assert f'href="?on={day}&amp;gate=trial#gate-trial"' in html
    assert "1 of 19 requirements is met" in words_of(page_of(alices_browser))


@pytest.mark.parametrize("on", ["soon", "2026-02-30", "1-1-1", "'; --", "9" * 40])
def test_what_is_no_date_is_said_beside_the_field(alices_browser, on):
    answer = alices_browser.get("/readiness/", {"on": on})
    assert answer.status_code == 422
    assert "Give a date as year, month and day" in answer.content.decode()
    assert '<details class="change no-print" open>' in answer.content.decode()


def test_a_day_ahead_is_refused_and_today_is_not(alice, alices_browser):
    ahead = alices_browser.get("/readiness/", {"on": ago(alice, -1)})
    assert ahead.status_code == 422
    assert "Give a date on or before today" in ahead.content.decode()
    assert f'value="{ago(alice, -1)}"' in ahead.content.decode()
    assert alices_browser.get("/readiness/", {"on": ago(alice, 0)}).status_code == 200
    assert alices_browser.get("/readiness/", {"on": "0001-01-01"}).status_code == 200


def test_looking_back_leaves_the_profile_and_todays_judgement_alone(alice, alices_browser, django_assert_num_queries):
    proven(alice, "clarity")
    before = User.objects.values().get(pk=alice.pk)
    page_of(alices_browser)
    page_of(alices_browser, f"?on={ago(alice, 30)}")
    assert User.objects.values().get(pk=alice.pk) == before
    with django_assert_num_queries(QUERIES):
        page_of(alices_browser)


# Land mines, theatre, notes


def test_land_mines_say_why_and_what_to_do(alice, alices_browser):
    make_win(alice, "End the bundle", days_ago=40, kind_id="recommendation", decision="open")
    html = page_of(alices_browser)
    mine = words_of(html.split('id="mine-alignment"')[1].split("</tr>")[0])
    assert "No buy-in watch Ask whoever decides for a yes, a no, or what they still need, with a date." in mine
    assert "One recommendation, “End the bundle”, has waited 28 days or more" in mine
    stuck = words_of(html.split('id="mine-stuck"')[1].split("</tr>")[0])
    assert "No way forward stepped on Set a target date that lies ahead, with your manager." in stuck
    assert "No target date lies ahead." in stuck
    assert "Five are clear" in html
    assert "Land mines: one stepped on, one to watch" in html
    assert html.index('id="mine-stuck"') < html.index('id="mine-alignment"') < html.index('id="mine-stretched"')


def test_theatre_is_told_above_the_gates_with_the_wins_that_caused_it(alice, alices_browser):
    for number in range(3):
        win = make_win(alice, f"Vision {number}", days_ago=number, told=True, skills=["product-strategy"])
    html = page_of(alices_browser)
    warning = html.split('class="was theatre"')[1].split("</div>")[0]
    assert "This looks like strategy for show." in warning
    assert "3 of 3 links of the last 180 days are to strategy or business" in warning
    assert f'href="/wins/{win.pk}/">Vision 2</a>' in warning
    assert html.index("was theatre") < html.index('id="gates"')
    assert "no warning" not in html


def test_old_strengths_and_the_lean_are_said_in_a_quiet_line(alice, alices_browser):
    for number in range(6):
        make_win(alice, days_ago=number, told=True, skills=["root-cause"])
    said = words_of(page_of(alices_browser).split('id="land-mines"')[1])
    assert "6 of 6 links of the last 180 days are to skills of the market tier" in said
    assert "Your wins lean to the analytical side: 6 of 6 links" in said


def test_with_too_little_nothing_is_said_of_strengths_or_lean(alice, alices_browser):
    make_win(alice, told=True, skills=["root-cause"])
    said = words_of(page_of(alices_browser).split('id="land-mines"')[1])
    assert "lean to" not in said
    assert "counted already" not in said


# Under pressure


def test_hostile_words_stay_words(alice, alices_browser):
    carry(alice, "trials", [{"title": HOSTILE, "skill": "coaching", "started": ago(alice, 40), "outcome": "running"}])
    for number in range(3):
        win = make_win(alice, HOSTILE, days_ago=40 + number, told=True, skills=["product-strategy"], horizon="year")
        make_confirmation(win, by=HOSTILE)
    make_win(alice, HOSTILE, days_ago=50, kind_id="recommendation", decision="open")
    for gate in GATES:
        html = page_of(alices_browser, f"?gate={gate}&open=product-strategy")
        assert "<script>alert" not in html
        assert "<svg onload" not in html
        assert "{{ 7|add:7 }}" in html


def test_bad_choices_in_the_address_open_nothing(alices_browser):
    for query in ("?gate=juggling", "?gate=", "?by=%00", "?gate='--", "?gate=skills&gate=nothing"):
        answer = alices_browser.get(f"/readiness/{query}")
        assert answer.status_code == 200
        assert "opened-box" not in answer.content.decode()


def test_every_table_has_a_name_and_headings(alice, alices_browser):
    make_ready(alice)
    html = page_of(alices_browser, "?gate=traits").split("<main")[1]
    for table in re.findall(r"<table[^>]*>.*?</thead>", html, re.S):
        assert "aria-labelledby" in table or "inner" in table
        assert table.count('scope="col"') >= 3
    levels = [int(level) for level in re.findall(r"<h(\d)", html)]
    assert levels[0] == 1
    assert all(other - one <= 1 for one, other in pairwise(levels))


@pytest.mark.parametrize("wins", [3, 300])
@pytest.mark.parametrize("query", ["", "?gate=confirmed", "?gate=horizon", "?by=expiry", "?axis=long"])
def test_the_page_costs_the_same_queries_at_any_size(alice, alices_browser, wins, query, django_assert_num_queries):
    for number in range(wins):
        win = make_win(alice, days_ago=number, told=True, skills=["coaching", "clarity"], horizon="year")
        make_confirmation(win, date=win.date, by=f"P {number}", department=list(DEPARTMENTS)[number % 13])
    record_changed(alice.pk)
    alices_browser.get(f"/readiness/{query}")
    with django_assert_num_queries(QUERIES):
        alices_browser.get(f"/readiness/{query}")

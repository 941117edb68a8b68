"""The look back and the look ahead on the pages: the drawing, the table, the words, and what is kept of them."""

import re
from datetime import date, timedelta
from itertools import pairwise
from xml.etree import ElementTree

import pytest
from django.core.cache import cache
from hypothesis import given, settings
from hypothesis import strategies as st

from evidence.models import User
from evidence.readiness.half_year import half_a_year
from evidence.readiness.half_year_drawing import Curve, Note, drawn
from tests.factories import make_artifact, make_confirmation, make_user, make_win

pytestmark = pytest.mark.django_db
SKILL = "agency"
"""A director is asked to show it."""


@pytest.fixture
def alice():
    cache.clear()
    return make_user(target_id="director")


def again(user) -> User:
    """The user as the next request reads them."""
    return User.objects.get(pk=user.pk)


def prove(alice, newest: int = 10, skill: str = SKILL) -> None:
    """Three wins, the newest confirmed, so that the skill is proven from that day on."""
    for age in (newest + 120, newest + 60):
        make_win(alice, f"Step {age}", days_ago=age, told=True, skills=[skill])
    last = make_win(alice, f"Step {newest}", days_ago=newest, told=True, skills=[skill])
    make_confirmation(last, date=last.date)


def test_half_a_year_begins_and_ends_with_what_was_met(alice):
    prove(alice)
    found = half_a_year(again(alice), alice.today())
    assert found.heading == "Half a year: from 0 to 1"
    assert len(found.met) == 27
    assert found.met[-1] == 1
    (changed,) = [row for row in found.rows if row.changes]
    name = "Agency"
    gained = alice.today() - timedelta(10)
    assert changed.changes == (
        f"{name} met on {gained.day} {gained:%B}{_year(gained, alice)}: “Step 10” made the difference",
    )
    assert changed.met == 1
    assert "1 confirmed" in changed.wins


def _year(day, user):
    return f" {day.year}" if day.year != user.today().year else ""


def test_unchanged_counts_whole_weeks_and_names_the_last_requirement_met(alice):
    prove(alice, newest=24)
    day = alice.today() - timedelta(24)
    words = half_a_year(again(alice), alice.today()).unchanged
    assert words == f"Unchanged for three weeks. The last requirement was met on {day.day} {day:%B}{_year(day, alice)}."


def test_a_new_person_is_told_nothing_about_what_never_changed(alice):
    found = half_a_year(alice, alice.today())
    assert (found.unchanged, found.heading) == ("", "Half a year: none all along")
    assert re.fullmatch(r"Requirements met, week by week: none since \d+ \w+( \d{4})?\.", found.said)
    assert found.ahead == ()


def test_the_look_ahead_says_when_a_requirement_is_lost_within_half_a_year(alice):
    prove(alice, newest=366 - 183)
    found = half_a_year(again(alice), alice.today())
    (drop,) = found.ahead
    falls = alice.today() + timedelta(183)
    assert (drop.name, drop.to, drop.loses) == ("Agency", "started", True)
    assert drop.day == f"{falls.day} {falls:%B}{_year(falls, alice)}"
    assert (found.more_ahead, found.first_later) == (0, "")


def test_what_is_lost_later_is_said_quietly(client, alice):
    prove(alice, newest=366 - 184)
    prove(alice, newest=366 - 100, skill="root-cause")  # which a director is not asked for
    found = half_a_year(again(alice), alice.today())
    falls = alice.today() + timedelta(184)
    day = f"{falls.day} {falls:%B}{_year(falls, alice)}"
    assert (found.ahead, found.first_later) == ((), day)
    client.force_login(alice)
    page = client.get("/readiness/").content.decode()
    assert f"Nothing that Director asks for drops before {day}, even if nothing is added." in page
    assert 'id="ahead"' not in page


def test_nothing_is_said_to_stay_where_no_requirement_is_met(alice):
    make_win(alice, days_ago=500, told=True, skills=["coaching"])  # which a director is asked to have proven
    found = half_a_year(again(alice), alice.today())
    assert found.met[-1] == 0
    assert (found.ahead, found.first_later) == ((), "")


def test_what_is_kept_is_kept_until_the_record_the_profile_or_the_day_changes(alice, django_assert_num_queries):
    user = again(alice)
    first = half_a_year(user, user.today())
    with django_assert_num_queries(1):
        assert half_a_year(user, user.today()) == first
    prove(alice)
    assert half_a_year(again(alice), alice.today()).met[-1] == 1
    past = alice.today() - timedelta(11)
    assert half_a_year(again(alice), past).met[-1] == 0
    with django_assert_num_queries(2):
        # The person, and today's, which the other day did not push out.
        half_a_year(again(alice), alice.today())
    alice.target_id = "vp"
    alice.save()
    assert half_a_year(again(alice), alice.today()).of != first.of


def test_the_page_has_the_drawing_in_words_and_every_week_in_a_table(client, alice):
    prove(alice)
    client.force_login(alice)
    page = client.get("/readiness/history/").content.decode()
    assert page.count("<tr role=") == 27
    assert "Half a year: from 0 to 1" in page
    (drawn,) = re.findall(r'<svg class="wide-only".*?</svg>', page, re.S)
    said = ElementTree.fromstring(drawn).get("aria-label")
    assert re.match(r"Requirements met, week by week: from 0 on \d+ \w+( \d{4})? to 1 now, the latest met on", said)
    assert f'<p class="note narrow-only">{said}</p>' in page


def test_the_page_can_be_asked_about_a_past_day(client, alice):
    prove(alice)
    client.force_login(alice)
    past = alice.today() - timedelta(11)
    page = client.get(f"/readiness/history/?on={past}").content.decode()
    assert "none all along" in page
    assert f"/readiness/?on={past}" in page


@pytest.mark.parametrize("asked", ["", "soon", "9999-12-31", "2026-13-01"])
def test_a_day_that_is_none_or_still_ahead_is_today(client, alice, asked):
    prove(alice)
    client.force_login(alice)
    page = client.get("/readiness/history/", {"on": asked}).content.decode()
    assert "from 0 to 1" in page
    assert "?on" not in page


def test_a_row_of_the_table_says_what_each_value_is_where_a_phone_shows_no_heads(client, alice):
    make_win(alice, days_ago=3, told=True, skills=["people-sense"])
    client.force_login(alice)
    page = client.get("/readiness/history/").content.decode()
    row = " ".join(
        re.sub(r"<[^>]+>", "", page[page.index("<tbody>") : page.index("</tr>", page.index("<tbody>"))]).split()
    )
    assert re.search(r"of 19 met\s?Verdict: Building\s?Gates that hold: .+What changed: .+Wins: ", row), row


def test_somebody_at_the_top_is_told_that_there_is_no_target(client):
    client.force_login(make_user(level_id="cpo"))
    assert "No target to be held against" in client.get("/readiness/history/").content.decode()


def test_a_private_wins_title_is_ones_own_to_read_and_markup_in_it_stays_text(client, alice):
    for age in (100, 60):
        make_win(alice, days_ago=age, told=True, skills=["people-sense"])
    make_confirmation(make_win(alice, "<b>Ana & Bob</b>", days_ago=3, told=True, skills=["people-sense"]))
    client.force_login(alice)
    page = client.get("/readiness/history/").content.decode()
    assert "<b>Ana" not in page


NAMES = ["Agency", "A skill with quite a long name of its own"]


@st.composite
def curves(draw):
    of = draw(st.integers(1, 30))
    met = draw(st.lists(st.integers(0, of), min_size=27, max_size=27))
    wins = draw(st.lists(st.lists(st.integers(0, 500), min_size=4, max_size=4), min_size=26, max_size=26))
    first = draw(st.dates(date(1900, 1, 1), date(2900, 1, 1)))
    notes = [
        Note(draw(st.integers(1, 26)), (f"3 Oct: {draw(st.sampled_from(NAMES))}", "one lost"), above)
        for above in draw(st.lists(st.booleans(), max_size=2))
    ]
    return Curve(met, of, -(-8 * of // 10), wins, first, notes)


def drawn_texts(svg):
    """Where the texts of a drawing stand: (x, y, anchor, words)."""
    tree = ElementTree.fromstring(svg)
    found = tree.iter("text")
    return [(float(t.get("x")), float(t.get("y")), t.get("text-anchor"), t.text) for t in found]


@settings(max_examples=30, deadline=None)
@given(curves())
def test_the_drawing_is_well_formed_and_labels_beside_its_end_keep_apart(curve):
    svg = drawn(curve, "said & done")
    labels = sorted(y for x, y, _, _ in drawn_texts(svg) if x == 816)
    assert labels
    assert all(round(after - before, 1) >= 15 for before, after in pairwise(labels))
    # Three marks a week at most, or two and how many more.
    assert svg.count('class="rug"') <= 3 * 26


LOOK = [4] * 10 + [5] * 5 + [6, 7, 7, 8, 9, 10, 9, 11, 13, 13, 13, 13]


def flat(met, *notes, **more):
    fields = {"of": 19, "nearly": 16, "wins": [[0, 0, 0, 0]] * 26, "first": date(2026, 5, 25)} | more
    return Curve(met, notes=notes, **fields)


def test_the_step_line_is_that_of_the_look():
    svg = drawn(flat(LOOK), "")
    assert '<path class="step" d="M26 152.9H325.2V143.7H474.8V134.4H504.8V125.2' in svg
    assert '<circle class="now" cx="804" cy="69.6" r="5.5"/>' in svg
    assert [words for x, _, _, words in drawn_texts(svg) if x == 816] == ["19, all", "16, nearly", "13 now"]
    months = [(x, words) for x, y, _, words in drawn_texts(svg) if y == 266]
    assert months == [(60.9, "Jun"), *months[1:]]
    assert [words for _, words in months] == ["Jun", "Jul", "Aug", "Sep", "Oct", "Nov"]


def test_what_is_met_is_said_once_where_it_is_nearly_or_all():
    said = [[t[3] for t in drawn_texts(drawn(flat([met] * 27), "")) if t[0] == 816] for met in (16, 19)]
    assert said == [["19, all", "16 now, nearly"], ["19 now, all", "16, nearly"]]


def test_notes_stand_clear_of_the_line_and_of_each_other():
    lost = Note(21, ("20 Oct: a word was taken back,", "one requirement lost"), above=False)
    gained = Note(23, ("30 Oct: Recommending met again",), above=True)
    texts = drawn_texts(drawn(flat(LOOK, lost, gained), ""))
    places = {words: y for _, y, _, words in texts}
    assert places["30 Oct: Recommending met again"] < 69
    assert 107 < places["20 Oct: a word was taken back,"] < places["one requirement lost"] < 190


def test_of_many_wins_in_a_week_two_are_drawn_and_the_rest_is_counted():
    svg = drawn(flat([0] * 27, wins=[[1, 0, 2, 0], [0, 3, 0, 9], *[[0, 0, 0, 0]] * 24]), "")
    assert re.findall(r'class="rug" href="#g-(\w+)"', svg) == ["confirmed", "told", "told", "backed", "backed"]
    assert [words for _, _, anchor, words in drawn_texts(svg) if anchor == "middle"] == ["+10"]


def test_an_artifact_makes_a_weeks_win_a_backed_one(alice):
    make_artifact(make_win(alice, told=True))
    assert half_a_year(again(alice), alice.today()).rows[0].wins == "1 backed"

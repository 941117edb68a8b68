"""Every "missing" of a skill is true: doing exactly what it says closes it, doing all of it reaches the status."""

import re
from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from insights import sentences
from insights.record import Confirmation, Link, Record, Win
from insights.standing import standing_of
from insights.statuses import Missing
from insights.timeline import Timeline
from tests.insights.build import DAY, win
from tests.insights.plainly import back, counting_wins

OFTEN = settings(max_examples=250, deadline=None)
SKILL = "agency"
EDGES = [0, 27, 28, 89, 90, 364, 365, 366, 367, 640, 700, 729, 730, 731]

a_win = st.builds(
    lambda age, grade, review: win(age, SKILL, grade=grade, review=review),
    st.one_of(st.sampled_from(EDGES), st.integers(0, 760)),
    st.sampled_from(["noted", "told", "told", "backed", "confirmed"]),
    st.sampled_from(["none", "none", "none", "needs-more"]),
)
some_wins = st.lists(a_win, max_size=5).map(tuple)
asked = st.sampled_from(["started", "shown", "proven"])


def told(day: date, **more) -> Win:
    return Win("new", "New", day, told=True, links=(Link(SKILL),), **more)


def standing(wins, status, day=DAY):
    return standing_of(Timeline(Record(wins=wins)), SKILL, day, status)


def missing(wins, status, day=DAY) -> dict[str, Missing]:
    return {entry.what: entry for entry in standing(wins, status, day).missing}


def ways_to_date(entry: Missing, day: date) -> list[list[date]]:
    """Ways to date the missing wins so that they are just what the item says, at its edges too."""
    spare = [day] * (entry.count - 1)
    if entry.first:
        return [[back(day, entry.apart), *spare] if spare else [day]]
    if not entry.since:
        return [[day, *spare], [back(day, 730)] * entry.count]
    late = max(day, entry.since)
    return [[entry.since, *[late] * len(spare)], [late, *spare], *([bound, *spare] for bound in entry.before or ())]


def ways_to_do(entry: Missing, wins: tuple[Win, ...], day: date) -> list[tuple[date, tuple[Win, ...]]]:
    """Every way to do exactly what an item says: the day on which it is done, and the wins then."""
    if entry.what == "win":
        ways = ways_to_date(entry, day)
        return [(max(day, *way), wins + tuple(told(each) for each in way)) for way in ways]
    if entry.what == "fresh-backed":
        return [(day, (*wins, told(each, measured=True))) for each in (entry.since, day)]
    word = Confirmation("somebody", "legal", day, "confirmed")
    lift = {"measured": True} if entry.what == "backed" else {"confirmations": (word,)}
    ways = [(day, (*wins, told(day, **lift)))]
    for at, one in enumerate(wins):
        if counting_wins([one], SKILL, day):
            ways.append((day, (*wins[:at], one._replace(**lift), *wins[at + 1 :])))
    return ways


@OFTEN
@given(some_wins, asked)
def test_doing_what_an_item_says_closes_it(wins, status):
    for what, entry in missing(wins, status).items():
        for day, done in ways_to_do(entry, wins, DAY):
            assert what not in missing(done, status, day)


@OFTEN
@given(some_wins, asked)
def test_doing_every_item_reaches_the_status(wins, status):
    day = DAY
    while lacking := missing(wins, status, day):
        day, wins = ways_to_do(next(iter(lacking.values())), wins, day)[0]
    assert standing(wins, status, day).met


@OFTEN
@given(some_wins, asked)
def test_a_win_dated_a_day_too_early_does_not_close_the_item(wins, status):
    entry = missing(wins, status).get("win")
    if entry and entry.since and not entry.first:
        early = back(entry.since, 1)
        done = wins + (told(early),) * entry.count
        assert "win" in missing(done, status, max(DAY, early))


@OFTEN
@given(some_wins, asked)
def test_an_older_win_outside_the_dates_given_does_not_close_the_item(wins, status):
    entry = missing(wins, status).get("win")
    if entry and entry.before:
        for outside in (back(entry.before[0], 1), back(entry.before[1], -1)):
            assert "win" in missing(wins + (told(outside),) * entry.count, status)


@OFTEN
@given(some_wins, asked)
def test_one_win_fewer_does_not_close_the_item(wins, status):
    entry = missing(wins, status).get("win")
    if entry and entry.count > 1:
        day, done = ways_to_do(entry, wins, DAY)[0]
        assert "win" in missing(done[:-1], status, day)


SHORT = re.compile(
    r"((?P<count>One|Two|Three) (more )?wins?(?P<over> a month apart| over 90 days)?"
    r"((?:, one)? (?P<from>a month|90 days) from the first)?)?(, )?"
    r"(?P<lift>[Oo]ne with proof|[Oo]ne fresh with proof|[Oo]ne confirmed|[Oo]ne confirmed and fresh)?"
)
APART = {"a month": 28, " a month apart": 28, "90 days": 90, " over 90 days": 90}


def done_in_short(words: str, wins: tuple[Win, ...]) -> tuple[date, tuple[Win, ...]]:
    """The day on which exactly what the short line says is done, and the wins then."""
    said = SHORT.fullmatch(words)
    counting = [one for one in wins if counting_wins([one], SKILL, DAY)]
    day, new = DAY, []
    if said["from"]:
        day = max(DAY, back(min(one.date for one in counting), -APART[said["from"]]))
    if said["count"]:
        new = [told(day)] * ("One", "Two", "Three").index(said["count"]) + [told(day)]
        if said["over"]:
            new[0] = told(back(day, APART[said["over"]]))
    word = Confirmation("somebody", "legal", day, "confirmed")
    lift = {"confirmations": (word,)} if "confirmed" in (said["lift"] or "") else {"measured": True}
    if said["lift"] and not new and "fresh" not in said["lift"]:
        one = counting[0]
        return day, (*(other for other in wins if other != one), one._replace(**lift))
    if said["lift"]:
        new = [*new[:-1], told(day, **lift)]
    return day, wins + tuple(new)


@OFTEN
@given(some_wins, asked)
def test_doing_what_the_short_line_says_meets_the_requirement(wins, status):
    found = standing(wins, status)
    words = sentences.missing_in_short(found.missing, DAY)
    assert bool(words) is not found.met
    day, done = done_in_short(words, wins)
    assert standing(done, status, day).met

"""The sentences about a skill and a win: what is missing, in full and in short, what is idle, when it drops."""

import pytest

from insights import sentences
from insights.grades import Lack
from insights.sentences import Idle
from insights.statuses import Drop, Missing, Tally
from tests.insights.sentences.tables import DAY, ago, broken, more_wins, tally

FRESH = ago(365)
BACKED, CONFIRMED = Missing("backed", 1), Missing("confirmed", 1)
FRESH_BACKED = Missing("fresh-backed", 1, since=FRESH)
BEFORE = (ago(730), ago(38))


def missing(*lacks):
    return [sentences.missing(lack, DAY) for lack in lacks]


def drop(skill, status, day):
    return sentences.drop(skill, status and Drop(day, status), DAY)


FULL = [
    (more_wins(first=True), "One told win"),
    (more_wins(2, 28, 365, first=True),
     "Two told wins, 28 days or more apart, one from the last 365 days (20 November 2025 or later)"),
    (more_wins(3, 90, first=True), "Three told wins, the last 90 days or more after the first"),
    (more_wins(), "One more told win"),
    (more_wins(2), "Two more told wins"),
    (more_wins(1, 28, 3), "One more told win, dated 17 November or later"),
    (more_wins(2, 90, 3), "Two more told wins, one of them dated 17 November or later"),
    (more_wins(1, 28, 0), "One more told win, dated 20 November or later"),
    (more_wins(1, 28, -9), "One more told win, 28 days or more after the first (29 November or later)"),
    (more_wins(1, 28, -9, before=BEFORE), "One more told win, 28 days or more after the first (29 November or later); "
     "or an older one, dated 20 November 2024 to 13 October"),
    (more_wins(2, 90, -50, before=BEFORE), "Two more told wins, one of them 90 days or more after the first "
     "(9 January 2027 or later); or an older one, dated 20 November 2024 to 13 October"),
    (more_wins(1, since=365), "One more told win, from the last 365 days (20 November 2025 or later)"),
    (BACKED, "One backed by an artifact or a number, or confirmed"),
    (CONFIRMED, "One confirmed by another person"),
    (FRESH_BACKED, "One backed or confirmed from the last 365 days (20 November 2025 or later)"),
]  # fmt: skip

SHORT = [
    ((), ""),
    ((more_wins(first=True),), "One win"),
    ((more_wins(2, 28, 365, first=True), BACKED), "Two wins a month apart, one with proof"),
    ((more_wins(1, 28, 3),), "One more win"),
    ((more_wins(1, 28, 3), BACKED), "One more win, one with proof"),
    ((more_wins(1, 28, -9, before=BEFORE),), "One more win a month from the first"),
    ((more_wins(1, 28, -9, before=BEFORE), BACKED), "One more win a month from the first, one with proof"),
    ((more_wins(1, since=365),), "One more win"),
    ((BACKED,), "One with proof"),
    ((more_wins(3, 90, first=True), CONFIRMED, FRESH_BACKED), "Three wins over 90 days, one confirmed and fresh"),
    ((more_wins(2, 90, -50, before=BEFORE), CONFIRMED, FRESH_BACKED),
     "Two more wins, one 90 days from the first, one confirmed and fresh"),
    ((more_wins(2, 90, 3), CONFIRMED), "Two more wins, one confirmed"),
    ((more_wins(2),), "Two more wins"),
    ((more_wins(), CONFIRMED), "One more win, one confirmed"),
    ((more_wins(), FRESH_BACKED), "One more win, one fresh with proof"),
    ((more_wins(1, 90, -9),), "One more win 90 days from the first"),
    ((CONFIRMED,), "One confirmed"),
    ((CONFIRMED, FRESH_BACKED), "One confirmed and fresh"),
    ((FRESH_BACKED,), "One fresh with proof"),
]  # fmt: skip

DROPS = [
    (("agency", None, DAY), ""),
    (("agency", "none", ago(-9)), "If nothing is added, Agency drops to nothing on 29 November"),
    (("agency", "started", ago(-99)), "If nothing is added, Agency drops to started on 27 February 2027"),
    (("recommending", "shown", ago(-9)),
     "If nothing is added, “Recommending, not reporting” drops to shown on 29 November"),
]  # fmt: skip

HOW = "; where no spaces stand between words, two characters count as one"
LACKS = [
    ((Lack("told", "told"),), "Say in three words or more each what you did and what came of it, and it is told"),
    ((Lack("told", "confirmed"), "Ended the bundle"),
     "Say in three words or more each what you did and what came of it, and it is confirmed"),
    ((Lack("told", "backed"), "三件事"),
     f"Say in three words or more each what you did and what came of it, and it is backed{HOW}"),
    ((Lack("backed", "backed"), "三件事"), "Add a number or a link and it is backed"),
    ((Lack("confirmed", "confirmed"),), "Ask somebody who was there to confirm it and it is confirmed"),
]  # fmt: skip

REASONS = [
    ("later", "It is dated after this day"),
    ("untold", "It does not say yet what you did and what came of it"),
    ("old", "It is more than two years old"),
    ("needs-more", "The newest review asks for more"),
]

IDLE = [
    (Idle(), ""),
    (Idle(untold=1), "One is noted only and does not count yet."),
    (Idle(untold=2), "Two are noted only and do not count yet."),
    (Idle(untold=10), "10 are noted only and do not count yet."),
    (Idle(struck=1), "One is struck out: more was asked."),
    (Idle(struck=2), "Two are struck out: more was asked."),
    (Idle(old=1), "One is over two years old and counts no more."),
    (Idle(old=10), "10 are over two years old and count no more."),
    (Idle(own=1), "One confirmation is your own: it takes another’s."),
    (Idle(own=2), "Two confirmations are your own: it takes another’s."),
    (Idle(claimed=1), "One confirmation came with a file that nobody vouches for."),
    (Idle(earlier=1),
     "One confirmation was given for an earlier text of its win: put that text back, or ask again."),
    (Idle(earlier=2),
     "Two confirmations were given for earlier texts of their wins: put those texts back, or ask again."),
    (Idle(untold=1, claimed=10),
     "One is noted only and does not count yet. 10 confirmations came with a file that nobody vouches for."),
]  # fmt: skip

CROWDED = [
    ((Tally(), "shown"), ""),
    ((tally(1, 0), "shown"), ""),
    ((tally(2, 0), "started"), ""),
    ((tally(2, 0), "shown"), "Two wins of one day are one stretch of work: it takes 28 days to show that it lasts."),
    ((tally(2, 1), "shown"),
     "Two wins within two days are one stretch of work: it takes 28 days to show that it lasts."),
    ((tally(10, 27), "proven"),
     "10 wins within 28 days are one stretch of work: it takes 90 days to show that it lasts."),
    ((tally(2, 28), "shown"), ""),
]  # fmt: skip


@pytest.mark.parametrize(("lack", "said"), FULL)
def test_one_thing_that_is_missing(lack, said):
    assert sentences.missing(lack, DAY) == said


@pytest.mark.parametrize(("lacks", "said"), SHORT)
def test_all_that_is_missing_in_one_short_line(lacks, said):
    assert sentences.missing_in_short(lacks, DAY) == said
    assert len(said) < 70


@pytest.mark.parametrize(("asked", "said"), DROPS)
def test_when_a_skill_drops(asked, said):
    assert drop(*asked) == said


@pytest.mark.parametrize(("asked", "said"), LACKS)
def test_what_a_win_lacks(asked, said):
    assert sentences.lack(*asked) == said


def test_how_words_are_counted_is_said_only_where_it_helps():
    assert sentences.how_counted("三件事") == sentences.how_counted("Met ทำ") == HOW
    assert sentences.how_counted("Über den Fluß, 3×") == sentences.how_counted("") == ""


@pytest.mark.parametrize(("reason", "said"), REASONS)
def test_why_a_link_does_not_count(reason, said):
    assert sentences.reason(reason) == said


@pytest.mark.parametrize(("found", "said"), IDLE)
def test_what_lies_idle(found, said):
    assert sentences.idle(found) == said


@pytest.mark.parametrize(("asked", "said"), CROWDED)
def test_wins_that_stand_too_close(asked, said):
    assert sentences.crowded(*asked) == said


def test_no_sentence_about_a_skill_or_a_win_is_broken():
    said = [said for table in (FULL, SHORT, DROPS, LACKS, REASONS) for _, said in table]
    said += [part for table in (IDLE, CROWDED) for _, said in table for part in said.split(". ")]
    assert {one: faults for one in said if one and (faults := broken(one.removesuffix(".")))} == {}

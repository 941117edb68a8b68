"""The sentences about land mines: why one is watched or stepped on, what to do, what is behind one that is clear."""

import pytest

from insights import sentences
from insights.catalog import catalog
from insights.landmines import LAND_MINES, LandMine
from insights.sentences.land_mines import _MOVES
from insights.theatre import Theatre
from tests.insights.build import win
from tests.insights.sentences.tables import OWN_WORDS, broken

TITLES = (OWN_WORDS.strip("“”"), "B, later", "C", "D")
FOUNDATIONS = ("customer-insight", "product-mastery", "commercial-awareness")


def mine(slug, count=0, of=0, because="rule", names=(), state="watch"):
    return LandMine(slug, state, because, count, of, tuple(names))


def clear(slug, count=0, of=0, because="rule"):
    return mine(slug, count, of, because, state="clear")


REASONS = [
    (clear("stuck"), ""),
    (mine("alignment", 1, names=TITLES[:1]),
     "One recommendation, “Why so many tickets?”, has waited 28 days or more for a decision"),
    (mine("alignment", 2, names=TITLES[:2]),
     "Two recommendations, “Why so many tickets?” and “B, later”, have waited 28 days or more for a decision"),
    (mine("alignment", 3, names=TITLES[:3]),
     "Three recommendations, “Why so many tickets?”, “B, later” and “C”, have waited 28 days or more for a decision"),
    (mine("alignment", 10, names="ABCDEFGHIJ"),
     "10 recommendations, “A”, “B”, “C” and seven more, have waited 28 days or more for a decision"),
    (mine("stakeholders", 1, names=["sales"]),
     "Sales: five contacts or more in the last 84 days, and you are still a tourist there"),
    (mine("stakeholders", 2, names=["sales", "legal"]),
     "Sales and Legal: five contacts or more with each in the last 84 days, and you are still a tourist there"),
    (mine("stretched", 0, 3), "Three taken problems at once"),
    (mine("stretched", 1, 3), "One running trial and two taken problems at once"),
    (mine("stretched", 2, 3), "Two running trials and one taken problem at once"),
    (mine("stretched", 10, 10), "10 running trials at once"),
    (mine("repeating", 4, 5, "kind", ["room"]), "Four of five wins of the last 56 days are of one kind: Room"),
    (mine("repeating", 9, 12, "kind", ["room"]), "Nine of 12 wins of the last 56 days are of one kind: Room"),
    (mine("repeating", 9, 5, "unmet"),
     "None of the five wins of the last 56 days speaks for a requirement that is still open"),
    (mine("repeating", 9, 12, "unmet"),
     "None of the 12 wins of the last 56 days speaks for a requirement that is still open"),
    (mine("long-hours", 1, 1), "50 hours or more in the last check-in"),
    (mine("long-hours", 1, 2), "50 hours or more in one of the last two check-ins"),
    (mine("long-hours", 2, 4), "50 hours or more in two of the last four check-ins"),
    (mine("long-hours", 4, 4), "50 hours or more in four of the last four check-ins"),
    (mine("stuck", because="date"), "No target date lies ahead"),
    (mine("stuck", 2, 2, "intentions"), "The last two intentions that you answered for were not done"),
    (mine("stuck", 10, 10, "intentions"), "The last 10 intentions that you answered for were not done"),
    (mine("low-impact", 1, names=TITLES[:1]),
     "One outcome of the last 90 days, “Why so many tickets?”, has no number after it"),
    (mine("low-impact", 2, names=TITLES[:2]),
     "Two outcomes of the last 90 days, “Why so many tickets?” and “B, later”, have no number after them"),
    (mine("low-impact", 10, names="ABCDEFGHIJ"),
     "10 outcomes of the last 90 days, “A”, “B”, “C” and seven more, have no number after them"),
    (mine("alignment", 1, 1, "flags"), "Flagged by hand in the last check-in"),
    (mine("stuck", 1, 3, "flags"), "Flagged by hand in one of the last three check-ins"),
]  # fmt: skip

CLEAR = [
    (mine("stuck"), ""),
    (clear("alignment"), "No recommendation of the last 90 days has waited 28 days or more for a decision"),
    (clear("stakeholders"), "In no department are you a tourist after five contacts or more in the last 84 days"),
    (clear("stretched"), "No trial runs, and no problem is taken"),
    (clear("stretched", 0, 1), "One taken problem"),
    (clear("stretched", 1, 1), "One running trial"),
    (clear("stretched", 1, 2), "One running trial and one taken problem at once"),
    (clear("stretched", 2, 2), "Two running trials at once"),
    (clear("repeating"), "No wins in the last 56 days"),
    (clear("repeating", of=1), "One win in the last 56 days"),
    (clear("repeating", of=2), "Two wins in the last 56 days"),
    (clear("repeating", 6, 10, "kind"), "10 wins in the last 56 days, fewer than seven in ten of one kind"),
    (clear("long-hours"), "No check-in in the last 56 days"),
    (clear("long-hours", of=1), "No week of 50 hours or more in the last check-in"),
    (clear("long-hours", of=2), "No week of 50 hours or more in the last two check-ins"),
    (clear("stuck", because="nothing"), "Nothing is logged yet"),
    (clear("stuck", because="intentions"), "A target date lies ahead"),
    (clear("stuck", 0, 1, "intentions"), "A target date lies ahead, and the last intention was done"),
    (clear("stuck", 1, 2, "intentions"), "A target date lies ahead"),
    (clear("low-impact"), "No outcome of the last 90 days lacks its number"),
]  # fmt: skip

MOVES = [
    (clear("alignment"), ""),
    (mine("alignment"), "Ask whoever decides for a yes, a no, or what they still need, with a date."),
    (mine("stakeholders"), "Bring them something of use to them, in their words, and ask for nothing."),
    (mine("stretched"), "Name the one thing that stops, and tell those whom it concerns."),
    (mine("repeating", because="kind"), "Give one routine away, and put its hours into work of another kind."),
    (mine("repeating", because="unmet"),
     "Give one routine away, and put its hours into a skill that the target still asks for."),
    (mine("repeating", because="flags"), "Give one routine away, and put its hours into work of another kind."),
    (mine("long-hours"), "Look at what filled the longest week, and drop, shorten or hand over one thing of it."),
    (mine("stuck", because="date"), "Set a target date that lies ahead, with your manager."),
    (mine("stuck", because="intentions"), "Choose one intention so small that next week cannot prevent it."),
    (mine("stuck", because="flags"),
     "Tell your manager where you are stuck, and agree on one step that fits into next week."),
    (mine("low-impact"),
     "Choose the number that the last launch should have moved, and look it up, even if it is zero."),
    (mine("low-impact", because="flags"),
     "Choose the number that the next launch is to move, and write down what it is now."),
]  # fmt: skip


def theatre(links, of, wins=0, thin=0, foundations=(), warns=True):
    return Theatre(warns, links, of, tuple(win(1) for _ in range(wins)), thin, tuple(foundations))


SHOW = [
    (theatre(3, 3, warns=False), ""),
    (theatre(3, 4, 2, 2, FOUNDATIONS[:1]),
     "3 of 4 links of the last 180 days are to strategy or business, and Customer insight is not shown"),
    (theatre(10, 12, 2, 2, FOUNDATIONS),
     "10 of 12 links of the last 180 days are to strategy or business, and Customer insight, Product mastery and "
     "Commercial awareness are not shown"),
    (theatre(3, 3, 1, 1),
     "3 of 3 links of the last 180 days are to strategy or business, and the one win behind them is neither backed nor "
     "confirmed"),
    (theatre(3, 4, 2, 2), "3 of 4 links of the last 180 days are to strategy or business, and two of these two wins "
     "are neither backed nor confirmed"),
    (theatre(9, 9, 12, 10), "9 of 9 links of the last 180 days are to strategy or business, and 10 of these 12 wins "
     "are neither backed nor confirmed"),
]  # fmt: skip

NO_SHOW = [
    (theatre(0, 0), "No win of the last 180 days is linked to a skill"),
    (theatre(0, 1), "The one link of the last 180 days is not to strategy or business"),
    (theatre(1, 1), "The one link of the last 180 days is to strategy or business"),
    (theatre(0, 3), "None of the three links of the last 180 days is to strategy or business"),
    (theatre(1, 3), "One of three links of the last 180 days is to strategy or business"),
    (theatre(2, 12), "Two of 12 links of the last 180 days are to strategy or business"),
    (theatre(10, 30), "10 of 30 links of the last 180 days are to strategy or business"),
]


@pytest.mark.parametrize(("found", "said"), REASONS)
def test_why_a_land_mine_is_not_clear(found, said):
    assert sentences.mine_reason(found) == said


@pytest.mark.parametrize(("found", "said"), CLEAR)
def test_what_is_behind_one_that_is_clear(found, said):
    assert sentences.mine_clear(found) == said


@pytest.mark.parametrize(("found", "said"), MOVES)
def test_what_to_do_asks_for_nothing_that_is_there(found, said):
    assert sentences.counter_move(found) == said


@pytest.mark.parametrize(("found", "said"), SHOW)
def test_why_it_looks_like_strategy_for_show(found, said):
    assert sentences.theatre_reason(found) == said


@pytest.mark.parametrize(("found", "said"), NO_SHOW)
def test_what_is_behind_a_record_without_show(found, said):
    assert sentences.theatre_clear(found) == said


def test_every_land_mine_and_every_cause_of_its_own_has_a_move():
    said = {said for _, said in MOVES}
    assert {*sentences.COUNTER_MOVES.values(), *_MOVES.values()} <= said
    assert list(sentences.COUNTER_MOVES) == list(LAND_MINES)


@pytest.mark.parametrize("kind", [kind for kind in catalog().kinds if kind != "other"])
def test_every_kind_can_be_the_one_that_repeats(kind):
    said = sentences.mine_reason(mine("repeating", 4, 5, "kind", [kind]))
    assert said.endswith(f"are of one kind: {catalog().kinds[kind].name}")


def test_no_sentence_about_a_land_mine_is_broken():
    said = [said for table in (REASONS, CLEAR, SHOW, NO_SHOW) for _, said in table]
    said += [move.removesuffix(".") for _, move in MOVES]
    assert {one: faults for one in said if one and (faults := broken(one))} == {}

"""What a skill has that does not count, or does not count for more, said kindly."""

from typing import NamedTuple

from insights.sentences.words import number, sentence, some
from insights.statuses import SPAN_ASKED, WINS_ASKED, Status, Tally


class Idle(NamedTuple):
    """What lies on a skill without counting.

    Wins that are noted only, that had more asked, that are over two years old; and confirmations that are one's own,
    that nobody vouches for, or that were given for an `earlier` text.
    """

    untold: int = 0
    struck: int = 0
    old: int = 0
    own: int = 0
    claimed: int = 0
    earlier: int = 0


def idle(found: Idle) -> str:
    """Which wins and words do not count, and why, a sentence each; empty if all do."""
    said = (
        (found.untold, "is noted only and does not count yet", "are noted only and do not count yet"),
        (found.struck, "is struck out: more was asked", "are struck out: more was asked"),
        (found.old, "is over two years old and counts no more", "are over two years old and count no more"),
        (
            found.own,
            "confirmation is your own: it takes another\u2019s",
            "confirmations are your own: it takes another\u2019s",
        ),
        (
            found.claimed,
            "confirmation came with a file that nobody vouches for",
            "confirmations came with a file that nobody vouches for",
        ),
        (
            found.earlier,
            "confirmation was given for an earlier text of its win: put that text back, or ask again",
            "confirmations were given for earlier texts of their wins: put those texts back, or ask again",
        ),
    )
    return " ".join(f"{sentence(number(count))} {one if count == 1 else many}." for count, one, many in said if count)


def crowded(tally: Tally, asked: Status) -> str:
    """That there are wins enough, but too close together in time; empty if not."""
    if tally.wins < max(2, WINS_ASKED[asked]) or tally.span >= SPAN_ASKED[asked]:
        return ""
    wins, days = sentence(some(tally.wins, "win")), some(tally.span + 1, "day")
    where = "of one day" if tally.span == 0 else f"within {days}"
    return f"{wins} {where} are one stretch of work: it takes {SPAN_ASKED[asked]} days to show that it lasts."

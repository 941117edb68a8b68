"""What the judgement is handed: one person's record as frozen values, without the long texts.

The evidence file and the database both make these. Of what there may be thousands (wins and all that hangs on
them, touchpoints) is a NamedTuple, which is made five times faster than a frozen dataclass.
"""

from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from insights.catalog import DEFAULT_LEVEL, DEFAULT_TRACK
from insights.folding import same_letters
from insights.limits import NAME_LENGTH
from insights.word_count import has_words

WORDS_TO_TELL = 3
SKILLS_A_WIN = 3
"""A win speaks for so many skills at most."""
EARLIEST = date(1900, 1, 1)
"""No date of a record lies before this one."""


def is_told(action: str, result: str) -> bool:
    """Whether what I did and what came of it each have three words or more, as `insights.word_count` counts them."""
    return has_words(action, WORDS_TO_TELL) and has_words(result, WORDS_TO_TELL)


def person_key(name: str) -> str:
    """What tells people apart by name: the name, whatever its case and spaces and however its letters are made.

    600 characters at most: nobody's name is longer, and there is room for no more.
    """
    return (same_letters(name) or name)[: 3 * NAME_LENGTH]


class Confirmation(NamedTuple):
    """One person's word on a win. `who` tells people apart: an e-mail address, or person_key of the name.

    `department` is empty where unknown. `counts` is false for what the user merely claims that others said,
    `for_this_text` for a word on a win that has said something else then; see `insights.confirmed_text`.
    """

    who: str
    department: str
    date: date
    verdict: str
    name: str = ""
    counts: bool = True
    for_this_text: bool = True


class Link(NamedTuple):
    """A win speaks for a skill. `review` is the answer of the newest review that speaks of this link."""

    skill: str
    review: str = "none"


class Win(NamedTuple):
    """One piece of evidence.

    `told` is is_told of its texts, `measured` whether it has a metric with an after value. `horizon` is
    empty where none is given. `confirmations` stand in the order in which they were given; of one day, the
    later counts.
    """

    key: str
    title: str
    date: date
    kind: str = "other"
    told: bool = False
    measured: bool = False
    has_artifact: bool = False
    horizon: str = ""
    decision: str = "none"
    links: tuple[Link, ...] = ()
    confirmations: tuple[Confirmation, ...] = ()


class Touchpoint(NamedTuple):
    """One contact with somebody at work. `department` is that person's, empty where unknown."""

    date: date
    person: str
    department: str
    kind: str
    started_by: str = ""


class Trial(NamedTuple):
    """A responsibility of the next level, carried for a while. `ended` is None while it runs."""

    key: str
    title: str
    skill: str
    started: date
    ended: date | None = None
    coaching: str = ""
    outcome: str = "running"


class Problem(NamedTuple):
    """An entry on the radar of unowned problems."""

    key: str
    title: str
    status: str
    spotted: date | None = None


class CheckIn(NamedTuple):
    """The weekly five minutes. `monday` begins the ISO week; `intention_done` is None while unanswered."""

    monday: date
    hours: float | None = None
    flags: frozenset[str] = frozenset()
    intention_done: bool | None = None


@dataclass(frozen=True, slots=True)
class Profile:
    """Who is judged. An empty target means the next level up; an empty department, that it is not given."""

    level: str = DEFAULT_LEVEL
    track: str = DEFAULT_TRACK
    target: str = ""
    target_date: date | None = None
    department: str = ""


@dataclass(frozen=True, slots=True)
class Record:
    """Everything that the judgement looks at, in any order."""

    profile: Profile = Profile()
    wins: tuple[Win, ...] = ()
    touchpoints: tuple[Touchpoint, ...] = ()
    trials: tuple[Trial, ...] = ()
    problems: tuple[Problem, ...] = ()
    check_ins: tuple[CheckIn, ...] = ()

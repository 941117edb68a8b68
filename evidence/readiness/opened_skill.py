"""One skill opened on the Readiness page: its newest wins, what its status asks for, what to do first."""

from dataclasses import dataclass
from datetime import date

from evidence.models import SkillLink, User
from evidence.readiness.judgement import Requirement
from evidence.record.person import wins_of
from evidence.web import wording
from insights import sentences
from insights.catalog import Skill, catalog
from insights.dates import in_words
from insights.grades import FRESH_DAYS, confirmed_earlier
from insights.readiness import Evidence, evidence_for
from insights.record import Record
from insights.sentences import number
from insights.statuses import SPAN_ASKED, WINS_ASKED, Status, Tally
from insights.values import STATUSES

SHOWN = 12
"""How many wins an opened skill lists, the newest; the log has the rest."""


@dataclass(frozen=True, slots=True)
class Piece:
    """One win of the list. `why_not` says why it does not count, empty if it does; `grade_word` what it is worth."""

    win: int
    title: str
    day: str
    grade: str
    grade_word: str
    how: str
    why_not: str


@dataclass(frozen=True, slots=True)
class Ask:
    """One thing that a status asks for, what is there of it, and whether that is enough."""

    words: str
    there: str
    holds: bool


@dataclass(frozen=True, slots=True)
class OpenedSkill:
    """A skill's evidence. `is_cut` says that there are older wins, which only the log shows.

    `details` say what is missing in full, and what does not count; `is_step`: one of the next steps is for it.
    """

    skill: Skill
    counting: tuple[Piece, ...]
    idle: tuple[Piece, ...]
    is_cut: bool
    status: str
    details: str
    is_step: bool
    asks: tuple[Ask, ...]


def opened_skill(user: User, requirement: Requirement, day: date) -> OpenedSkill:
    """The evidence of one person for a skill that the target asks for. Five queries."""
    skill = requirement.skill
    links = SkillLink.objects.of(user).kept().filter(win__date__lte=day, skill=skill)
    newest = list(links.order_by("-win__date", "-win_id").values_list("win_id", "how")[: SHOWN + 1])
    hows = dict(newest[:SHOWN])
    found = [_piece(entry, hows, day) for entry in evidence_for(Record(wins=wins_of(user, hows)), skill, day)]
    return OpenedSkill(
        skill=catalog().skills[skill],
        counting=tuple(piece for piece in found if not piece.why_not),
        idle=tuple(piece for piece in found if piece.why_not),
        is_cut=len(newest) > SHOWN,
        status=STATUSES[requirement.asked],
        details=requirement.details,
        is_step=requirement.is_step,
        asks=asks_of(requirement.asked, requirement.tally, day),
    )


def _piece(entry: Evidence, hows: dict[int, str], day: date) -> Piece:
    win = int(entry.win.key)
    return Piece(
        win=win,
        title=entry.win.title,
        day=wording.day_and_month(entry.win.date, day),
        grade=entry.grade,
        grade_word=grade_word(entry, day),
        how=hows[win],
        why_not=" ".join(f"{sentences.reason(reason)}." for reason in entry.reasons),
    )


def grade_word(entry: Evidence, day: date) -> str:
    """What a win is worth, in words, and whether somebody has confirmed an earlier text of it."""
    is_earlier = entry.grade in ("told", "backed") and confirmed_earlier(entry.win, day)
    return f"{entry.grade}, confirmed with an earlier text" if is_earlier else entry.grade


def asks_of(asked: Status, tally: Tally, day: date) -> tuple[Ask, ...]:
    """What a status asks for, each held against what counts on a day. All hold where the status is reached."""
    asks = [_wins(asked, tally)]
    if asked != "started":
        asks.append(_span(asked, tally))
    if asked == "shown":
        asks.append(_dated("one backed or confirmed", tally.backed, day))
        asks.append(_dated("one of the last 365 days", tally.newest, day, fresh=True))
    if asked == "proven":
        asks.append(_dated("one confirmed", tally.confirmed, day))
        asks.append(_dated("one backed or confirmed of the last 365 days", tally.backed, day, fresh=True))
    return tuple(asks)


def _wins(asked: Status, tally: Tally) -> Ask:
    wanted = WINS_ASKED[asked]
    words = f"{number(wanted)} counting {'win' if wanted == 1 else 'wins'}"
    return Ask(words, str(tally.wins) if tally.wins else "none", tally.wins >= wanted)


def _span(asked: Status, tally: Tally) -> Ask:
    there = f"{tally.span} {'day' if tally.span == 1 else 'days'}" if tally.wins > 1 else "no two yet"
    words = f"the newest {SPAN_ASKED[asked]} days or more after the oldest"
    return Ask(words, there, tally.span >= SPAN_ASKED[asked])


def _dated(words: str, newest: date | None, day: date, *, fresh: bool = False) -> Ask:
    if newest is None:
        return Ask(words, "none", holds=False)
    return Ask(words, in_words(newest, day), not fresh or (day - newest).days <= FRESH_DAYS)

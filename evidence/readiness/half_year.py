"""Half a year back and a year ahead: worked out once a day and record, put in words and drawn, and remembered so."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from django.utils.safestring import SafeString

from evidence.models import User
from evidence.models.remembered import Recalled, name_for, remembered
from evidence.readiness import fragments
from evidence.readiness.half_year_drawing import Curve, Note, drawn
from evidence.record.person import judged_as, timeline_of
from evidence.web import wording
from insights import sentences
from insights.catalog import catalog
from insights.dates import in_words, shift
from insights.gates import GATES
from insights.grades import grade
from insights.look_back import WEEKS, Change, Fall, Week, look_ahead, look_back
from insights.readiness import stand
from insights.sentences import listed, number, some
from insights.statuses import Drop
from insights.targets import aim_of
from insights.timeline import Timeline
from insights.values import GRADES, STATUSES, VERDICTS
from insights.verdicts import nearly_from

AHEAD_SHOWN = 5
"""Up to so many drops of the coming half-year are listed; the rest of the year is counted."""
_BEST_FIRST = tuple(reversed(GRADES))

type Wins = tuple[int, ...]
"""How many wins of each grade a week has, best first."""


class Ahead(NamedTuple):
    """A skill that drops `to` a status on a day if nothing is added; `loses`: it is then no longer met."""

    skill: str
    name: str
    to: str
    day: str
    loses: bool


class WeekRow(NamedTuple):
    """One week of the table, all in words."""

    week: str
    day: str
    verdict: str
    met: int
    gates: str
    changes: tuple[str, ...]
    wins: str


@dataclass(frozen=True, slots=True)
class HalfYear:
    """Half a year, and what lies ahead, in words.

    `met` are the requirements met at the end of each week, the state before the first in front, of `of`; `unchanged`
    says for how long nothing has changed and may be empty. `rows` are the weeks, the newest first. `ahead` are the
    drops of the coming half-year among what the target asks for, the first in time first; the coming year holds
    `more_ahead`. Where none is near, `first_later` is the day of the next, empty if there is none in a year, or if no
    requirement is met, so that there is nothing to keep. `drops` says of every skill, asked for or not, when it stands
    lower if nothing is added. `said` is what the drawing shows, in a sentence.
    """

    met: tuple[int, ...]
    of: int
    unchanged: str
    rows: tuple[WeekRow, ...]
    ahead: tuple[Ahead, ...]
    more_ahead: int
    first_later: str
    drops: dict[str, Drop]
    said: str
    drawing: SafeString

    @property
    def heading(self) -> str:
        first, last = self.met[0], self.met[-1]
        if len(set(self.met)) == 1:
            return f"Half a year: {last or 'none'} all along"
        return f"Half a year: from {first} to {last}" if first != last else f"Half a year: {last}, then as now"

    @property
    def ahead_summary(self) -> str:
        """How many drop in the coming half-year: "If nothing is added, one skill drops by 3 March"."""
        drops = "drops" if len(self.ahead) == 1 else "drop"
        return f"If nothing is added, {some(len(self.ahead), 'skill')} {drops} by {self.ahead[-1].day}"


def half_a_year(user: User, day: date, recalled: Recalled | None = None) -> HalfYear:
    """The half a year up to a day and the year after it. One query once it is remembered.

    Raises TargetError where there is no target above the level.
    """
    what, stamp = name_for("half year", user, day), f"{fragments.form()} {day.isoformat()} {judged_as(user)}"
    return remembered(user, what, stamp, HalfYear, lambda: _worked_out(timeline_of(user), day), recalled)


def _worked_out(timeline: Timeline, day: date) -> HalfYear:
    aim, weeks = aim_of(timeline.record.profile), look_back(timeline, day)
    skills, wins = stand(timeline, aim, day), _wins(timeline, weeks, day)
    falls = look_ahead(skills.values(), day)
    ahead = tuple(_ahead(fall, day) for fall in falls[:AHEAD_SHOWN] if wording.is_soon(fall.drop.day, day))
    said = _said(weeks, day)
    return HalfYear(
        met=tuple(len(week.met) for week in weeks),
        of=weeks[-1].of,
        unchanged=sentences.unchanged(weeks, day),
        rows=_rows(weeks, wins, day),
        ahead=ahead,
        more_ahead=len(falls) - len(ahead),
        first_later=in_words(falls[0].drop.day, day) if falls and weeks[-1].met and not ahead else "",
        drops={slug: drop for slug, standing in skills.items() if (drop := standing.drop)},
        said=said,
        drawing=drawn(_curve(weeks, wins, day), said),
    )


def _wins(timeline: Timeline, weeks: Sequence[Week], day: date) -> list[Wins]:
    """The wins of each week, graded as of `day`; none for the state before."""
    found: list[Counter[str]] = [Counter() for _ in weeks]
    start = shift(weeks[0].day, 1)
    for win in timeline.wins_of_last(7 * WEEKS, day):
        if win.date >= start:
            found[1 + (win.date - start).days // 7][grade(win, day)] += 1
    return [tuple(counts[name] for name in _BEST_FIRST) for counts in found]


def _ahead(fall: Fall, day: date) -> Ahead:
    to = "nothing" if fall.drop.status == "none" else STATUSES[fall.drop.status].lower()
    return Ahead(fall.skill, catalog().skills[fall.skill].name, to, in_words(fall.drop.day, day), fall.loses)


def _rows(weeks: Sequence[Week], wins: Sequence[Wins], today: date) -> tuple[WeekRow, ...]:
    """The table; the state before the first week is no row of it."""
    applying = [slug for slug in GATES if weeks[-1].gates[slug].applies]
    return tuple(_row(week, counts, applying, today) for week, counts in zip(weeks[:0:-1], wins[:0:-1], strict=True))


def _row(week: Week, counts: Wins, applying: Sequence[str], today: date) -> WeekRow:
    held = [slug for slug in GATES if week.gates[slug].met]
    lacking = [slug for slug in applying if slug not in held]
    wins = listed([f"{count} {name}" for name, count in zip(_BEST_FIRST, counts, strict=True) if count])
    return WeekRow(
        week=f"Week\u00a0{week.day.isocalendar().week}",
        day=wording.day_and_month(week.day, today).replace(" ", "\u00a0"),
        verdict=VERDICTS[week.verdict],
        met=len(week.met),
        gates=f"{len(held)} of {len(applying)}" + (f"; open: {listed(lacking)}" if lacking else ""),
        changes=tuple(sentences.change(change, today) for change in week.changes),
        wins=wins or "none",
    )


class _Turn(NamedTuple):
    """A change, with the number of its week."""

    at: int
    change: Change


def _turns(weeks: Sequence[Week]) -> tuple[list[_Turn], _Turn | None, _Turn | None]:
    """All changes, the latest requirement lost, and the latest met."""
    turns = [_Turn(at, change) for at, week in enumerate(weeks) for change in week.changes]
    lost = next((turn for turn in reversed(turns) if not turn.change.gained), None)
    gained = next((turn for turn in reversed(turns) if turn.change.gained), None)
    return turns, lost, gained


def _said(weeks: Sequence[Week], day: date) -> str:
    """What the drawing shows, in a sentence."""
    _, lost, gained = _turns(weeks)
    first, last, since = len(weeks[0].met), len(weeks[-1].met), in_words(weeks[0].day, day)
    met = f"from {first} on {since} to {last} now" if lost or gained else f"{last or 'none'} since {since}"
    latest = [
        f"the latest {'met' if turn.change.gained else 'lost'} on {in_words(turn.change.day, day)}"
        for turn in (lost, gained)
        if turn
    ]
    return f"Requirements met, week by week: {', '.join([met, *latest])}."


def _curve(weeks: Sequence[Week], wins: Sequence[Wins], day: date) -> Curve:
    """What is drawn."""
    turns, lost, gained = _turns(weeks)
    met, of = [len(week.met) for week in weeks], weeks[-1].of
    return Curve(met, of, nearly_from(of), wins[1:], shift(weeks[0].day, 1), tuple(_notes(turns, lost, gained, day)))


def _notes(turns: Sequence[_Turn], lost: _Turn | None, gained: _Turn | None, day: date) -> Iterable[Note]:
    """What is written beside the line: on the latest requirement lost, and the latest met."""
    if lost:
        yield _lost_note(lost, _with(lost, turns), wording.day_and_month(lost.change.day, day))
    if gained:
        again = any(_is_undone(turn, gained) for turn in turns)
        yield _gained_note(gained, _with(gained, turns), wording.day_and_month(gained.change.day, day), again)


def _is_undone(turn: _Turn, gained: _Turn) -> bool:
    """Whether what was gained had been lost by a turn before it."""
    return turn.change.skill == gained.change.skill and not turn.change.gained and turn.at < gained.at


def _with(turn: _Turn, turns: Iterable[_Turn]) -> int:
    """How many requirements turned the same way in the same week."""
    return sum(other.at == turn.at and other.change.gained == turn.change.gained for other in turns)


_WHY_LOST = {
    "faded": "a win for {name} turned a year old,",
    "ended": "a win for {name} turned two years old,",
    "taken-back": "a word on {name} was taken back,",
}


def _lost_note(turn: _Turn, count: int, day: str) -> Note:
    name = _short_name(turn.change.skill)
    why = _WHY_LOST[turn.change.why].format(name=name)
    return Note(turn.at, (f"{day}: {why}", f"{some(count, 'requirement')} lost"), above=False)


def _gained_note(turn: _Turn, count: int, day: str, again: bool) -> Note:
    more = f" and {number(count - 1)} more" if count > 1 else ""
    words = f"{day}: {_short_name(turn.change.skill)}{more} met{' again' if again else ''}"
    return Note(turn.at, (words,), above=True)


def _short_name(skill: str) -> str:
    """The first part of a skill's name, which fits into a drawing."""
    return catalog().skills[skill].name.partition(",")[0]

"""Half a year back and a year ahead for the pages: worked out once a day and record, then drawn from that."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from typing import Any, NamedTuple

from django.utils.safestring import SafeString

from evidence.models import User
from evidence.models.remembered import remembered
from evidence.readiness import half_year_drawing as history_drawing
from evidence.readiness.half_year_drawing import Curve, Note
from evidence.record.person import judged_as, timeline_of
from evidence.web import wording
from evidence.web.as_of import query_of
from insights import sentences
from insights.catalog import catalog
from insights.dates import in_words, shift
from insights.gates import GATES
from insights.grades import grade
from insights.look_back import WEEKS, Change, Week, look_ahead, look_back
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


class Ahead(NamedTuple):
    """A skill that drops `to` a status on a day if nothing is added; `loses`: it is then no longer met."""

    skill: str
    name: str
    to: str
    day: str
    loses: bool


class Row(NamedTuple):
    """One week of the table, all in words."""

    week: str
    day: str
    verdict: str
    met: int
    gates: str
    changes: tuple[str, ...]
    wins: str


class _Turn(NamedTuple):
    """A change as it is kept: the number of its week, and `words`, the sentence."""

    at: int
    skill: str
    gained: bool
    day: str
    why: str
    who: str
    words: str


@dataclass(frozen=True)
class HalfAYear:
    """What the page shows. Everything is made when it is asked for; `content` is what is kept."""

    day: date
    today: date
    content: dict[str, Any]

    @property
    def query(self) -> str:
        """What the address of another page needs behind it to be about the same day."""
        return query_of(self.day, self.today)

    @property
    def until(self) -> str:
        return wording.in_full(self.day)

    @property
    def met(self) -> list[int]:
        return [week[2] for week in self.content["weeks"]]

    @property
    def of(self) -> int:
        return int(self.content["of"])

    @property
    def heading(self) -> str:
        first, last = self.met[0], self.met[-1]
        if len(set(self.met)) == 1:
            return f"Half a year: {last or 'none'} all along"
        return f"Half a year: from {first} to {last}" if first != last else f"Half a year: {last}, then as now"

    @property
    def unchanged(self) -> str:
        """For how long nothing has changed, in a sentence or two; may be empty."""
        return str(self.content["unchanged"])

    @cached_property
    def said(self) -> str:
        """The drawing in words."""
        start = date.fromisoformat(self.content["weeks"][0][0])
        begins = in_words(start, self.day)
        words = f"Requirements met, week by week: from {self.met[0]} on {begins} to {self.met[-1]} now"
        latest = [f"the latest {'met' if turn.gained else 'lost'} on {self._on(turn)}" for turn in self._latest if turn]
        return ", ".join([words, *latest]) + "."

    @cached_property
    def wide(self) -> SafeString:
        return history_drawing.wide(self._curve, self.said)

    @cached_property
    def narrow(self) -> SafeString:
        return history_drawing.narrow(self._curve, self.said)

    @property
    def ahead(self) -> list[Ahead]:
        """The drops of the coming half-year among what the target asks for, the first in time first."""
        return [
            Ahead(skill, catalog().skills[skill].name, _status(to), self._in_words(day), loses)
            for skill, to, day, loses in self.content["ahead"][:AHEAD_SHOWN]
            if wording.is_soon(date.fromisoformat(day), self.day)
        ]

    @property
    def first_later(self) -> str:
        """The day of the next such drop where it lies more than half a year ahead; empty if there is none in a year.

        Empty too where no requirement is met, so that there is nothing to keep.
        """
        falls = self.content["ahead"] if self.met[-1] else ()
        return self._in_words(falls[0][2]) if falls and not self.ahead else ""

    def drop_of(self, skill: str) -> Drop | None:
        """When a skill, asked for or not, stands lower if nothing is added; None if nothing counts for it."""
        falls = self.content["drops"].get(skill)
        return Drop(date.fromisoformat(falls[0]), falls[1]) if falls else None

    @property
    def more_ahead(self) -> int:
        """How many more drops the coming year holds."""
        return len(self.content["ahead"]) - len(self.ahead)

    @property
    def rows(self) -> list[Row]:
        """The table: every week, the newest first."""
        weeks, turns = self.content["weeks"], self._turns
        return [
            _row(week, [turn.words for turn in turns if turn.at == at], self.content["gates"], self.of, self.day)
            for at, week in reversed(list(enumerate(weeks)))
            if at
        ]

    @cached_property
    def _turns(self) -> list[_Turn]:
        return [_Turn(*turn) for turn in self.content["changes"]]

    @cached_property
    def _latest(self) -> tuple[_Turn | None, _Turn | None]:
        """The latest requirement lost, and the latest met."""
        lost = [turn for turn in self._turns if not turn.gained]
        gained = [turn for turn in self._turns if turn.gained]
        return (lost[-1] if lost else None, gained[-1] if gained else None)

    @cached_property
    def _curve(self) -> Curve:
        lost, gained = self._latest
        notes = [_lost_note(lost, self._with(lost), self._short(lost))] if lost else []
        if gained:
            again = any(turn.skill == gained.skill and not turn.gained and turn.at < gained.at for turn in self._turns)
            notes.append(_gained_note(gained, self._with(gained), self._short(gained), again))
        weeks = self.content["weeks"]
        return Curve(
            self.met,
            self.of,
            nearly_from(self.of),
            [week[4] for week in weeks[1:]],
            date.fromisoformat(weeks[0][0]) + timedelta(1),
            notes,
        )

    def _with(self, turn: _Turn) -> int:
        """How many requirements turned the same way in the same week."""
        return sum(other.at == turn.at and other.gained == turn.gained for other in self._turns)

    def _on(self, turn: _Turn) -> str:
        return self._in_words(turn.day)

    def _in_words(self, day: str) -> str:
        return in_words(date.fromisoformat(day), self.day)

    def _short(self, turn: _Turn) -> str:
        return wording.day_and_month(date.fromisoformat(turn.day), self.day)


def half_a_year(user: User, day: date, target: str = "") -> HalfAYear:
    """The half a year up to a day and the year after it, for the target given or else the person's own.

    One query once it is remembered. Raises TargetError where there is no target above the level.
    """
    usual = not target and day == user.today()
    what = "history" if usual else "history of another day"
    stamp = f"{day.isoformat()} {target} {judged_as(user)}"
    content = remembered(user, what, stamp, lambda: _worked_out(timeline_of(user), day, target))
    return HalfAYear(day, user.today(), content)


def _worked_out(timeline: Timeline, day: date, target: str) -> dict[str, Any]:
    """What is kept, as JSON."""
    weeks, aim = look_back(timeline, day, target), aim_of(timeline.record.profile, target)
    skills = stand(timeline, aim, day)
    falls = look_ahead(skills.values(), day)
    return {
        "of": weeks[-1].of,
        "gates": [slug for slug in GATES if weeks[-1].gates[slug].applies],
        "weeks": [
            [week.day.isoformat(), week.verdict, len(week.met), _held(week), counts]
            for week, counts in zip(weeks, _wins(timeline, weeks, day), strict=True)
        ],
        "changes": [_kept(at, change, day) for at, week in enumerate(weeks) for change in week.changes],
        "unchanged": sentences.unchanged(weeks, day),
        "drops": {slug: [at.drop.day.isoformat(), at.drop.status] for slug, at in skills.items() if at.drop},
        "ahead": [[fall.skill, fall.drop.status, fall.drop.day.isoformat(), fall.loses] for fall in falls],
    }


def _held(week: Week) -> list[str]:
    return [slug for slug in GATES if week.gates[slug].met]


def _wins(timeline: Timeline, weeks: Sequence[Week], day: date) -> list[list[int]]:
    """How many wins of each grade, as of `day`, each week has, best first; none for the state before."""
    found: list[Counter[str]] = [Counter() for _ in weeks]
    start = shift(weeks[0].day, 1)
    for win in timeline.wins_of_last(7 * WEEKS, day):
        if win.date >= start:
            found[1 + (win.date - start).days // 7][grade(win, day)] += 1
    return [[counts[name] for name in _BEST_FIRST] for counts in found]


def _kept(at: int, change: Change, day: date) -> _Turn:
    words = sentences.change(change, day)
    return _Turn(at, change.skill, change.gained, change.day.isoformat(), change.why, change.who, words)


def _row(week: list[Any], changes: list[str], applying: list[str], of: int, today: date) -> Row:
    iso, verdict, met, held, counts = week
    day = date.fromisoformat(iso)
    lacking = [slug for slug in applying if slug not in held]
    gates = f"{len(held)} of {len(applying)}" + (f"; open: {listed(lacking)}" if lacking else "")
    wins = listed([f"{count} {name}" for name, count in zip(_BEST_FIRST, counts, strict=True) if count])
    name = f"Week\u00a0{day.isocalendar().week}"
    return Row(
        name,
        wording.day_and_month(day, today).replace(" ", "\u00a0"),
        VERDICTS[verdict],
        met,
        gates,
        tuple(changes),
        wins or "none",
    )


def _status(status: str) -> str:
    return "nothing" if status == "none" else STATUSES[status].lower()


_WHY_LOST = {
    "faded": "a win for {name} turned a year old,",
    "ended": "a win for {name} turned two years old,",
    "taken-back": "a word on {name} was taken back,",
}


def _lost_note(turn: _Turn, count: int, day: str) -> Note:
    name = _short_name(turn.skill)
    why = _WHY_LOST[turn.why].format(name=name)
    return Note(turn.at, (f"{day}: {why}", f"{some(count, 'requirement')} lost"), f"{day}: {number(count)} lost", False)


def _gained_note(turn: _Turn, count: int, day: str, again: bool) -> Note:
    more = f" and {number(count - 1)} more" if count > 1 else ""
    words = f"{day}: {_short_name(turn.skill)}{more} met{' again' if again else ''}"
    return Note(turn.at, (words,), f"{day}: {number(count)} met", True)


def _short_name(skill: str) -> str:
    """The first part of a skill's name, which fits into a drawing."""
    return catalog().skills[skill].name.partition(",")[0]

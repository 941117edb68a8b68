"""The judgement of one person on one day, as pages show it. Remembered until anything changes."""

from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from django.urls import get_script_prefix
from django.utils.safestring import SafeString

from evidence.models import User
from evidence.models.remembered import remembered
from evidence.readiness import fragments as drawn
from evidence.readiness.in_words import judgement
from evidence.readiness.tallies import from_json
from evidence.record.person import judged_as, profile_of
from insights.statuses import Status, Tally
from insights.targets import aim_of
from insights.verdicts import Verdict


class Skill(NamedTuple):
    """One requirement. `missing` and `idle` are sentences; `needs` is about how many things it lacks.

    `drops` is the first day on which it stands lower if nothing is added, as an ISO date, `drop` says so in words.
    `cells` are those of its row beside the name, drawn.
    """

    skill: str
    required: Status
    status: Status
    met: bool
    missing: str
    needs: int
    idle: str
    drops: str
    drop: str
    tally: Tally
    cells: SafeString


class Gate(NamedTuple):
    """A gate. One that does not apply has `met` None. `why` are pieces of words, each with whether it is missing.

    `shows` is what it looks at; what that is differs from gate to gate, see evidence/judging.py.
    """

    slug: str
    met: bool | None
    why: list[tuple[str, bool]]
    shows: dict[str, Any]


class Step(NamedTuple):
    """One of the next steps: for a `gate`, or for a requirement (`skill`). `then` says what a skill would become."""

    gate: str
    skill: str
    missing: str
    then: str
    action: str


class Mine(NamedTuple):
    """A land mine: its state, why, and what to do (empty where it is clear)."""

    slug: str
    state: str
    why: str
    move: str


class Theatre(NamedTuple):
    """Strategy for show: the warning in words, and the newest wins that caused it as (row, title)."""

    warns: bool
    why: str
    wins: list[tuple[int, str]]
    more: int


@dataclass(frozen=True, slots=True)
class Judged:
    """The whole judgement. `counts`, `lacks` and `makes` are the sentence about the verdict, in pieces.

    `is_empty` says that no win speaks for any requirement; `notes` are quiet remarks, a sentence each.
    """

    target: str
    track: str
    verdict: Verdict
    met: int
    of: int
    counts: str
    lacks: str
    makes: str
    is_empty: bool
    skills: tuple[Skill, ...]
    gates: tuple[Gate, ...]
    steps: tuple[Step, ...]
    mines: tuple[Mine, ...]
    theatre: Theatre
    notes: tuple[str, ...]
    drawn_mines: SafeString

    @property
    def gates_held(self) -> int:
        return sum(bool(gate.met) for gate in self.gates)

    @property
    def gates_open(self) -> int:
        return sum(gate.met is False for gate in self.gates)


def judged(user: User, day: date, target: str = "") -> Judged:
    """How a person stands on a day, for the target given or else their own. One query once it is remembered.

    Today's judgement for one's own target and the last one asked for beside it are
    remembered apart, so that looking back does not cost the next page. Raises TargetError.
    """
    aim = aim_of(profile_of(user), target)
    usual = not target and day == user.today()
    stamp = f"{drawn.FORM} {get_script_prefix()} {day.isoformat()} {aim.target} {judged_as(user)}"
    what = "judged" if usual else "judged on another day"
    return _read(remembered(user, what, stamp, lambda: judgement(user, day, aim)))


def _read(known: dict[str, Any]) -> Judged:
    return Judged(
        **known["verdict"],
        skills=tuple(_skill(*entry) for entry in known["skills"]),
        gates=tuple(Gate(*entry) for entry in known["gates"]),
        steps=tuple(Step(*entry) for entry in known["steps"]),
        mines=tuple(Mine(*entry) for entry in known["mines"]),
        theatre=Theatre(*known["theatre"]),
        notes=tuple(known["notes"]),
        drawn_mines=SafeString(known["drawn_mines"]),
    )


def _skill(*entry: Any) -> Skill:
    *words, tally, cells = entry
    return Skill._make([*words, from_json(tally), SafeString(cells)])

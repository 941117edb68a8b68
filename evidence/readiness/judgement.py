"""The judgement of one person on one day, in words: what pages show of it. Plain values, made in in_words.py."""

from dataclasses import dataclass
from datetime import date

from evidence.readiness.gate_details import GateDetails, NamedWin
from insights.sentences import Said
from insights.statuses import Status, Tally
from insights.values import STATUSES
from insights.verdicts import Verdict


@dataclass(frozen=True, slots=True)
class Requirement:
    """One requirement. `missing` is a short line, empty where it is met.

    `details` are sentences: what is missing with its dates and alternatives, what lies there and does not count.
    `is_step` says that one of the next steps is for it. `needs` is about how many things it lacks; `drops` the first
    day on which it stands lower if nothing is added, None where nothing counts for it yet.
    """

    skill: str
    name: str
    asked: Status
    status: Status
    met: bool
    missing: str
    details: str
    is_step: bool
    needs: int
    drops: date | None
    tally: Tally

    @property
    def stands(self) -> str:
        """The status in words."""
        return STATUSES[self.status]

    @property
    def asks(self) -> str:
        """What is asked, in words that stand inside a sentence."""
        return STATUSES[self.asked].lower()


@dataclass(frozen=True, slots=True)
class Gate:
    """A gate. One that does not apply has `met` None. `why` is a line in pieces, `details` what it looks at.

    `is_step` says that one of the next steps is for it.
    """

    slug: str
    name: str
    met: bool | None
    is_step: bool
    why: tuple[Said, ...]
    details: GateDetails

    @property
    def applies(self) -> bool:
        return self.met is not None

    @property
    def state(self) -> str:
        """Its word."""
        if self.met is None:
            return "Not asked"
        return "Holds" if self.met else "Open"


@dataclass(frozen=True, slots=True)
class Step:
    """One of the next steps: for the gate or the skill `slug`; for neither, it is the first win that counts.

    `missing` is a sentence without its stop, `action` what to do about it this week. `wants_a_win` says that one
    helps.
    """

    slug: str
    name: str
    is_gate: bool
    missing: str
    action: str
    wants_a_win: bool = False


@dataclass(frozen=True, slots=True)
class TheatreWarning:
    """Strategy for show: why it looks so, and the newest wins that caused it, with how many more there are."""

    why: str
    wins: tuple[NamedWin, ...]
    more: int


@dataclass(frozen=True, slots=True)
class Judgement:
    """The whole judgement. `counts` and `lacks` are sentences about the verdict, without their stops.

    `theatre` is None where there is nothing to warn of.
    """

    target: str
    track: str
    verdict: Verdict
    counts: str
    lacks: str
    requirements: tuple[Requirement, ...]
    gates: tuple[Gate, ...]
    steps: tuple[Step, ...]
    theatre: TheatreWarning | None

    @property
    def met(self) -> int:
        """How many requirements are met."""
        return sum(requirement.met for requirement in self.requirements)

    @property
    def still_open(self) -> list[Requirement]:
        """The requirements that are not met."""
        return [requirement for requirement in self.requirements if not requirement.met]

    @property
    def of(self) -> int:
        """How many requirements there are."""
        return len(self.requirements)

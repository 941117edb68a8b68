"""What a snapshot holds: the allow-list of everything that a shared page shows, as values and as stored JSON.

What has no field here is not shared. What is stored is read back as a whole or not at all: where a key is unknown or
missing, or a value has no meaning here, another version has written it, and nothing of it is shown.
"""

from datetime import date
from typing import Any, Final, Literal

import msgspec

from insights.catalog import TIERS
from insights.gates import GATES
from insights.grades import Grade
from insights.statuses import Status
from insights.verdicts import Verdict

FORMAT: Final = "pmcareer.packet/1"


class Unreadable(Exception):
    """What is stored is not of the format that is read here."""


class SharedMetric(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The measured result of a win."""

    name: str
    before: float | None
    after: float
    unit: str


class SharedLink(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """An address that shows the work; `url` is empty where it cannot be opened."""

    title: str
    url: str


class SharedFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A file that shows the work, `size` in bytes. `artifact` and `sha256` find its bytes again; no page shows them."""

    artifact: int
    sha256: str
    name: str
    size: int


class SharedWin(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A chosen win. Of confirmations only how many people gave one: nobody who did is named."""

    title: str
    date: date
    grade: Grade
    confirmed_by: int
    action: str
    result: str
    metric: SharedMetric | None
    links: tuple[SharedLink, ...]
    files: tuple[SharedFile, ...]


class SharedEvidence(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A win under a requirement: its place among the wins, counted from 0, and how it shows the skill."""

    win: int
    how: str
    counts: bool


class SharedRequirement(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What the target asks of one skill, and where that stands by the chosen wins alone."""

    skill: str
    name: str
    tier: str
    asked: Status
    status: Status
    met: bool
    evidence: tuple[SharedEvidence, ...]

    def __post_init__(self) -> None:
        if self.tier not in TIERS:
            raise ValueError("no such tier")


class SharedGate(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A gate that applies, and whether it holds; nothing of what it looks at."""

    slug: str
    met: bool

    def __post_init__(self) -> None:
        if self.slug not in GATES:
            raise ValueError("no such gate")


class Content(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """The whole of a snapshot. `tier` is the target's own, if it has one, `day` the one on which it was judged.

    `verdict` and `gates` came later: a snapshot from before has neither, and shows neither.
    """

    format: Literal["pmcareer.packet/1"]
    name: str
    level: str
    target: str
    tier: str | None
    day: date
    ask: str
    summary: str
    met: int
    wins: tuple[SharedWin, ...]
    requirements: tuple[SharedRequirement, ...]
    verdict: Verdict | None = None
    gates: tuple[SharedGate, ...] = ()

    def __post_init__(self) -> None:
        places = range(len(self.wins))
        if any(entry.win not in places for asked in self.requirements for entry in asked.evidence):
            raise ValueError("evidence of a win that is not here")
        if bool(self.verdict) != bool(self.gates):
            raise ValueError("a verdict without gates, or gates without one")


def encoded(content: Content) -> dict[str, Any]:
    """A content as it is stored: plain JSON, its keys the names of the fields, in their order."""
    return msgspec.to_builtins(content)


def decoded(stored: Any) -> Content:
    """What is stored, as values. Raises Unreadable where it is not exactly of this format."""
    try:
        return msgspec.convert(stored, Content)
    except msgspec.ValidationError as error:
        raise Unreadable from error

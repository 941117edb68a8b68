"""The format pmcareer.evidence/1: every object of the file, its keys in order, and what each key may hold.

This is the one table that reading, writing, the defaults, and what points where come from: see `areas`.
"""

# ruff: noqa: RUF009 - `one` makes a dataclass field

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from insights import values
from insights.catalog import TRACKS, catalog
from insights.evidence_format.kinds import Checksum, Choice, Day, Flag, Many, Number, Part, Text, Url, Week, area, one
from insights.landmines import LAND_MINES
from insights.limits import (
    COMMENT_LENGTH,
    HOW_LENGTH,
    KEY_LENGTH,
    METRIC_NAME_LENGTH,
    METRIC_UNIT_LENGTH,
    NAME_LENGTH,
    TEXT_LENGTH,
    TITLE_LENGTH,
)

FORMAT = "pmcareer.evidence/1"

KEY = Text(KEY_LENGTH, is_key=True)
NAME = Text(NAME_LENGTH)
TITLE = Text(TITLE_LENGTH)
LONG = Text(TEXT_LENGTH)
COUNT = Number(0, 1_000_000_000, whole=True)
SKILL = Choice("skill", lambda: catalog().skills)
LEVEL = Choice("level", lambda: catalog().levels)


def _choice(name: str, options: Mapping[str, str] | Iterable[str]) -> Choice:
    known = tuple(options)
    return Choice(name, lambda: known)


DEPARTMENT = _choice("department", values.DEPARTMENTS)


@dataclass(frozen=True, slots=True, kw_only=True)
class ProfileEntry:
    """Who is judged, for what."""

    level: str = one(LEVEL)
    track: str = one(_choice("track", TRACKS))
    target: str = one(LEVEL)
    target_date: dt.date | None = one(Day(ahead=True), empty=None)
    department: str = one(DEPARTMENT)


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonEntry:
    """Somebody at work."""

    key: str = one(KEY, needed=True, is_key=True)
    name: str = one(NAME, needed=True)
    role: str = one(NAME)
    department: str = one(DEPARTMENT)
    is_manager: bool = one(Flag(), empty=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class TouchpointEntry:
    """One contact with somebody. `next` is when the next conversation is planned."""

    person: str = one(KEY, needed=True, points_to="people")
    date: dt.date = one(Day(), needed=True)
    kind: str = one(_choice("kind of touchpoint", values.TOUCHPOINT_KINDS), needed=True)
    started_by: str = one(_choice("starter", values.STARTED_BY))
    next: dt.date | None = one(Day(ahead=True), empty=None)
    note: str = one(LONG)


@dataclass(frozen=True, slots=True, kw_only=True)
class Metric:
    """What was measured. `after` is None while nothing is measured yet."""

    name: str = one(Text(METRIC_NAME_LENGTH))
    before: float | None = one(Number(), empty=None)
    after: float | None = one(Number(), empty=None)
    unit: str = one(Text(METRIC_UNIT_LENGTH))


@dataclass(frozen=True, slots=True, kw_only=True)
class ArtifactEntry:
    """A link, or a file (its name) with the checksum under which its bytes travel, that shows the work."""

    url: str = one(Url())
    file: str = one(NAME)
    sha256: str = one(Checksum())
    title: str = one(NAME)


@dataclass(frozen=True, slots=True, kw_only=True)
class SkillEntry:
    """A skill that a win speaks for. `review` is the newest answer that speaks of this link."""

    skill: str = one(SKILL, needed=True)
    how: str = one(Text(HOW_LENGTH))
    review: str = one(_choice("review", values.REVIEWS), empty="none")


@dataclass(frozen=True, slots=True, kw_only=True)
class TextEntry:
    """What a win said when a word on it was given."""

    title: str = one(TITLE)
    action: str = one(LONG)
    result: str = one(LONG)
    metric: Metric | None = one(Part(Metric), empty=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class ConfirmationEntry:
    """Another person's word on a win.

    `of` is the digest of the text that it was given for, empty where that is not said: then it counts for any text.
    `text` is that text, where it is another than the win's. A word is the same word with them and without.
    """

    by: str = one(NAME, needed=True)
    department: str = one(DEPARTMENT)
    date: dt.date = one(Day(), needed=True)
    verdict: str = one(_choice("verdict", values.CONFIRMATION_VERDICTS), needed=True)
    comment: str = one(Text(COMMENT_LENGTH))
    of: str = one(Checksum(), beside=True)
    text: TextEntry | None = one(Part(TextEntry), empty=None, beside=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class WinEntry:
    """One piece of evidence, whole."""

    key: str = one(KEY, is_key=True)
    title: str = one(TITLE, needed=True)
    date: dt.date = one(Day(), needed=True)
    kind: str = one(Choice("kind", lambda: catalog().kinds), empty="other")
    context: str = one(LONG)
    action: str = one(LONG)
    result: str = one(LONG)
    metric: Metric | None = one(Part(Metric), empty=None)
    horizon: str = one(_choice("horizon", values.HORIZONS))
    driver: str = one(_choice("driver", values.DRIVERS), empty="none")
    decision: str = one(_choice("decision", values.DECISIONS), empty="none")
    part: str = one(_choice("part", values.PARTS))
    private: bool = one(Flag(), empty=False)
    artifacts: tuple[ArtifactEntry, ...] = one(Many(Part(ArtifactEntry)), empty=())
    people: tuple[str, ...] = one(Many(KEY), empty=(), points_to="people")
    skills: tuple[SkillEntry, ...] = one(Many(Part(SkillEntry)), empty=())
    confirmations: tuple[ConfirmationEntry, ...] = one(Many(Part(ConfirmationEntry)), empty=())


@dataclass(frozen=True, slots=True, kw_only=True)
class ProblemEntry:
    """An entry on the radar of unowned problems."""

    key: str = one(KEY, is_key=True)
    title: str = one(NAME)
    spotted: dt.date | None = one(Day(), empty=None)
    status: str = one(_choice("status", values.PROBLEM_STATUSES), empty="spotted")
    hurts: str = one(LONG)
    why_unowned: str = one(LONG)
    win: str = one(KEY, points_to="wins")


@dataclass(frozen=True, slots=True, kw_only=True)
class CustomerNoteEntry:
    """Something heard from a customer."""

    date: dt.date | None = one(Day(), empty=None)
    customer: str = one(NAME)
    channel: str = one(_choice("channel", values.CHANNELS))
    said: str = one(LONG)
    pain: str = one(LONG)
    theme: str = one(NAME)


@dataclass(frozen=True, slots=True, kw_only=True)
class NewsletterEntry:
    """A digest made from customer notes."""

    number: int | None = one(COUNT, empty=None)
    date: dt.date | None = one(Day(), empty=None)
    title: str = one(NAME)
    body: str = one(LONG)
    readers: int | None = one(COUNT, empty=None)
    win: str = one(KEY, points_to="wins")


@dataclass(frozen=True, slots=True, kw_only=True)
class RoomEntry:
    """A meeting or forum, and my part in it."""

    name: str = one(NAME, needed=True)
    tier: str = one(_choice("tier", values.ROOM_TIERS), needed=True)
    part: str = one(_choice("part", values.ROOM_PARTS))
    since: dt.date | None = one(Day(), empty=None)
    invited_by: str = one(KEY, points_to="people")


@dataclass(frozen=True, slots=True, kw_only=True)
class TrialEntry:
    """A responsibility of the next level, carried for a while."""

    title: str = one(TITLE, needed=True)
    skill: str = one(SKILL, needed=True)
    started: dt.date = one(Day(), needed=True)
    planned_end: dt.date | None = one(Day(ahead=True), empty=None)
    ended: dt.date | None = one(Day(), empty=None)
    coaching: str = one(_choice("coaching", values.COACHING))
    outcome: str = one(_choice("outcome", values.TRIAL_OUTCOMES))


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckInEntry:
    """The weekly five minutes. `week` is the Monday of its ISO week."""

    week: dt.date = one(Week(), needed=True, once=True)
    hours: float | None = one(Number(0, 168), empty=None)
    flags: tuple[str, ...] = one(Many(_choice("land mine", LAND_MINES)), empty=())
    intention: str = one(LONG)
    intention_skill: str = one(SKILL)
    intention_done: bool | None = one(Flag(), empty=None)
    reflection: str = one(LONG)


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkplaceEntry:
    """Whether this is a place where careers grow; None is unanswered. Insight: bet-on-talent."""

    founder_led: bool | None = one(Flag(), empty=None)
    promotes_from_within: bool | None = one(Flag(), empty=None)
    product_market_fit: bool | None = one(Flag(), empty=None)
    lean: bool | None = one(Flag(), empty=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceFile:
    """A whole evidence file, every empty filled in."""

    format: str = one(_choice("format", (FORMAT,)), needed=True)
    profile: ProfileEntry = one(Part(ProfileEntry), empty=ProfileEntry())
    people: tuple[PersonEntry, ...] = area(PersonEntry, "person", "people")
    touchpoints: tuple[TouchpointEntry, ...] = area(TouchpointEntry, "touchpoint", "touchpoints")
    wins: tuple[WinEntry, ...] = area(WinEntry, "win", "wins")
    problems: tuple[ProblemEntry, ...] = area(ProblemEntry, "problem", "problems")
    customer_notes: tuple[CustomerNoteEntry, ...] = area(CustomerNoteEntry, "customer note", "customer notes")
    newsletters: tuple[NewsletterEntry, ...] = area(NewsletterEntry, "newsletter issue", "newsletter issues")
    rooms: tuple[RoomEntry, ...] = area(RoomEntry, "room", "rooms")
    trials: tuple[TrialEntry, ...] = area(TrialEntry, "trial", "trials")
    check_ins: tuple[CheckInEntry, ...] = area(CheckInEntry, "check-in", "check-ins")
    workplace: WorkplaceEntry = one(Part(WorkplaceEntry), empty=WorkplaceEntry())

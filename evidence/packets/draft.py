"""A packet's draft: the wins that could stand under each requirement, those that do, and what they carry."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple, cast

from django.db.models import FilteredRelation, Q, QuerySet

from evidence.models import Packet, SkillLink, User
from evidence.models.wins import may_be_shared
from evidence.record.person import wins_of
from insights.catalog import catalog
from insights.grades import Grade, Reason, confirmed_by, grade, why_not
from insights.proposal import strength
from insights.record import Link, Record, Win
from insights.standing import Standing, standing_of
from insights.statuses import Status
from insights.timeline import Timeline


class Candidate(NamedTuple):
    """A win that can stand under a skill, by one of its links. `reasons` say why it does not count, if so.

    `place` is its place in the order of the packet that was asked about, None where it is not chosen there.
    """

    link: int
    win: Win
    skill: str
    how: str
    grade: Grade
    confirmed_by: int
    reasons: tuple[Reason, ...]
    place: int | None

    @property
    def row(self) -> int:
        """The number of the win's row."""
        return int(self.win.key)


@dataclass(frozen=True, slots=True)
class DraftRequirement:
    """One requirement: where it stands by the chosen wins alone, these in order, and the others."""

    skill: str
    name: str
    tier: str
    asked: Status
    standing: Standing
    chosen: tuple[Candidate, ...]
    others: tuple[Candidate, ...]


@dataclass(frozen=True, slots=True)
class Draft:
    """A packet as it stands on a day. `private` counts the wins left out because they are private."""

    packet: Packet
    day: date
    requirements: tuple[DraftRequirement, ...]
    private: int

    @property
    def met(self) -> int:
        """How many requirements the chosen wins meet."""
        return sum(bool(asked.standing.met) for asked in self.requirements)

    @property
    def held(self) -> tuple[Win, ...]:
        """The chosen wins as the judgement takes them: each speaks for the skills under which it was chosen."""
        return _held({asked.skill: asked.chosen for asked in self.requirements})

    @property
    def wins(self) -> list[int]:
        """The rows of the chosen wins, each once, in the order in which they first stand in the packet."""
        return list(dict.fromkeys(entry.row for asked in self.requirements for entry in asked.chosen))


def requirements_of(packet: Packet) -> Mapping[str, Status]:
    """What the packet's target asks of its owner: skill -> status, in the catalogue's order."""
    track = packet.owner.judged_track
    return cast(Mapping[str, Status], catalog().requirements(packet.target_id, track))


def open_links(packet: Packet) -> QuerySet[SkillLink]:
    """The links that can be in this packet: of the owner's kept wins, not private, to a skill that is asked."""
    return SkillLink.objects.of(packet.owner).shareable().filter(skill__in=list(requirements_of(packet))).order_by()


def draft_of(packet: Packet) -> Draft:
    """The draft on the owner's today, in five queries. Deleted and private wins are not in it."""
    day, asked = packet.owner.today(), requirements_of(packet)
    found, private = candidates(packet.owner, asked, day, packet)
    chosen: dict[str, list[Candidate]] = {skill: [] for skill in asked}
    others: dict[str, list[Candidate]] = {skill: [] for skill in asked}
    for entry in found:
        (others if entry.place is None else chosen)[entry.skill].append(entry)
    for entries in chosen.values():
        entries.sort(key=lambda entry: (entry.place or 0, entry.link))
    standings = _judged(chosen, asked, day)
    skills = catalog().skills
    return Draft(
        packet,
        day,
        tuple(
            DraftRequirement(
                skill,
                skills[skill].name,
                skills[skill].tier,
                status,
                standings[skill],
                tuple(chosen[skill]),
                tuple(others[skill]),
            )
            for skill, status in asked.items()
        ),
        private,
    )


def candidates(
    owner: User, asked: Iterable[str], day: date, packet: Packet | None = None
) -> tuple[list[Candidate], int]:
    """Every link of a kept win to one of the skills, strongest first, and how many private wins are left out.

    With a packet each says its place there. Five queries.
    """
    links = SkillLink.objects.of(owner).kept().filter(skill__in=list(asked)).annotate(is_open=may_be_shared("win__"))
    in_packet = FilteredRelation("packet_items", condition=Q(packet_items__packet=packet.pk if packet else None))
    rows = list(
        links.annotate(item=in_packet)
        .order_by()
        .values_list("pk", "win_id", "is_open", "skill_id", "how", "item__position")
    )
    open_rows = [row for row in rows if row[2]]
    wins = {win.key: win for win in wins_of(owner, {row[1] for row in open_rows})}
    found = [
        _candidate(link, wins[str(win)], skill, how, day, place)
        for link, win, _, skill, how, place in open_rows
        if str(win) in wins
    ]
    found.sort(key=lambda entry: (not entry.reasons, *strength(entry.win, day), entry.link), reverse=True)
    return found, len({row[1] for row in rows if not row[2]})


def _candidate(pk: int, win: Win, skill: str, how: str, day: date, place: int | None) -> Candidate:
    link = next((link for link in win.links if link.skill == skill), Link(skill))
    words = len(confirmed_by(win, day))
    return Candidate(pk, win, skill, how, grade(win, day), words, why_not(win, link, day), place)


def _judged(chosen: Mapping[str, Sequence[Candidate]], asked: Mapping[str, Status], day: date) -> dict[str, Standing]:
    """Where each skill stands by the chosen links alone."""
    timeline = Timeline(Record(wins=_held(chosen)))
    return {skill: standing_of(timeline, skill, day, status) for skill, status in asked.items()}


def _held(chosen: Mapping[str, Sequence[Candidate]]) -> tuple[Win, ...]:
    """The wins that are chosen under some skill, with their links to these skills alone."""
    links: dict[str, set[str]] = {}
    wins: dict[str, Win] = {}
    for skill, entries in chosen.items():
        for entry in entries:
            wins[entry.win.key] = entry.win
            links.setdefault(entry.win.key, set()).add(skill)
    return tuple(
        win._replace(links=tuple(link for link in win.links if link.skill in links[key])) for key, win in wins.items()
    )

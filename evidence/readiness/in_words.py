"""An assessment put in words, and what is drawn of it: made once, not for each page."""

from collections.abc import Iterable
from datetime import date

from evidence.readiness.axis_scales import Scale
from evidence.readiness.fragments import Fragments, Mine, RowOf, draw, draw_land_mines
from evidence.readiness.gate_details import NamedWin, gate_details
from evidence.readiness.judgement import Gate, Judgement, Requirement, TheatreWarning
from evidence.readiness.marks import Links, links_by_skill, marks_of, young_enough
from evidence.readiness.steps import stepped_on, steps_in_words
from evidence.web.wording import is_soon
from insights import notes, sentences
from insights.as_text import GATE_NAMES
from insights.catalog import catalog
from insights.gate_evidence import look
from insights.grades import FRESH_DAYS, confirmed_earlier
from insights.landmines import LandMine
from insights.readiness import Assessment
from insights.record import Win
from insights.sentences import Idle, sentence
from insights.standing import Standing
from insights.statuses import Drop, reaches
from insights.theatre import Theatre
from insights.timeline import Timeline

THEATRE_WINS = 12
"""How many of the wins behind a warning of strategy for show are named, the newest."""


def in_words(
    timeline: Timeline, found: Assessment, own_names: frozenset[str], scale: Scale
) -> tuple[Judgement, Fragments]:
    """What was found of a record, in words, and what is drawn of that, wins on an axis of that `scale`.

    `own_names` are those under which the person's own word would be given.
    """
    links = links_by_skill(timeline.record.wins, found.day)
    rows = [_row(entry, links.get(entry.skill, []), found, own_names, scale) for entry in found.requirements]
    land_mines = draw_land_mines(
        map(_mine, found.land_mines.values()), _no_warning(found.theatre), tuple(_notes(timeline, found))
    )
    judgement = Judgement(
        target=found.aim.target,
        track=found.aim.track,
        verdict=found.verdict,
        counts=sentences.counts(found),
        lacks=sentences.to_nearly(found),
        requirements=tuple(row.requirement for row in rows),
        gates=_gates(timeline, found, own_names),
        steps=steps_in_words(found),
        theatre=_warning(found.theatre),
    )
    return judgement, draw(rows, land_mines, found.day, scale)


def _requirement(standing: Standing, drop: Drop | None, idle: str, found: Assessment) -> Requirement:
    lacks, day = standing.missing, found.day
    return Requirement(
        skill=standing.skill,
        name=catalog().skills[standing.skill].name,
        asked=standing.asked or "none",
        status=standing.status,
        met=bool(standing.met),
        missing=sentences.missing_in_short(lacks, day),
        details=" ".join([f"{sentences.missing(lack, day)}." for lack in lacks] + [idle] * bool(idle)),
        is_step=standing.skill in stepped_on(found).skills,
        needs=sum(lack.count for lack in lacks),
        drops=drop.day if drop else None,
        tally=standing.tally,
    )


def _row(standing: Standing, links: Links, found: Assessment, own_names: frozenset[str], scale: Scale) -> RowOf:
    asked, day, drop = standing.asked or "none", found.day, standing.drop
    seen = young_enough(links, day)
    idle = _idle(standing, seen, len(links) - len(seen), found, own_names)
    return RowOf(
        requirement=_requirement(standing, drop, idle, found),
        drop=sentences.drop(standing.skill, drop, day),
        loses=bool(standing.met and drop and not reaches(drop.status, asked) and is_soon(drop.day, day)),
        marks=marks_of(seen, day, scale),
    )


def _idle(standing: Standing, seen: Links, old: int, found: Assessment, own_names: frozenset[str]) -> str:
    """What lies there and does not count, and why; of words only where another person's is missing.

    `seen` are the links that are young enough, `old` counts the others.
    """
    wanted = any(lack.what in ("confirmed", "fresh-backed", "backed") for lack in standing.missing)
    idle = _idle_words((win for win, _ in seen) if wanted else (), found.day, own_names)._replace(
        untold=sum(not win.told for win, _ in seen),
        struck=sum(link.review == "needs-more" for _, link in seen),
        old=old,
    )
    asked = None if standing.met else standing.asked
    crowded = sentences.crowded(standing.tally, asked) if asked else ""
    return " ".join(filter(None, (crowded, sentences.idle(idle))))


def _gates(timeline: Timeline, found: Assessment, own_names: frozenset[str]) -> tuple[Gate, ...]:
    seen = look(timeline, found.aim, found.day)
    idle = _idle_words(timeline.wins_of_last(FRESH_DAYS + 1, found.day), found.day, own_names)
    details = gate_details(found, seen, idle, timeline.record.profile.department)
    return tuple(
        Gate(
            slug=gate.slug,
            name=GATE_NAMES[gate.slug],
            met=gate.met,
            is_step=gate.slug in stepped_on(found).gates,
            why=sentences.gate_state(gate, found, seen),
            details=details[gate.slug],
        )
        for gate in found.gates.values()
    )


def _idle_words(wins: Iterable[Win], day: date, own_names: frozenset[str]) -> Idle:
    """The words on wins that do not count: one's own, those that nobody vouches for, and for an earlier text."""
    worded = [win for win in wins if win.confirmations]
    words = [word for win in worded for word in win.confirmations if not word.counts and word.date <= day]
    own = sum(word.who in own_names for word in words)
    earlier = sum(len(confirmed_earlier(win, day)) for win in worded if win.told)
    return Idle(own=own, claimed=len(words) - own, earlier=earlier)


def _mine(mine: LandMine) -> Mine:
    if mine.state == "clear":
        return Mine(mine.slug, mine.state, f"{sentences.mine_clear(mine)}.", "")
    return Mine(mine.slug, mine.state, f"{sentences.mine_reason(mine)}.", sentences.counter_move(mine))


def _warning(theatre: Theatre) -> TheatreWarning | None:
    if not theatre.warns:
        return None
    newest = tuple(NamedWin(int(win.key), win.title) for win in theatre.wins[: -THEATRE_WINS - 1 : -1])
    why = f"{sentence(sentences.theatre_reason(theatre))}."
    return TheatreWarning(why, newest, len(theatre.wins) - len(newest))


def _no_warning(theatre: Theatre) -> str:
    return "" if theatre.warns else f"{sentences.theatre_clear(theatre)}."


def _notes(timeline: Timeline, found: Assessment) -> Iterable[str]:
    """Quiet remarks, a sentence each."""
    if old := notes.old_strengths(timeline, found.aim, found.day):
        yield f"{sentences.old_strengths(old, found.aim)}."
    if lean := notes.lean(timeline, found.day):
        yield f"{sentences.lean(lean)}."

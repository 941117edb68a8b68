"""A person's whole record judged on a day, as JSON to draw pages from: words made once, not for each page."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from evidence.models import User
from evidence.readiness.fragments import Cells, Said, land_mines
from evidence.readiness.gate_details import gates_shown
from evidence.readiness.marks import Links, links_by_skill, marks_of
from evidence.readiness.tallies import as_json
from evidence.record.person import timeline_of
from evidence.web.wording import is_soon
from insights import notes, sentences
from insights.gate_evidence import look
from insights.grades import COUNTING_DAYS, FRESH_DAYS
from insights.landmines import LandMine
from insights.readiness import Assessment, assess_timeline
from insights.sentences import Idle, sentence
from insights.standing import Standing
from insights.statuses import reaches
from insights.steps import Step
from insights.targets import Aim
from insights.theatre import Theatre
from insights.timeline import Timeline
from insights.values import STATUSES

THEATRE_WINS = 12
"""How many of the wins behind a warning of strategy for show are named, the newest."""


def judgement(user: User, day: date, aim: Aim) -> dict[str, Any]:
    """The whole judgement as JSON; `evidence.readiness.judgement` says what is what."""
    timeline = timeline_of(user)
    found, seen = assess_timeline(timeline, day, aim.target), look(timeline, aim, day)
    links, own, cells = links_by_skill(timeline.record.wins, day), user.own_names, Cells(day)
    theatre, said = _theatre(found.theatre), list(_notes(timeline, found))
    mines = [_mine(mine) for mine in found.land_mines.values()]
    return {
        "verdict": _verdict(found, links),
        "skills": [_skill(entry, links.get(entry.skill, []), found, own, cells) for entry in found.requirements],
        "gates": gates_shown(found, seen, _idle_words(timeline, found, own), user.department),
        "steps": [_step(step, found) for step in found.next_steps],
        "mines": mines,
        "theatre": theatre,
        "notes": said,
        "drawn_mines": land_mines(mines, "" if found.theatre.warns else theatre[1], said),
    }


def _verdict(found: Assessment, links: Mapping[str, Links]) -> dict[str, Any]:
    return {
        "target": found.aim.target,
        "track": found.aim.track,
        "verdict": found.verdict,
        "met": found.met,
        "of": found.of,
        "counts": sentences.counts(found),
        "lacks": sentences.more_for_nearly(found),
        "makes": sentences.makes_it_nearly(found) if found.verdict == "building" else "",
        "is_empty": not any(links.get(skill) for skill in found.aim.requirements),
    }


def _skill(standing: Standing, links: Links, found: Assessment, own_names: frozenset[str], cells: Cells) -> list[Any]:
    asked, day, drop = standing.asked or "none", found.day, standing.drop
    marks = marks_of(links, day)
    counted = sum((day - win.date).days <= COUNTING_DAYS for win, _ in links)
    said = Said(
        _stops(sentences.missing(lack, day) for lack in standing.missing),
        _idle(standing, links, found, own_names),
        sentences.drop(standing, day),
        bool(standing.met and drop and not reaches(drop.status, asked) and is_soon(drop.day, day)),
    )
    return [
        standing.skill,
        asked,
        standing.status,
        bool(standing.met),
        said.missing,
        sum(lack.count for lack in standing.missing),
        said.idle,
        drop.day.isoformat() if drop else "",
        said.drop,
        as_json(standing.tally),
        cells.draw(standing, said, marks, counted - len(marks)),
    ]


def _idle(standing: Standing, links: Links, found: Assessment, own_names: frozenset[str]) -> str:
    """What lies there and does not count, and why; of words only where another person's is missing."""
    old = sum((found.day - win.date).days > COUNTING_DAYS for win, _ in links)
    seen = [(win, link) for win, link in links if (found.day - win.date).days <= COUNTING_DAYS]
    wanted = any(lack.what in ("confirmed", "fresh-backed", "backed") for lack in standing.missing)
    idle_words = (
        [word for win, _ in seen for word in win.confirmations if not word.counts and word.date <= found.day]
        if wanted
        else []
    )
    own = sum(word.who in own_names for word in idle_words)
    idle = Idle(
        untold=sum(not win.told for win, _ in seen),
        struck=sum(link.review == "needs-more" for _, link in seen),
        old=old,
        own=own,
        claimed=len(idle_words) - own,
    )
    asked = None if standing.met else standing.asked
    crowded = sentences.crowded(standing.tally, asked) if asked else ""
    return " ".join(filter(None, (crowded, sentences.idle(idle))))


def _idle_words(timeline: Timeline, found: Assessment, own_names: frozenset[str]) -> Idle:
    """The words on fresh wins that do not count: one's own, and those that nobody vouches for."""
    wins = timeline.wins_of_last(FRESH_DAYS + 1, found.day)
    words = [word for win in wins for word in win.confirmations if not word.counts and word.date <= found.day]
    own = sum(word.who in own_names for word in words)
    return Idle(own=own, claimed=len(words) - own)


def _step(step: Step, found: Assessment) -> list[str]:
    missing, then = f"{sentences.step(step, found)}.", ""
    if step.skill:
        missing = _stops(sentences.missing(lack, found.day) for lack in step.lack.missing)
        now, asked = STATUSES[found.skills[step.skill].status], STATUSES[step.lack.asked]
        then = f"It would go from {now.lower()} to {asked.lower()}."
    return [step.gate, step.skill, missing, then, step.action]


def _mine(mine: LandMine) -> list[str]:
    if mine.state == "clear":
        return [mine.slug, mine.state, f"{sentences.mine_clear(mine)}.", ""]
    return [mine.slug, mine.state, f"{sentences.mine_reason(mine)}.", sentences.counter_move(mine)]


def _theatre(theatre: Theatre) -> list[Any]:
    if not theatre.warns:
        return [False, f"{sentences.theatre_clear(theatre)}.", [], 0]
    newest = theatre.wins[: -THEATRE_WINS - 1 : -1]
    why = f"{sentence(sentences.theatre_reason(theatre))}."
    return [True, why, [(int(win.key), win.title) for win in newest], len(theatre.wins) - len(newest)]


def _notes(timeline: Timeline, found: Assessment) -> Iterable[str]:
    if old := notes.old_strengths(timeline, found.aim, found.day):
        yield f"{sentences.old_strengths(old, found.aim)}."
    if lean := notes.lean(timeline, found.day):
        yield f"{sentences.lean(lean)}."


def _stops(words: Iterable[str]) -> str:
    return " ".join(f"{word}." for word in words)

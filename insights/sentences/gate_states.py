"""Why a gate holds or stands open, in a line: what is there, and what is missing."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from insights.catalog import TRAITS, catalog
from insights.dates import in_words
from insights.gate_evidence import Seen, TrialSeen
from insights.gates import HORIZON_WINS_ASKED, LOCALS_ASKED, Gate, people_asked
from insights.sentences.words import inside, listed, number, part, sentence, some
from insights.values import COACHING, DEPARTMENTS, STATUSES

if TYPE_CHECKING:
    from insights.readiness import Assessment

NAMES_SHOWN = 9
_AHEAD = {"quarter": "a quarter ahead", "year": "a year ahead", "multi-year": "several years ahead"}


class Said(NamedTuple):
    """A piece of a sentence; `missing` if it says what is missing. Spaces and stops are in the pieces."""

    words: str
    missing: bool = False


def gate_state(gate: Gate, found: "Assessment", seen: Seen) -> tuple[Said, ...]:
    """The line of one gate, in pieces."""
    if not gate.applies:
        first = "Senior PM" if gate.slug == "foundations" else "Principal PM and Director"
        return (Said(f"Not asked of a {catalog().levels[found.aim.target].short}; from {first} up it is."),)
    return tuple(_LINES[gate.slug](found, seen))


def _lacks(found: "Assessment", gate: str, what: str) -> bool:
    return any(lack.what == what for lack in found.gates[gate].lacks)


def _skills(found: "Assessment", _seen: Seen) -> list[Said]:
    unmet = found.of - found.met
    if not unmet:
        return [Said(f"All {found.of} requirements are met.")]
    words = f"{part(unmet, found.of, 'requirement')} {'is' if unmet == 1 else 'are'} not met"
    if unmet == found.of:
        words = f"{part(0, found.of, 'requirement')} is met"
    return [Said(sentence(words), True), Said(".")]


def _names(skills: Sequence[str]) -> str:
    return listed(_first([inside(catalog().skills[skill].name) for skill in skills]))


def _first(names: list[str]) -> list[str]:
    """The names, or the first of them and how many more there are."""
    more = len(names) - NAMES_SHOWN + 1
    return names if more < 2 else [*names[:-more], f"{number(more)} more"]


def _not_shown(found: "Assessment", gate: str) -> list[str]:
    return [lack.skill for lack in found.gates[gate].lacks if lack.what == "skill"]


def _unshown(skills: list[str]) -> Said:
    return Said(f"{sentence(_names(skills))} {'is' if len(skills) == 1 else 'are'} not shown", True)


def _traits(found: "Assessment", _seen: Seen) -> list[Said]:
    unshown = _not_shown(found, "traits")
    line = [_unshown(unshown), Said(". ")] if unshown else [Said(f"The {number(len(TRAITS))} trait skills are shown. ")]
    places = [DEPARTMENTS[slug].lower() for slug, contact in found.locals.items() if contact.place == "local"]
    where = f"{some(len(places), 'department')}, {listed(places)}" if places else "no department"
    line.append(Said(f"Local in {where}"))
    short = LOCALS_ASKED - len(places)
    if short > 0:
        more = f"{number(short)} more {'is' if short == 1 else 'are'} asked" if places else f"{number(short)} are asked"
        line += [Said("; "), Said(more, True)]
    return [*line, Said("."), *_own_department(found, "traits")]


def _own_department(found: "Assessment", gate: str) -> list[Said]:
    if not _lacks(found, gate, "department"):
        return []
    return [Said(" "), Said("Your own department is not given: until it is, none counts as another", True), Said(".")]


def _trial(found: "Assessment", seen: Seen) -> list[Said]:
    proof = next((trial for trial in seen.trials if not trial.shorts), None)
    if proof and proof.trial.ended:
        ended, coaching = in_words(proof.trial.ended, found.day), COACHING[proof.trial.coaching].lower()
        how = f"after {some(proof.days, 'day')} with {'no' if coaching == 'none' else coaching} coaching"
        return [Said(f"“{proof.trial.title}” ended in success on {ended}, {how}.")]
    running = [trial for trial in seen.trials if "running" in trial.shorts and "skill" not in trial.shorts]
    line = [Said(f"{_run(running[-1])} ")] if running else []
    ended_any = any("running" not in trial.shorts for trial in seen.trials)
    none = "No trial that has ended is proof" if ended_any else "No trial has ended in success yet"
    return [*line, Said(none, True), Said(".")]


def _run(seen: TrialSeen) -> str:
    run = f"has run for {some(seen.days, 'day')}" if seen.days else "has just begun"
    return f"“{seen.trial.title}” {run}."


def _foundations(found: "Assessment", _seen: Seen) -> list[Said]:
    unshown = _not_shown(found, "foundations")
    if unshown:
        return [_unshown(unshown), Said(".")]
    skills = [skill for skill in catalog().skills.values() if skill.foundation]
    by_status: dict[str, list[str]] = {}
    for skill in skills:
        by_status.setdefault(found.skills[skill.slug].status, []).append(inside(skill.name))
    parts = [
        f"{listed(names)} {'is' if len(names) == 1 else 'are'} {STATUSES[status].lower()}"
        for status, names in sorted(by_status.items())
    ]
    return [Said(f"{sentence(', '.join(parts))}.")]


def _horizon(found: "Assessment", seen: Seen) -> list[Said]:
    wins = sum(len(horizon.wins) for horizon in seen.horizons if horizon.enough)
    look = "looks" if wins == 1 else "look"
    there = f"{sentence(some(wins, 'fresh win'))}, told or better, {look} {_AHEAD[found.aim.horizon]} or further; "
    asked, short = HORIZON_WINS_ASKED, HORIZON_WINS_ASKED - wins
    if short <= 0:
        return [Said(f"{there}{number(asked)} are asked.")]
    more = f"{number(short)} more {'is' if short == 1 else 'are'} asked" if wins else f"{number(asked)} are asked"
    return [Said(there), Said(more, True), Said(".")]


def _confirmed(found: "Assessment", seen: Seen) -> list[Said]:
    names, asked = _first([person.name for person in seen.people]), people_asked(found.aim)
    people = f"{sentence(some(len(seen.people), 'person', 'people'))} ({listed(names)})" if names else "Nobody"
    confirm = "confirm" if len(seen.people) > 1 else "confirms"
    short, line = asked - len(seen.people), [Said(f"{people} {confirm} a fresh win. ")]
    if short > 0:
        more = f"{sentence(number(short))} more {'is' if short == 1 else 'are'} asked"
        line += [Said(more if names else f"{sentence(number(asked))} are asked", True)]
    else:
        line.append(Said(f"{sentence(number(asked))} are asked"))
    outsider = "one of them from another department than yours"
    if _lacks(found, "confirmed", "outsider"):
        line += [Said(", "), Said(f"{outsider}: there is none", True)]
    else:
        line.append(Said(f", {outsider}"))
    return [*line, Said("."), *_own_department(found, "confirmed")]


_LINES = {
    "skills": _skills,
    "traits": _traits,
    "trial": _trial,
    "foundations": _foundations,
    "horizon": _horizon,
    "confirmed": _confirmed,
}

_TRIAL_SHORTS = {
    "skill": "the target does not ask for its skill to be shown or proven",
    "running": "it still runs",
    "failed": "it did not end in success",
    "coaching": "it took more than minimal coaching, or how much is not said",
    "short": "it lasted under 28 days",
    "old": "it ended more than 548 days ago",
}


def trial_seen(seen: TrialSeen) -> str:
    """Why a trial is no proof; that it is one otherwise."""
    if not seen.shorts:
        return "Holds the gate"
    return sentence("; ".join(_TRIAL_SHORTS[short] for short in seen.shorts))

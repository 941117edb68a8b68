"""An assessment as a text to read in a terminal."""

from collections.abc import Iterator

from insights import sentences
from insights.catalog import TIERS, catalog
from insights.dates import in_words
from insights.landmines import LAND_MINES
from insights.readiness import Assessment
from insights.standing import Standing
from insights.values import DEPARTMENTS, STATUSES

GATE_NAMES = {
    "skills": "Skills",
    "traits": "Traits",
    "trial": "Trial",
    "foundations": "Foundations",
    "horizon": "Horizon",
    "confirmed": "Confirmed",
}
_WIDTH = 42
_INDENT = " " * 4


def as_text(found: Assessment) -> str:
    """The whole judgement: verdict, requirements by tier, gates, locals, land mines and the next steps."""
    return "\n".join(_lines(found)) + "\n"


def _lines(found: Assessment) -> Iterator[str]:
    day = in_words(found.day, found.day)
    yield f"{found.aim.title}, {found.aim.track} track, as of {day} {found.day.year}"
    yield f"{sentences.verdict(found)}."
    if nearly := sentences.to_nearly(found):
        yield f"{nearly}."
    if theatre := sentences.theatre_reason(found.theatre):
        yield f"This looks like strategy for show: {theatre}."
    yield from _requirements(found)
    yield from _gates(found)
    if found.locals:
        yield from ("", "Departments")
        for slug, contact in found.locals.items():
            yield f"  {DEPARTMENTS[slug]:{_WIDTH}}{contact.place}"
    yield from ("", "Land mines")
    for slug, mine in found.land_mines.items():
        yield f"  {LAND_MINES[slug]:{_WIDTH}}{mine.state}"
        yield from (f"{_INDENT}{reason}" for reason in [sentences.mine_reason(mine)] if reason)
    if found.next_steps:
        yield from ("", "Next")
        for number, step in enumerate(found.next_steps, start=1):
            yield f"  {number}. {sentences.step(step, found)}"
            yield f"     {step.action}"


def _requirements(found: Assessment) -> Iterator[str]:
    for tier, title in TIERS.items():
        entries = [entry for entry in found.requirements if catalog().skills[entry.skill].tier == tier]
        if entries:
            yield from ("", f"{title}: {sum(bool(entry.met) for entry in entries)} of {len(entries)} met")
        for entry in entries:
            yield from _requirement(entry, found)


def _requirement(entry: Standing, found: Assessment) -> Iterator[str]:
    asked = "met" if entry.met else f"asks {STATUSES[entry.asked or 'none'].lower()}"
    yield f"  {catalog().skills[entry.skill].name:{_WIDTH}}{STATUSES[entry.status]}, {asked}"
    for missing in entry.missing:
        yield f"{_INDENT}{sentences.missing(missing, found.day)}"


def _gates(found: Assessment) -> Iterator[str]:
    yield from ("", "Gates")
    for slug, gate in found.gates.items():
        state = "holds" if gate.met else "open" if gate.applies else "not asked"
        yield f"  {GATE_NAMES[slug]:{_WIDTH}}{state}"
        if slug == "skills":
            continue  # Its lines stand above, one a requirement.
        for lack in gate.lacks:
            yield f"{_INDENT}{sentences.gate_lack(lack, found.aim, found.day)}"

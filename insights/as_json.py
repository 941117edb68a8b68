"""An assessment as the one JSON object that `readiness --json` prints."""

from typing import Any

from insights import sentences
from insights.gates import Gate
from insights.readiness import Assessment
from insights.standing import Standing


def as_json(found: Assessment) -> dict[str, Any]:
    """The object, keys in the documented order, values that `json` writes as they are."""
    return {
        "target": found.aim.target,
        "as_of": found.day.isoformat(),
        "verdict": found.verdict,
        "requirements": {"met": found.met, "of": found.of},
        "skills": {slug: _skill(entry, found) for slug, entry in found.skills.items()},
        "gates": {slug: _gate(gate, found) for slug, gate in found.gates.items()},
        "locals": {slug: contact.place for slug, contact in found.locals.items()},
        "land_mines": {
            slug: {"state": mine.state, "reason": sentences.mine_reason(mine)}
            for slug, mine in found.land_mines.items()
        },
        "theatre": found.theatre.warns,
        "next_steps": [
            {
                "skill": step.skill or None,
                "gate": step.gate or None,
                "missing": sentences.step(step, found),
                "action": step.action,
            }
            for step in found.next_steps
        ],
    }


def _skill(entry: Standing, found: Assessment) -> dict[str, Any]:
    return {
        "required": entry.asked,
        "status": entry.status,
        "met": entry.met,
        "missing": [sentences.missing(one, found.day) for one in entry.missing],
    }


def _gate(gate: Gate, found: Assessment) -> dict[str, Any]:
    return {
        "applies": gate.applies,
        "met": gate.met,
        "missing": [sentences.gate_lack(lack, found.aim, found.day) for lack in gate.lacks],
    }

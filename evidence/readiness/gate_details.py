"""What each gate looks at, as JSON for the page: skills, departments, trials, wins by horizon, people."""

from datetime import date
from typing import Any

from insights import sentences
from insights.catalog import HORIZONS, catalog
from insights.dates import in_words
from insights.gate_evidence import HorizonSeen, PersonSeen, Seen, TrialSeen
from insights.gates import Gate
from insights.locals import Contact
from insights.readiness import Assessment
from insights.sentences import Idle, sentence, to_be_local
from insights.statuses import reaches
from insights.values import COACHING, DEPARTMENTS, STATUSES, TRIAL_OUTCOMES

WINS_SHOWN = 6
"""How many wins of one horizon are named, the newest."""
MANY = 50
"""Up to so many trials and people are listed."""


def gates_shown(found: Assessment, seen: Seen, idle: Idle, department: str) -> list[list[Any]]:
    """Every gate with its line and what it looks at. `idle` are words that do not count.

    `department` is one's own, empty where it is not given.
    """
    shows = {
        "skills": {},
        "traits": _traits(found, department),
        "trial": {"trials": [_trial(trial, found.day) for trial in seen.trials[:MANY]]},
        "foundations": {"skills": _skills(found, "foundation")},
        "horizon": {"horizons": [_horizon(horizon, found.day) for horizon in seen.horizons if horizon.wins]},
        "confirmed": _confirmed(seen, idle, found.day),
    }
    return [_gate(gate, found, seen, shows[gate.slug]) for gate in found.gates.values()]


def _gate(gate: Gate, found: Assessment, seen: Seen, shows: dict[str, Any]) -> list[Any]:
    return [gate.slug, gate.met, sentences.gate_state(gate, found, seen), shows]


def _skills(found: Assessment, mark: str) -> list[list[Any]]:
    """The skills that carry a trait or a foundation: slug, name, what it carries, status, whether it is shown."""
    skills = [skill for skill in catalog().skills.values() if getattr(skill, mark)]
    standings = ((skill, found.skills[skill.slug].status if skill.slug in found.skills else "none") for skill in skills)
    return [
        [skill.slug, skill.name, getattr(skill, mark), STATUSES[status], reaches(status, "shown")]
        for skill, status in standings
    ]


def _traits(found: Assessment, department: str) -> dict[str, Any]:
    order = ("local", "regular", "tourist")
    contacts = sorted(found.locals.values(), key=lambda contact: (order.index(contact.place), -contact.weeks))
    known = {*found.locals, department, "other"}
    strangers = [name.lower() for slug, name in DEPARTMENTS.items() if slug not in known]
    return {
        "skills": _skills(found, "trait"),
        "departments": [_department(contact) for contact in contacts],
        "strangers": sentences.listed(strangers),
    }


def _department(contact: Contact) -> list[Any]:
    """Name, standing, weeks, joint work, own requests, contacts, what is missing to be a local."""
    return [
        DEPARTMENTS[contact.department],
        sentence(contact.place),
        contact.weeks,
        contact.joint_work,
        contact.requests,
        contact.touchpoints,
        sentence(to_be_local(contact)),
    ]


def _trial(seen: TrialSeen, day: date) -> list[Any]:
    """Title, skill, dates, days, coaching, outcome, why it is no proof, whether it is one."""
    trial, began = seen.trial, in_words(seen.trial.started, day)
    running = "running" in seen.shorts
    when = f"since {began}" if running or trial.ended is None else f"{began} to {in_words(trial.ended, day)}"
    return [
        trial.title,
        catalog().skills[trial.skill].name,
        when,
        seen.days,
        COACHING.get(trial.coaching, "Not said"),
        TRIAL_OUTCOMES["running" if running else trial.outcome],
        f"{sentences.trial_seen(seen)}.",
        not seen.shorts,
    ]


def _horizon(seen: HorizonSeen, day: date) -> list[Any]:
    """Name, whether it is long enough, how many wins, the newest of them as (row, title, day), how many more."""
    newest = [(int(win.key), win.title, in_words(win.date, day)) for win in seen.wins[:WINS_SHOWN]]
    name = HORIZONS.get(seen.horizon, "None given")
    return [name, seen.enough, len(seen.wins), newest, len(seen.wins) - len(newest)]


def _confirmed(seen: Seen, idle: Idle, day: date) -> dict[str, Any]:
    return {"people": [_person(person, day) for person in seen.people[:MANY]], "idle": sentences.idle(idle)}


def _person(seen: PersonSeen, day: date) -> list[Any]:
    """Name, departments, whether one is another than one's own, the newest win (row, title), when, how many wins."""
    departments = ", ".join(DEPARTMENTS[department] for department in seen.departments) or "Not said"
    return [seen.name, departments, seen.other, int(seen.win.key), seen.win.title, in_words(seen.said, day), seen.wins]

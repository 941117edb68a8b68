"""What each gate looks at, in words: skills, departments, trials, wins by horizon, people."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from insights import sentences
from insights.catalog import HORIZONS, catalog
from insights.dates import in_words
from insights.gate_evidence import HorizonSeen, PersonSeen, Seen, TrialSeen
from insights.locals import Contact
from insights.readiness import Assessment
from insights.record import Win
from insights.sentences import Idle, sentence, to_be_local
from insights.statuses import reaches
from insights.values import COACHING, DEPARTMENTS, STATUSES, TRIAL_OUTCOMES

WINS_SHOWN = 6
"""How many wins of one horizon are named, the newest."""
MANY = 50
"""Up to so many trials and people are listed."""


class NamedWin(NamedTuple):
    """A win to lead to: the number of its row, its title, and a day in words where one is shown."""

    row: int
    title: str
    day: str = ""


class CarriedSkill(NamedTuple):
    """A skill that carries a trait or a foundation: what it carries, its status in words, whether it is shown."""

    slug: str
    name: str
    carries: str
    status: str
    is_shown: bool


@dataclass(frozen=True, slots=True)
class DepartmentSeen:
    """Contact with a department: one's `place` there, in how many weeks, of what kind; what a local has beside that."""

    name: str
    place: str
    weeks: int
    contacts: int
    joint_work: int
    requests: int
    lacks: str


@dataclass(frozen=True, slots=True)
class TrialShown:
    """A trial in words; `why` says whether it is a proof, and if it is none, why not."""

    title: str
    skill: str
    when: str
    days: int
    coaching: str
    outcome: str
    why: str
    is_proof: bool


@dataclass(frozen=True, slots=True)
class HorizonShown:
    """The fresh wins of one horizon: the newest of them, and how many more there are."""

    name: str
    is_enough: bool
    wins: tuple[NamedWin, ...]
    more: int

    @property
    def count(self) -> int:
        """How many there are in all."""
        return len(self.wins) + self.more


@dataclass(frozen=True, slots=True)
class PersonShown:
    """Who confirms: under which departments, `other` if one of them is another than one's own.

    `win` is the newest of so many `wins`, with the day on which that was said.
    """

    name: str
    departments: str
    other: bool
    win: NamedWin
    wins: int


@dataclass(frozen=True, slots=True)
class GateDetails:
    """What a gate looks at. Each gate has its own of these, the others are empty.

    `strangers` are departments without any contact, listed; `idle` is what of words does not count.
    """

    skills: tuple[CarriedSkill, ...] = ()
    departments: tuple[DepartmentSeen, ...] = ()
    strangers: str = ""
    trials: tuple[TrialShown, ...] = ()
    horizons: tuple[HorizonShown, ...] = ()
    people: tuple[PersonShown, ...] = ()
    idle: str = ""


def gate_details(found: Assessment, seen: Seen, idle: Idle, department: str) -> dict[str, GateDetails]:
    """What every gate looks at. `idle` are words that do not count.

    `department` is one's own, empty where it is not given.
    """
    day = found.day
    return {
        "skills": GateDetails(),
        "traits": GateDetails(
            skills=tuple(_skills(found, "trait")),
            departments=tuple(_departments(found)),
            strangers=_strangers(found, department),
        ),
        "trial": GateDetails(trials=tuple(_trial(trial, day) for trial in seen.trials[:MANY])),
        "foundations": GateDetails(skills=tuple(_skills(found, "foundation"))),
        "horizon": GateDetails(horizons=tuple(_horizon(horizon, day) for horizon in seen.horizons if horizon.wins)),
        "confirmed": GateDetails(
            people=tuple(_person(person, day) for person in seen.people[:MANY]), idle=sentences.idle(idle)
        ),
    }


def _skills(found: Assessment, mark: str) -> Iterable[CarriedSkill]:
    for skill in catalog().skills.values():
        if carries := getattr(skill, mark):
            status = found.skills[skill.slug].status if skill.slug in found.skills else "none"
            yield CarriedSkill(skill.slug, skill.name, carries, STATUSES[status], reaches(status, "shown"))


def _departments(found: Assessment) -> Iterable[DepartmentSeen]:
    """Those with any contact: where one is a local first."""
    order = ("local", "regular", "tourist")
    return map(
        _department, sorted(found.locals.values(), key=lambda contact: (order.index(contact.place), -contact.weeks))
    )


def _department(contact: Contact) -> DepartmentSeen:
    return DepartmentSeen(
        name=DEPARTMENTS[contact.department],
        place=sentence(contact.place),
        weeks=contact.weeks,
        contacts=contact.touchpoints,
        joint_work=contact.joint_work,
        requests=contact.requests,
        lacks=sentence(to_be_local(contact)),
    )


def _strangers(found: Assessment, department: str) -> str:
    known = {*found.locals, department, "other"}
    return sentences.listed([name.lower() for slug, name in DEPARTMENTS.items() if slug not in known])


def _trial(seen: TrialSeen, day: date) -> TrialShown:
    trial, began = seen.trial, in_words(seen.trial.started, day)
    running = "running" in seen.shorts
    when = f"since {began}" if running or trial.ended is None else f"{began} to {in_words(trial.ended, day)}"
    return TrialShown(
        title=trial.title,
        skill=catalog().skills[trial.skill].name,
        when=when,
        days=seen.days,
        coaching=COACHING.get(trial.coaching, "Not said"),
        outcome=TRIAL_OUTCOMES["running" if running else trial.outcome],
        why=f"{sentences.trial_seen(seen)}.",
        is_proof=not seen.shorts,
    )


def _horizon(seen: HorizonSeen, day: date) -> HorizonShown:
    newest = tuple(_named(win, win.date, day) for win in seen.wins[:WINS_SHOWN])
    name = HORIZONS.get(seen.horizon, "None given")
    return HorizonShown(name, seen.enough, newest, len(seen.wins) - len(newest))


def _person(seen: PersonSeen, day: date) -> PersonShown:
    departments = ", ".join(DEPARTMENTS[department] for department in seen.departments) or "Not said"
    return PersonShown(seen.name, departments, seen.other, _named(seen.win, seen.said, day), seen.wins)


def _named(win: Win, then: date, today: date) -> NamedWin:
    return NamedWin(int(win.key), win.title, in_words(then, today))

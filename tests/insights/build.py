"""Short ways to say a record in a test: ages in days instead of dates, seen from DAY."""

from datetime import date, timedelta
from itertools import count

from insights.record import Confirmation, Link, Profile, Record, Win, person_key

DAY = date(2026, 11, 20)
"""A Friday in ISO week 47."""

_keys = count(1)


def ago(days: int) -> date:
    """The date so many days before DAY; a negative number lies after it."""
    return DAY - timedelta(days)


def word(by: str = "Maya", age: int = 0, verdict: str = "confirmed", department: str = "sales", **more) -> Confirmation:
    """What somebody said of a win, so many days before DAY."""
    return Confirmation(person_key(by), department, ago(age), verdict, by, **more)


def win(age: int, *skills: str, grade: str = "told", review: str = "none", **more) -> Win:
    """A win of a grade, so many days before DAY, that speaks for the skills."""
    fields = {
        "key": f"w{next(_keys)}",
        "title": f"A win {age} days ago",
        "told": grade != "noted",
        "has_artifact": grade == "backed",
        "links": tuple(Link(skill, review) for skill in skills),
        "confirmations": (word(),) if grade == "confirmed" else (),
    }
    return Win(date=ago(age), **(fields | more))


def record(*wins: Win, level: str = "aspiring", **more) -> Record:
    """A record of these wins. `profile` fields other than the level go by name, as do the other areas."""
    areas = {name: more.pop(name) for name in ("touchpoints", "trials", "problems", "check_ins") if name in more}
    return Record(Profile(level=level, **more), wins, **areas)

"""What holds a gate open."""

from datetime import date

from insights.catalog import catalog
from insights.dates import in_words, shift
from insights.gates import TRIAL_DAYS, Lack
from insights.locals import Contact
from insights.sentences.skills import missing
from insights.sentences.words import inside, number, sentence, some
from insights.targets import Aim
from insights.values import DEPARTMENTS

_AHEAD = {"quarter": "a quarter", "year": "a year", "multi-year": "several years"}


def gate_lack(entry: Lack, aim: Aim, day: date) -> str:
    """One thing that holds a gate open, as the thing to do. `day` is the day of the judgement."""
    if entry.what == "skill":
        lacking = "; ".join(inside(missing(one, day)) for one in entry.missing)
        return f"{catalog().skills[entry.skill].name}: {lacking}"
    if entry.what == "locals":
        return _locals(entry)
    if entry.what == "trial":
        return _trial(entry, aim, day)
    if entry.what == "horizon":
        wins = sentence(some(entry.count, "more told win", "more told wins"))
        looks = "looks" if entry.count == 1 else "look"
        return f"{wins} from the last 365 days that {looks} {_AHEAD[entry.horizon]} ahead or further"
    if entry.what == "people":
        people = sentence(some(entry.count, "more person who confirms", "more people who confirm"))
        return f"{people} a told win from the last 365 days"
    if entry.what == "outsider":
        return "One of those who confirm a told win from the last 365 days from a department other than yours"
    return "Your own department in your profile: until it is given, no department counts as another"


def _locals(entry: Lack) -> str:
    places = "one more department" if entry.count == 1 else f"{number(entry.count)} departments other than yours"
    needs = [f"{DEPARTMENTS[contact.department]} needs {to_be_local(contact)}" for contact in entry.nearest]
    if len(needs) < entry.count:
        needs.append(f"{'another' if needs else 'each'} needs {to_be_local(Contact(''))}")
    return f"To be a local in {places}, without asking for anything: {'; '.join(needs)}"


def to_be_local(contact: Contact) -> str:
    """What contact with a department lacks to make a local; empty if nothing."""
    weeks, joint, others = contact.weeks_short, contact.joint_work_short, contact.others_short
    lacking = [
        f"contact in {some(weeks, 'more week')}" if weeks else "",
        f"joint work {'once' if joint == 1 else 'twice'} more" if joint else "",
        f"{some(others, 'contact')} that {'asks' if others == 1 else 'ask'} for nothing" if others else "",
    ]
    return ", ".join(filter(None, lacking))


def _trial(entry: Lack, aim: Aim, day: date) -> str:
    if not entry.trial:
        return (
            f"A trial of {TRIAL_DAYS} days or more on a skill that {aim.title} asks to be shown or proven, "
            "ended in success with little coaching or none"
        )
    skill, first = catalog().skills[entry.trial.skill].name, shift(entry.trial.started, TRIAL_DAYS)
    when = f", on {in_words(first, day)} or later" if first > day else ""
    return f"The trial “{entry.trial.title}” ({skill}) ended in success, with little coaching or none{when}"

"""What holds a gate open."""

from collections.abc import Callable
from datetime import date

from insights.catalog import catalog
from insights.dates import in_words, shift
from insights.gates import HORIZON_WINS_ASKED, TRIAL_DAYS, Lack, people_asked
from insights.locals import LOCAL_JOINT_WORK, LOCAL_WEEKS, Contact
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
        more = "more " if entry.count < HORIZON_WINS_ASKED else ""
        wins = sentence(some(entry.count, f"{more}told win"))
        looks = "looks" if entry.count == 1 else "look"
        return f"{wins} from the last 365 days that {looks} {_AHEAD[entry.horizon]} ahead or further"
    if entry.what == "people":
        more = "more " if entry.count < people_asked(aim) else ""
        people = sentence(some(entry.count, f"{more}person who confirms", f"{more}people who confirm"))
        return f"{people} a told win from the last 365 days"
    if entry.what == "outsider":
        return "One of those who confirm a told win from the last 365 days from a department other than yours"
    return "Your own department in your profile: until it is given, no department counts as another"


def _locals(entry: Lack) -> str:
    places = "one more department" if entry.count == 1 else f"{number(entry.count)} departments other than yours"
    needs = [to_be_local(contact, DEPARTMENTS[contact.department]) for contact in entry.nearest]
    if len(needs) < entry.count:
        needs.append(to_be_local(Contact(""), "another" if needs else "it" if entry.count == 1 else "each"))
    return f"To be a local in {places}: {'; '.join(needs)}; none of it a request of yours"


def to_be_local(contact: Contact, whom: str = "") -> str:
    """What contact with a department lacks to make a local; empty if nothing.

    With `whom`, the department's name, it also says how much of what is asked is there.
    """
    lacking = [
        _short("contact", contact.weeks, LOCAL_WEEKS, _in_weeks, whom),
        _short("joint work", contact.joint_work, LOCAL_JOINT_WORK, _times, whom),
    ]
    if others := contact.others_short:
        contacts = some(others, "contact") + (f" with {whom}" if whom else "")
        lacking.append(f"{contacts} that {'asks' if others == 1 else 'ask'} for nothing")
    return ", ".join(filter(None, lacking))


def _short(what: str, there: int, asked: int, counted: Callable[[int, str], str], whom: str) -> str:
    """How much more of something is asked, and of which there is some; empty if there is enough."""
    if there >= asked:
        return ""
    more = counted(asked - there, " more" if there else "")
    so_far = f" ({number(there)} of {number(asked)} so far)" if whom and there else ""
    return f"{what}{f' with {whom}' if whom else ''} {more}{so_far}"


def _in_weeks(count: int, more: str) -> str:
    return f"in {number(count)}{more} {'week' if count == 1 else 'weeks'}"


def _times(count: int, more: str) -> str:
    return f"{'once' if count == 1 else 'twice'}{more}"


def _trial(entry: Lack, aim: Aim, day: date) -> str:
    if not entry.trial:
        return (
            f"A trial of {TRIAL_DAYS} days or more on a skill that {aim.title} asks to be shown or proven, "
            "ended in success with little coaching or none"
        )
    skill, first = catalog().skills[entry.trial.skill].name, shift(entry.trial.started, TRIAL_DAYS)
    when = f", on {in_words(first, day)} or later" if first > day else ""
    return f"End the running trial “{entry.trial.title}” ({skill}) in success, with little coaching or none{when}"

"""The judgement of a person on a day with what is drawn of it, remembered until anything changes."""

from dataclasses import dataclass
from datetime import date

from evidence.models import User
from evidence.models.remembered import Recalled, name_for, recall, remembered
from evidence.readiness import fragments
from evidence.readiness.axis_scales import ALL_THAT_COUNTS, SIX_MONTHS
from evidence.readiness.fragments import Fragments
from evidence.readiness.half_year import HalfYear, half_a_year
from evidence.readiness.in_words import in_words
from evidence.readiness.judgement import Judgement
from evidence.record.person import judged_as, profile_of, timeline_of
from insights.readiness import assess_aim
from insights.targets import Aim, aim_of

_NAMES = {False: "judgement", True: "judgement, long"}


@dataclass(frozen=True, slots=True)
class KeptJudgement:
    """A judgement, and beside it what is drawn of it."""

    judgement: Judgement
    fragments: Fragments


def judgement_of(user: User, day: date, recalled: Recalled | None = None, *, is_long: bool = False) -> KeptJudgement:
    """How a person stands on a day, held against their target; `is_long` draws all that counts on the axis.

    One query once it is remembered. Raises TargetError.
    """
    aim = aim_of(profile_of(user))
    stamp = f"{fragments.form()} {day.isoformat()} {aim.target} {judged_as(user)}"
    what = name_for(_NAMES[is_long], user, day)
    return remembered(user, what, stamp, KeptJudgement, lambda: _worked_out(user, aim, day, is_long), recalled)


def judgement_and_half_year(user: User, day: date, *, is_long: bool = False) -> tuple[KeptJudgement, HalfYear]:
    """The same, and the half a year up to that day. One query for both once they are remembered. Raises TargetError."""
    aim_of(profile_of(user))  # who has no target is told so before anything is read
    with recall(user, *(name_for(what, user, day) for what in (_NAMES[is_long], "half year"))) as recalled:
        return judgement_of(user, day, recalled, is_long=is_long), half_a_year(user, day, recalled)


def _worked_out(user: User, aim: Aim, day: date, is_long: bool) -> KeptJudgement:
    timeline, scale = timeline_of(user), ALL_THAT_COUNTS if is_long else SIX_MONTHS
    return KeptJudgement(*in_words(timeline, assess_aim(timeline, aim, day), user.own_names, scale))

"""Where each skill stands today: for pages that need no more of the judgement than that."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import cast

from evidence.models import User
from evidence.readiness.tallies import tallies
from insights.catalog import catalog
from insights.statuses import Missing, Status, Tally, missing_for, reaches, status_of


@dataclass(frozen=True, slots=True)
class SkillNow:
    """A skill's status today, what the target asks of it (None: nothing) and what is missing for that."""

    skill: str
    name: str
    status: Status
    asked: Status | None
    missing: tuple[Missing, ...]

    @property
    def is_open(self) -> bool:
        """Whether the target asks for more than there is."""
        return self.asked is not None and not reaches(self.status, self.asked)


def standings(user: User, day: date, counted: Mapping[str, Tally] | None = None) -> dict[str, SkillNow]:
    """Every skill's standing on `day`, in the order of the catalogue. One query, unless what counts is handed in."""
    counted, target = tallies(user, day) if counted is None else counted, user.judged_target
    asks = cast(dict[str, Status], catalog().requirements(target, user.judged_track) if target else {})
    found = {}
    for slug, skill in catalog().skills.items():
        tally, asked = counted.get(slug, Tally()), asks.get(slug)
        missing = missing_for(tally, asked, day) if asked else ()
        found[slug] = SkillNow(slug, skill.name, status_of(tally, day), asked, missing)
    return found


def asked_first(found: dict[str, SkillNow]) -> list[SkillNow]:
    """The open requirements, nearest to being met first; of two as near, in the order of the catalogue."""
    still_open = (skill for skill in found.values() if skill.is_open)
    return sorted(still_open, key=lambda skill: sum(lack.count for lack in skill.missing))

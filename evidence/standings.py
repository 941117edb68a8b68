"""Where each skill stands today: for pages that need no more of the judgement than that."""

from dataclasses import dataclass
from datetime import date

from evidence.models import User
from evidence.models.remembered import remembered
from evidence.record import record_of
from insights.catalog import catalog
from insights.readiness import Timeline
from insights.statuses import Missing, Status, Tally, missing_for, reaches, status_of


@dataclass(frozen=True, slots=True)
class Standing:
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


def tallies(user: User, day: date) -> dict[str, Tally]:
    """What counts for each skill on `day`, by skill; a skill for which nothing counts is left out. One query."""
    known = remembered(user, "tallies", day.isoformat(), lambda: _counted(user, day))
    return {
        skill: Tally(wins, *(d and date.fromisoformat(d) for d in dates)) for skill, (wins, *dates) in known.items()
    }


def _counted(user: User, day: date) -> dict[str, list[int | str | None]]:
    timeline = Timeline(record_of(user))
    counted = ((skill, timeline.tally(skill, day)) for skill in timeline.skills())
    return {skill: [wins, *(d and d.isoformat() for d in dates)] for skill, (wins, *dates) in counted if wins}


def standings(user: User, day: date | None = None) -> dict[str, Standing]:
    """Every skill's standing on `day` (today if not given), in the order of the catalogue. One query."""
    day = day or user.today()
    counted, target = tallies(user, day), user.judged_target
    asks = catalog().requirements(target, user.judged_track) if target else {}
    found = {}
    for slug, skill in catalog().skills.items():
        tally, asked = counted.get(slug, Tally()), asks.get(slug)
        missing = missing_for(tally, asked, day) if asked else ()
        found[slug] = Standing(slug, skill.name, status_of(tally, day), asked, missing)
    return found


def asked_first(found: dict[str, Standing]) -> list[Standing]:
    """The open requirements, nearest to being met first; of two as near, in the order of the catalogue."""
    return sorted((s for s in found.values() if s.is_open), key=lambda s: sum(m.count for m in s.missing))

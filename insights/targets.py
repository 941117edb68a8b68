"""What a person is judged for: the target, the track whose requirements it has, and what it asks."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import cast

from insights.catalog import catalog
from insights.record import Profile
from insights.statuses import Status


class TargetError(ValueError):
    """Nothing to be judged for: the target is unknown, not above the level, or there is none above.

    `place` names what in the record is wrong, as an evidence file does; empty where it is the target asked for.
    """

    def __init__(self, words: str, place: str = "") -> None:
        self.place = place
        super().__init__(words)


@dataclass(frozen=True, slots=True)
class Aim:
    """A target as it is asked of one person. `requirements`: skill to status asked, in catalogue order."""

    target: str
    title: str
    track: str
    order: int
    horizon: str
    requirements: Mapping[str, Status]


def aim_of(profile: Profile, target: str = "") -> Aim:
    """What a person aims at: the target given, else the profile's, else the next level up on the track.

    Raises TargetError with a sentence that can be shown.
    Insights: what-got-you-here, two-tracks.
    """
    levels, level = catalog().levels, profile.level
    wanted = target or profile.target or catalog().next_level(level, profile.track)
    if not wanted:
        raise TargetError(f"There is no level above {levels[level].title}.", "profile.level")
    place = "" if target else "profile.target"
    if wanted not in levels:
        raise TargetError(f"There is no level {wanted!r}: use one of {', '.join(levels)}.", place)
    if levels[wanted].order <= levels[level].order:
        raise TargetError(f"The target {levels[wanted].title} is not above the level {levels[level].title}.", place)
    found = levels[wanted]
    requirements = cast(Mapping[str, Status], catalog().requirements(wanted, profile.track))
    on = catalog().judged_track(wanted, profile.track)
    return Aim(wanted, found.title, on, found.order, found.horizon, requirements)

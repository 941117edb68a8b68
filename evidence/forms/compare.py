"""What to compare with: another level, another track."""

from typing import Any

from django import forms

from evidence.forms.base import PlainForm
from insights.catalog import BOTH, TRACKS, Level, catalog
from insights.record import Profile


class CompareForm(PlainForm):
    """A level above the person's own, and a track for the levels that lie on both."""

    target = forms.ChoiceField(
        label="Level", error_messages={"invalid_choice": "Choose a level above your own from the list."}
    )
    track = forms.ChoiceField(
        label="Track",
        choices=list(TRACKS.items()),
        error_messages={"invalid_choice": "Choose one of the two tracks."},
    )

    def __init__(self, *args: Any, profile: Profile, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        above = catalog().targets_above(profile.level, profile.track)
        choices = [(level.slug, _name(level)) for level in above]
        self.fields["target"].choices = choices  # type: ignore[attr-defined]


def _name(level: Level) -> str:
    return level.title if level.track == BOTH else f"{level.title}, {level.track} track"


def usual(profile: Profile, target: str) -> dict[str, str]:
    """What to compare a target with if nothing is asked for: the level above it, past the top the other track."""
    other = next(track for track in TRACKS if track != profile.track)
    above = catalog().next_level(target, profile.track)
    if above:
        return {"target": above, "track": profile.track}
    return {"target": target, "track": other if catalog().levels[target].track == BOTH else profile.track}

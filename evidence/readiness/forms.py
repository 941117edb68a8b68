"""What Readiness is asked about: the day, and another target to compare with."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms

from evidence.web.forms import PlainForm
from insights.catalog import BOTH, TRACKS, Level, catalog
from insights.dates import in_words
from insights.record import Profile


class DayForm(PlainForm):
    """Any day up to `today`; none given is today."""

    on = forms.DateField(
        label="As it stood on",
        required=False,
        input_formats=["%Y-%m-%d"],
        error_messages={"invalid": "Give a date as year, month and day: 2026-08-01."},
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
    )

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        self.fields["on"].widget.attrs["max"] = today.isoformat()

    def clean_on(self) -> date:
        """The day; today if none is given."""
        day = self.cleaned_data["on"] or self.today
        if day > self.today:
            raise forms.ValidationError(f"Give a date on or before today, {in_words(self.today, self.today)}.")
        return day

    @property
    def day(self) -> date:
        """The day asked about; today as long as the one given is no such day."""
        return self.cleaned_data["on"] if self.is_valid() else self.today


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


def compare_form(profile: Profile, target: str, asked: Mapping[str, str]) -> CompareForm:
    """The form as the address has filled it in; what is not `asked` for is what stands beside `target` as a rule."""
    given = {name: asked[name] for name in ("target", "track") if name in asked}
    return CompareForm(_usual(profile, target) | given, profile=profile)


def _usual(profile: Profile, target: str) -> dict[str, str]:
    """What to compare a target with if nothing is asked for: the level above it, past the top the other track."""
    other = next(track for track in TRACKS if track != profile.track)
    above = catalog().next_level(target, profile.track)
    if above:
        return {"target": above, "track": profile.track}
    return {"target": target, "track": other if catalog().levels[target].track == BOTH else profile.track}

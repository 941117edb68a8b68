"""The profile: what a person is judged for, and what today is for them."""

import json
from typing import Any

from django import forms

from evidence.account import time_zones
from evidence.models import User
from evidence.web.forms import PlainForm
from insights.catalog import DEFAULT_LEVEL, TRACKS, catalog
from insights.values import DEPARTMENTS

# Form field -> column: levels are kept by their slug.
COLUMNS = {"level": "level_id", "target": "target_id"}


def level_choices() -> list[tuple[str, str]]:
    return [("", "Not said yet"), *((slug, level.title) for slug, level in catalog().levels.items())]


def target_choices() -> list[tuple[str, str]]:
    """Every level that lies above another one."""
    above = catalog().targets_above(DEFAULT_LEVEL, None)
    return [("", "The next level up"), *((level.slug, level.title) for level in above)]


def _targets_above() -> str:
    """For each level those above it, as JSON: with it a page offers them alone as soon as a level is chosen."""
    levels = catalog().levels
    above = {slug: [level.slug for level in catalog().targets_above(slug, None)] for slug in levels}
    return json.dumps({"": above[DEFAULT_LEVEL]} | above)


class ProfileForm(PlainForm):
    """The columns of the user's own row that they may set."""

    name = forms.CharField(
        max_length=120,
        required=False,
        help_text="As your manager knows you; it heads a packet that you share.",
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    level = forms.ChoiceField(
        label="Your level today",
        choices=level_choices,
        required=False,
        help_text="The title closest to yours. Not said counts as Aspiring PM.",
    )
    track = forms.ChoiceField(
        choices=[("", "Not decided yet"), *TRACKS.items()],
        required=False,
        help_text="Leading people, or leading by expertise. Not decided counts as the manager track.",
    )
    target = forms.ChoiceField(
        choices=target_choices,
        required=False,
        help_text="The level that your wins are held against. It lies above yours.",
    )
    target_date = forms.DateField(
        required=False,
        help_text="When you mean to ask for it. A day ahead, or nothing.",
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    department = forms.ChoiceField(
        choices=[("", "Not said"), *DEPARTMENTS.items()],
        required=False,
        help_text="It tells colleagues from elsewhere apart from your own.",
    )
    time_zone = forms.ChoiceField(choices=time_zones.choices, help_text="It decides what today and this week are.")
    shortcuts = forms.BooleanField(label="Keyboard shortcuts", required=False)

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        self.user = user
        kwargs["initial"] = {name: getattr(user, COLUMNS.get(name, name)) for name in self.base_fields}
        super().__init__(*args, **kwargs)
        self.fields["target"].help_text = f"{self.fields['target'].help_text} {self._held_against()}"
        self.fields["target"].widget.attrs["data-above"] = _targets_above()
        zone = self.fields.get("time_zone")
        if isinstance(zone, forms.ChoiceField) and user.time_zone not in time_zones.places():
            zone.choices = [(user.time_zone, user.time_zone), *time_zones.choices()]

    def _held_against(self) -> str:
        target = self.user.judged_target
        return f"Now it is {catalog().levels[target].title}." if target else "There is none above yours now."

    def clean_target_date(self) -> Any:
        day = self.cleaned_data["target_date"]
        if day and day != self.user.target_date and day <= self.user.today():
            raise forms.ValidationError("Give a date after today, or leave it empty.")
        return day

    def clean(self) -> dict[str, Any]:
        """A target lies above the level; also when it was the level that moved."""
        sent = super().clean() or self.cleaned_data
        levels = catalog().levels
        level, target = levels[sent.get("level") or DEFAULT_LEVEL], levels.get(sent.get("target", ""))
        if "level" in sent and target and target.order <= level.order:
            self.add_error("target", self._not_above(target.title, level.title))
        return sent

    def _not_above(self, target: str, level: str) -> str:
        above = catalog().targets_above(self.cleaned_data["level"], self.cleaned_data.get("track"))
        if not above:
            return f"There is no level above {level}. Leave this at the next level up."
        titles = " or ".join(entry.title for entry in above)
        return f"{target} does not lie above {level}. Choose {titles}, or the next level up."

    def save(self) -> list[str]:
        """Writes what was changed, and nothing else; returns the names of the columns."""
        for name in self.changed_data:
            value = self.cleaned_data[name]
            setattr(self.user, COLUMNS.get(name, name), (value or None) if name in COLUMNS else value)
        if self.changed_data:
            self.user.save(update_fields=self.changed_data)
        return self.changed_data


class WelcomeForm(ProfileForm):
    """The questions of the first sign-in. The browser guesses the time zone until something was sent."""

    # How Django takes a field away; its stubs do not know it.
    target_date = None  # type: ignore[assignment]
    shortcuts = None  # type: ignore[assignment]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not self.is_bound:
            self.fields["time_zone"].widget.attrs["data-time-zone"] = True

    def save_time_zone(self) -> None:
        """Keeps the guessed time zone alone, where it is one, for somebody who skips the questions."""
        zone = self.data.get("time_zone", "")
        if zone in time_zones.places() and zone != self.user.time_zone:
            self.user.time_zone = zone
            self.user.save(update_fields=["time_zone"])

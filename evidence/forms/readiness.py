"""The day that Readiness is asked about."""

from datetime import date
from typing import Any

from django import forms

from evidence.forms.base import PlainForm
from insights.dates import in_words


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

"""The capture box."""

from django import forms

from evidence.web.fields import TypedLine
from evidence.web.forms import PlainForm
from insights.catalog import catalog


class CaptureForm(PlainForm):
    """One line, and what makes sure that it becomes one win."""

    line = TypedLine()
    submission = forms.UUIDField(widget=forms.HiddenInput)
    skill = forms.ChoiceField(choices=lambda: [(s, s) for s in catalog().skills], required=False)
    kind = forms.ChoiceField(choices=lambda: [(k, k) for k in catalog().kinds], required=False)

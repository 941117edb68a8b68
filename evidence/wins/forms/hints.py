"""Switching a writing hint off and on again."""

from django import forms

from evidence.web.forms import PlainForm
from insights.catalog import catalog


class HintForm(PlainForm):
    """Which hint, and whether it is to be shown."""

    hint = forms.ChoiceField(choices=lambda: [(slug, entry.name) for slug, entry in catalog().hints.items()])
    show = forms.BooleanField(required=False)

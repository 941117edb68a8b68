"""Controls that are drawn in Python say what Django's own templates say."""

import re

import pytest
from django import forms
from django.forms.renderers import TemplatesSetting
from django.utils.safestring import mark_safe

from evidence.web.controls import DRAWN
from evidence.web.forms import Renderer

ODD = """a "quoted" <b>&amp; 'odd'</b> word"""
CHOICES = [("", "None"), ("x", ODD), ("Group & co", [("y", "Yes"), (3, "Three")])]
WIDGETS = [
    (forms.TextInput(), None),
    (forms.TextInput(attrs={"class": "edit", "data-x": ODD, "required": True, "disabled": False}), ODD),
    (forms.TextInput(attrs={"rows": 3}), mark_safe("<already safe>")),
    (forms.NumberInput(), 0),
    (forms.EmailInput(), "alice@example.org"),
    (forms.PasswordInput(render_value=True), ODD),
    (forms.HiddenInput(), ""),
    (forms.DateInput(attrs={"type": "date"}), "2026-11-22"),
    (forms.URLInput(), "https://example.org/?a=1&b=2"),
    (forms.CheckboxInput(), True),
    (forms.CheckboxInput(attrs={"value": "yes"}), False),
    (forms.Textarea(), None),
    (forms.Textarea(attrs={"rows": 2}), f"\n{ODD}\n</textarea>"),
    (forms.Select(choices=CHOICES), "x"),
    (forms.Select(choices=CHOICES, attrs={"id": "pick"}), 3),
    (forms.Select(), None),
    (forms.RadioSelect(choices=CHOICES), "x"),
    (forms.FileInput(), None),
]


@pytest.mark.parametrize(("widget", "value"), WIDGETS, ids=lambda part: type(part).__name__)
def test_a_control_is_drawn_as_django_draws_it(widget, value):
    ours = widget.render("some-name", value, renderer=Renderer())
    djangos = widget.render("some-name", value, renderer=TemplatesSetting())
    if isinstance(widget, forms.Select):  # white space between options says nothing
        ours, djangos = (re.sub(r">\s+<", "><", text) for text in (ours, djangos))
    assert ours == djangos


def test_what_is_drawn_is_not_escaped_again():
    assert hasattr(forms.TextInput().render("some-name", ODD, renderer=Renderer()), "__html__")


def test_what_is_drawn_here_are_templates_that_django_has():
    for name in DRAWN:
        assert TemplatesSetting().get_template(name)

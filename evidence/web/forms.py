"""What every form shares: how it is drawn, and whose it is."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms.renderers import TemplatesSetting
from django.forms.utils import ErrorList
from django.http import QueryDict
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from evidence.web import controls
from insights.letters import is_blank
from insights.line_ends import one_line_end


class Renderer(TemplatesSetting):
    """Draws a field as label, hint, control and error: `{{ form.title.as_field_group }}`."""

    field_template_name = "components/field.html"

    def render(self, template_name: str, context: dict[str, Any], request: Any = None) -> str:
        return controls.drawn(template_name, context) or super().render(template_name, context, request)


class FieldErrors(ErrorList):
    """The errors of one field, beside it."""

    template_name = "components/field_errors.html"

    def render(self, *args: Any, **kwargs: Any) -> SafeString:
        # Nearly always there are none, and a template for each field that says nothing is not cheap.
        return super().render(*args, **kwargs) if self else SafeString()

    __str__ = __html__ = render


@dataclass(frozen=True, slots=True)
class Control:
    """One field of a form, drawn: its control, and what is wrong with it, for pages that put them where they want."""

    name: str
    id: str
    label: str
    html: SafeString
    errors: SafeString

    @property
    def labelled(self) -> SafeString:
        """The control with its label, and a place for what is wrong that a script finds by the field's name."""
        return format_html(
            '<div class="field"><label class="label" for="{}">{}</label>{}<div id="e-{}">{}</div></div>',
            *(self.id, self.label, self.html, self.name, self.errors),
        )


def control(field: forms.BoundField) -> Control:
    """A field with its control and what is wrong with it, each as HTML."""
    return Control(field.name, field.id_for_label, str(field.label), field.as_widget(), field.errors.render())


def hidden(values: Mapping[str, str]) -> SafeString:
    """Hidden controls of these names and values."""
    return format_html_join("", '<input type="hidden" name="{}" value="{}">', values.items())


def as_kept(data: Any) -> Any:
    """What was sent, as it is kept and compared: with one sign at the end of each line, wherever it came from.

    A script sends one, a form without a script and a page that is left send two.
    """
    if not isinstance(data, QueryDict):
        return data
    kept = data.copy()
    for name, values in data.lists():
        kept.setlist(name, [one_line_end(value) for value in values])
    return kept


TOO_LONG = "Keep it under %(limit_value)d characters; it has %(show_value)d."
REQUIRED = "Fill this in."


class _Empty(list[Any]):
    """The values that say nothing: Django's own, and texts in which there is nothing to see."""

    def __contains__(self, value: object) -> bool:
        return is_blank(value) if isinstance(value, str) else super().__contains__(value)


def needs_something_to_see(field: forms.Field) -> None:
    """Takes a text with nothing but invisible signs in it for none: it is no title and no name."""
    if isinstance(field, forms.CharField) and field.strip:  # passwords are not stripped, and may hold anything
        field.empty_values = _Empty(field.empty_values)


def in_our_words(form: forms.BaseForm) -> None:
    """Gives the fields of a form our words for what is commonly wrong, where they have none of their own."""
    for field in form.fields.values():
        needs_something_to_see(field)
        field.error_messages.setdefault("max_length", TOO_LONG)
        if field.error_messages.get("required") == forms.Field.default_error_messages["required"]:
            field.error_messages["required"] = REQUIRED


class PlainForm(forms.Form):
    """A form in our look."""

    def __init__(self, data: Any = None, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("error_class", FieldErrors)
        kwargs.setdefault("label_suffix", "")
        super().__init__(as_kept(data), *args, **kwargs)
        in_our_words(self)


class OwnedForm(forms.ModelForm):
    """A form for a row that has an owner. It sets the owner and keeps it in the check of constraints.

    A ModelForm that leaves `owner` out skips every constraint that names it, and saving then raises IntegrityError.
    """

    def __init__(self, data: Any = None, *args: Any, owner: Any, **kwargs: Any) -> None:
        kwargs.setdefault("error_class", FieldErrors)
        kwargs.setdefault("label_suffix", "")
        super().__init__(as_kept(data), *args, **kwargs)
        in_our_words(self)
        self.instance.owner = owner

    def _get_validation_exclusions(self) -> set[str]:
        return super()._get_validation_exclusions() - {"owner"}  # type: ignore[misc]  # the stubs leave it out

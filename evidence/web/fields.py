"""Fields that more than one area uses, and how text of several lines is kept."""

from typing import Any

from django import forms

from evidence.web.numbers import NotANumber, typed, typed_number
from insights.limits import LARGEST, TEXT_LENGTH


class TypedLine(forms.CharField):
    """A line for the capture box: all that somebody types at once."""

    def __init__(self) -> None:
        super().__init__(
            label="What did you do that someone would miss if you had not?",
            max_length=TEXT_LENGTH,
            error_messages={
                "required": "Type a line first; a few words are enough.",
                "max_length": f"Keep it under {TEXT_LENGTH:,} characters.",
            },
        )


class NumberField(forms.FloatField):
    """A measured number, as people write numbers. What can be read two ways is refused, with both readings."""

    widget = forms.TextInput
    default_error_messages = {"invalid": "Give a number, like 12 or 9.5."}

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(min_value=-LARGEST, max_value=LARGEST, **kwargs)

    def to_python(self, value: Any) -> float | None:  # type: ignore[override]  # the stubs know whole numbers only
        return super().to_python(_number(self, value))

    def prepare_value(self, value: Any) -> Any:
        return typed(value) if isinstance(value, float) and abs(value) <= LARGEST else value

    def widget_attrs(self, widget: forms.Widget) -> dict[str, str]:
        return {"inputmode": "decimal"}


class WholeNumberField(forms.IntegerField):
    """A count. What can be read two ways is refused, with both readings."""

    def to_python(self, value: Any) -> int | None:
        return super().to_python(_number(self, value))


def _number(field: forms.Field, value: Any) -> Any:
    """What was typed as the number that it is; what is no text, or empty, as it is."""
    if not isinstance(value, str) or not value.strip():
        return None if isinstance(value, str) else value
    try:
        return typed_number(value)
    except NotANumber as reason:
        raise forms.ValidationError(str(reason) or field.error_messages["invalid"], code="invalid") from None

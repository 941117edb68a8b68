"""Fields that more than one area uses, and how text of several lines is kept."""

from typing import Any

from django import forms

from insights.limits import TEXT_LENGTH


def one_line_end(text: str) -> str:
    """The text with one sign at the end of each line: browsers send two, files hold either."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


class Lines(forms.CharField):
    """A text of several lines. Of each line end one sign is kept, and counted."""

    widget = forms.Textarea

    def to_python(self, value: Any) -> str:
        return one_line_end(super().to_python(value) or "")


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

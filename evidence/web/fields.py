"""Fields that more than one area uses, and how text of several lines is kept."""

from typing import Any

from django import forms


def one_line_end(text: str) -> str:
    """The text with one sign at the end of each line: browsers send two, files hold either."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


class Lines(forms.CharField):
    """A text of several lines. Of each line end one sign is kept, and counted."""

    widget = forms.Textarea

    def to_python(self, value: Any) -> str:
        return one_line_end(super().to_python(value) or "")

"""How the controls of forms are drawn: in Python, since Django's templates for them took half of a page's time.

The words are Django's own, letter for letter; a test holds the two together.
"""

from collections.abc import Callable, Mapping
from html import escape
from typing import Any

from django.utils.safestring import SafeString, mark_safe

type Drawn = dict[str, Any]
"""What Django hands to a widget's template."""


def _text(value: Any) -> str:
    """A value as HTML; what is safe already stays as it is. Django's own function takes twice as long."""
    return value.__html__() if hasattr(value, "__html__") else escape(str(value))


def attributes(attrs: Mapping[str, Any]) -> str:
    """Attributes as HTML: true stands alone, false is left out."""
    return "".join(
        f" {name}" if value is True else f' {name}="{_text(value)}"'
        for name, value in attrs.items()
        if value is not False
    )


def draw_input(widget: Drawn) -> str:
    value = "" if widget["value"] is None else f' value="{_text(widget["value"])}"'
    name = _text(widget["name"])
    return f'<input type="{widget["type"]}" name="{name}"{value}{attributes(widget["attrs"])}>'


def draw_textarea(widget: Drawn) -> str:
    value = _text(widget["value"] or "")
    return f'<textarea name="{_text(widget["name"])}"{attributes(widget["attrs"])}>\n{value}</textarea>'


def draw_select(widget: Drawn) -> str:
    groups = "".join(
        f'\n  <optgroup label="{_text(name)}">{_options(options)}\n  </optgroup>' if name else _options(options)
        for name, options, _ in widget["optgroups"]
    )
    return f'<select name="{_text(widget["name"])}"{attributes(widget["attrs"])}>{groups}\n</select>'


def _options(options: list[Drawn]) -> str:
    return "".join(
        f'\n  <option value="{_text(option["value"])}"{attributes(option["attrs"])}>{_text(option["label"])}</option>'
        for option in options
    )


INPUTS = ("checkbox", "date", "email", "hidden", "number", "password", "search", "tel", "text", "url")
DRAWN: dict[str, Callable[[Drawn], str]] = {
    f"django/forms/widgets/{name}.html": draw
    for name, draw in (
        *((name, draw_input) for name in INPUTS),
        ("textarea", draw_textarea),
        ("select", draw_select),
    )
}
"""How a widget is drawn, by the template that Django names for it."""


def drawn(template_name: str, context: Mapping[str, Any]) -> SafeString | None:
    """The HTML of a widget that is drawn here; None for every other template."""
    draw = DRAWN.get(template_name)
    return mark_safe(draw(context["widget"])) if draw else None

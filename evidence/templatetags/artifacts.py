"""`{% load artifacts %}`: the list of a win's links and files, with the one that has just been removed in its place."""

from typing import Any

from django import template

from evidence.files.kinds import KINDS
from evidence.models import Artifact, Win

register = template.Library()
ENDINGS = ",".join(f".{ending}" for ending in KINDS)


@register.simple_tag
def endings_taken() -> str:
    """The endings of files that are taken, as a file control lists them."""
    return ENDINGS


@register.simple_tag(takes_context=True)
def listed(context: dict[str, Any], win: Win) -> list[Artifact]:
    """The artifacts of `win` in order; among them, with its `removed_at`, what this answer or `?removed=` is about."""
    asked = context["request"].GET.get("removed", "")
    removed = context.get("removed")
    if not removed and asked.isdecimal():
        removed = Artifact.with_removed.removed().filter(win=win, pk=asked).first()
    return sorted([*win.artifacts.all(), *([removed] if removed else [])], key=lambda artifact: artifact.pk)

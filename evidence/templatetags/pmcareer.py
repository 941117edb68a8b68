"""`{% load pmcareer %}`: small drawings, words of the rules explained, the full stop after somebody's own words."""

from django import template
from django.utils.safestring import SafeString, mark_safe

from evidence.web import drawing
from insights.sentences import EXPLAINED, full_stop, inside

register = template.Library()

register.simple_tag(drawing.meter)
register.simple_tag(drawing.pyramid)
register.simple_tag(drawing.grade_mark)
register.simple_tag(drawing.tick)
register.simple_tag(drawing.marked)
register.simple_tag(drawing.state_mark)
register.simple_tag(drawing.tally)
register.filter(full_stop)


@register.simple_tag
def explained(word: str) -> SafeString:
    """A word of the rules with what it means, for the place where a page says it first. Raises KeyError for others."""
    return mark_safe(f"<dfn>{word}</dfn>: {inside(EXPLAINED[word])}")

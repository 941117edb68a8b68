"""`{% load pmcareer %}`: the small drawings, for templates."""

from django import template

from evidence.web import drawing

register = template.Library()

register.simple_tag(drawing.meter)
register.simple_tag(drawing.pyramid)
register.simple_tag(drawing.grade_mark)
register.simple_tag(drawing.tick)
register.simple_tag(drawing.state_mark)
register.simple_tag(drawing.tally)

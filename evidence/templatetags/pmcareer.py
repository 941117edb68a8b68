"""`{% load pmcareer %}`: the small drawings for templates, and the full stop after somebody's own words."""

from django import template

from evidence.web import drawing
from insights.sentences import full_stop

register = template.Library()

register.simple_tag(drawing.meter)
register.simple_tag(drawing.pyramid)
register.simple_tag(drawing.grade_mark)
register.simple_tag(drawing.tick)
register.simple_tag(drawing.state_mark)
register.simple_tag(drawing.tally)
register.filter(full_stop)

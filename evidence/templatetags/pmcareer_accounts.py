"""`{% load pmcareer_accounts %}`: what the pages about signing in need to know."""

import re

from django import template
from django.conf import settings

register = template.Library()

# The first that is named in a browser's own description of itself; Chrome's name stands in most others too.
BROWSERS = (("Edg", "Edge"), ("OPR", "Opera"), ("Firefox", "Firefox"), ("Chrom", "Chrome"), ("Safari", "Safari"))
SYSTEMS = (
    ("Android", "Android"),
    ("iPhone|iPad", "iOS"),
    ("Windows", "Windows"),
    ("Mac OS", "macOS"),
    ("CrOS", "ChromeOS"),
    ("Linux", "Linux"),
)


@register.simple_tag
def mail_is_set_up() -> bool:
    """Whether this server can send mail."""
    return settings.MAIL_IS_SET_UP


@register.filter
def browser(user_agent: str) -> str:
    """ "Mozilla/5.0 (X11; Linux …) Firefox/140.0" -> "Firefox on Linux"; a stranger's first word, cut short."""
    name = next((words for part, words in BROWSERS if part in user_agent), "")
    system = next((words for pattern, words in SYSTEMS if re.search(pattern, user_agent)), "")
    if not name and not system:
        return user_agent.split("/", maxsplit=1)[0][:40] or "Unknown browser"
    return " on ".join(filter(None, [name or "A browser", system]))

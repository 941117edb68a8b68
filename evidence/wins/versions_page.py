"""The earlier versions of a win: how its fields are called, and the page that shows what they were."""

from django.utils.text import capfirst

from evidence.models import User, Win
from evidence.models.wins import HOW
from evidence.web.versions import VersionsPage, called_by
from evidence.web.versions import versions_page as page_of
from evidence.wins.forms.wins import WinForm
from insights.catalog import catalog

NUMBERS = {
    "metric_before": "The number before",
    "metric_after": "The number after",
    "metric_unit": "The unit of the number",
}
"""On the win's page these stand in a row under a heading that says the rest."""


def called(name: str) -> str:
    """What a field of a win is called where it stands alone, the sentence of a link by its skill."""
    skill = catalog().skills.get(name.removeprefix(HOW))
    if name.startswith(HOW):
        return f"How it shows {skill.name.lower() if skill else 'a skill'}"
    return NUMBERS.get(name) or capfirst(called_by(WinForm.base_fields)(name))


def versions_page(user: User, win: Win, before: str) -> VersionsPage:
    """What the fields of a win were; `before` is what the address says of where the page begins."""
    return page_of(win, win.title, WinForm.base_fields, called, today=user.today(), before=before)

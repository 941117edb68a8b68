"""The dashboard as tests read it, and records that make it say something: skills proven, contact, everything ready."""

import re
from datetime import timedelta
from pathlib import Path

from django.conf import settings

from evidence.models import CarriedArea
from insights.catalog import catalog
from tests.factories import make_confirmation, make_win

TEMPLATES = sorted(Path(settings.BASE_DIR, "templates", "evidence", "readiness").glob("*.html"))


def unpacking(template):
    """The loops of a template that take what they walk through apart by its places, and what is read by a place."""
    return re.findall(r"{% for \w+, [^%]*%}|\b\w+\.\d+\b", re.sub(r"{#.*?#}", "", template))


def words_of(html):
    html = re.sub(r"<svg.*?</svg>", " ", html, flags=re.S)
    return re.sub(r" ([.,:;])", r"\1", " ".join(re.sub(r"<[^>]+>", " ", html).split()))


def page_of(browser, query=""):
    return browser.get(f"/readiness/{query}").content.decode()


def gate_row(html, gate):
    return words_of(html.split(f'id="gate-{gate}">')[1].split("</tr>")[0])


def gate_box(html):
    return words_of(html.split('class="opened-box one">')[1].split('<tr role="row" id="gate-')[0])


def skill_box(html):
    """The opened row of a skill."""
    return words_of(html.split('class="opened-box">')[1].split("</tr>")[0])


def row(html, skill):
    return words_of(html.split(f'<tr id="{skill}" role="row">')[1].split("</tr>")[0])


def carry(user, area, entries):
    CarriedArea.objects.update_or_create(owner=user, area=area, defaults={"entries": entries})


def ago(user, days):
    return (user.today() - timedelta(days)).isoformat()


def proven(user, skill, by="Ana Reyes", department="sales"):
    for days in (200, 100, 1):
        win = make_win(user, f"{skill} {days}", days_ago=days, told=True, skills=[skill], horizon="multi-year")
        make_confirmation(win, by=by, department=department)


def contact(user, *departments):
    """Contact that makes a local: seven weeks in a row, joint work each time."""
    carry(user, "people", [{"key": name, "name": f"P {name}", "department": name} for name in departments])
    touchpoints = [
        {"person": name, "date": ago(user, 7 * week), "kind": "joint-work", "started_by": "both"}
        for name in departments
        for week in range(7)
    ]
    carry(user, "touchpoints", touchpoints)


def make_ready(user, but=()):
    """Everything that Director asks for, but the skills `but`."""
    people = ("Ana Reyes", "Tom Akande", "Devi Rao")
    for at, skill in enumerate(catalog().requirements("director", "manager")):
        if skill not in but:
            proven(user, skill, by=people[at % 3])
    contact(user, "sales", "support")
    trial = {"title": "Ran the intake team", "skill": "coaching", "started": ago(user, 90), "ended": ago(user, 30)}
    carry(user, "trials", [trial | {"coaching": "minimal", "outcome": "succeeded"}])

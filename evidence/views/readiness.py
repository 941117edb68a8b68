"""Readiness: the verdict, the next steps, the gates, every requirement, half a year back, the land mines."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_headers

from evidence.forms.readiness import DayForm
from evidence.history import history
from evidence.judged import judged
from evidence.readiness_page import BYS, Asked, readiness_page
from evidence.requests import Request
from evidence.skill_evidence import opened
from insights.catalog import DEFAULT_LEVEL, catalog
from insights.gates import GATES
from insights.targets import TargetError


@require_safe
@vary_on_headers("HX-Request", "HX-Target")
def readiness(request: Request) -> HttpResponse:
    """The page of today, or of `?on=` another day; `?by=` groups the requirements.

    `?open=coaching` opens that skill's row, `?gate=trial` that gate's. htmx gets the section alone that it swaps.
    """
    user, form = request.user, DayForm(request.GET, today=request.user.today())
    asked = _asked(request, form)
    try:
        found = judged(user, asked.day)
    except TargetError as error:
        return render(request, "evidence/readiness/no_target.html", {"why": str(error)})
    page: dict[str, Any] = {
        "page": readiness_page(found, user.level_id or DEFAULT_LEVEL, asked, reverse("readiness")),
        "asked": asked,
    }
    if skill := next((skill for skill in found.skills if skill.skill == asked.skill), None):
        page["opened"] = opened(user, skill.skill, skill.required, skill.tally, asked.day)
    part = _part(request)
    if not part:
        page |= {"form": form, "history": history(user, asked.day)}
    return render(request, f"evidence/readiness/page.html{part}", page, status=200 if form.is_valid() else 422)


def _asked(request: Request, form: DayForm) -> Asked:
    """What the address asks for; what it asks for in vain is left out."""
    by, gate, skill = (request.GET.get(name, "") for name in ("by", "gate", "open"))
    return Asked(
        form.day,
        form.today,
        by if by in BYS else "tier",
        gate if gate in GATES else "",
        skill if skill in catalog().skills else "",
    )


def _part(request: Request) -> str:
    """The section that htmx is to swap, as the name of its partial; empty for the whole page."""
    if not request.htmx:
        return ""
    return "#gates" if (request.htmx.target or "").endswith("gates") else "#requirements"

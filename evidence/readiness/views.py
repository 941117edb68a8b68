"""Readiness and the pages below it: one skill, half a year week by week, another target beside one's own."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_headers

from evidence.readiness.comparison import comparison
from evidence.readiness.forms import CompareForm, DayForm, usual
from evidence.readiness.half_year import half_a_year
from evidence.readiness.judgement import judged
from evidence.readiness.opened_skill import opened
from evidence.readiness.page import BYS, Asked, readiness_page
from evidence.readiness.skill_page import skill_page
from evidence.record.person import profile_of
from evidence.web.as_of import day_asked, query_of
from evidence.web.requests import Request
from insights.catalog import DEFAULT_LEVEL, catalog
from insights.gates import GATES
from insights.targets import TargetError, aim_of


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
        page |= {"form": form, "history": half_a_year(user, asked.day)}
    return render(request, f"evidence/readiness/page.html{part}", page, status=200 if form.is_valid() else 422)


@require_safe
def skill(request: Request, slug: str) -> HttpResponse:
    """One skill today or `?on=` another day; `?only=counting` or `idle`, `?page=2`. Unknown is 404."""
    if slug not in catalog().skills:
        raise Http404
    try:
        aim = aim_of(profile_of(request.user))
    except TargetError as error:
        return render(request, "evidence/readiness/no_target.html", {"why": str(error)})
    page = skill_page(request.user, aim, slug, day_asked(request), request.GET.dict())
    return render(request, "evidence/readiness/skill.html", {"page": page, "aim": aim})


@require_safe
def history(request: Request) -> HttpResponse:
    """Half a year up to today or `?on=` another day, week by week."""
    try:
        aim = aim_of(profile_of(request.user))
    except TargetError as error:
        return render(request, "evidence/readiness/no_target.html", {"why": str(error)})
    page = {"history": half_a_year(request.user, day_asked(request)), "aim": aim}
    return render(request, "evidence/readiness/history_table.html", page)


@require_safe
def compare(request: Request) -> HttpResponse:
    """`?target=vp&track=expert` beside one's own target, today or `?on=` another day. The profile stays as it is."""
    user, profile, day = request.user, profile_of(request.user), day_asked(request)
    try:
        aim = aim_of(profile)
    except TargetError as error:
        return render(request, "evidence/readiness/no_target.html", {"why": str(error)})
    asked = usual(profile, aim.target) | {
        name: request.GET[name] for name in ("target", "track") if name in request.GET
    }
    form = CompareForm(asked, profile=profile)
    page: dict[str, Any] = {"form": form, "aim": aim, "day": day, "query": query_of(day, user.today())}
    if is_valid := form.is_valid():
        page["found"] = comparison(user, day, form.cleaned_data["target"], form.cleaned_data["track"])
    return render(request, "evidence/readiness/compare.html", page, status=200 if is_valid else 422)


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

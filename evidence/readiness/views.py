"""Readiness and the pages below it: one skill, half a year week by week, another target beside one's own."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_headers

from evidence.readiness.comparison import comparison_page
from evidence.readiness.forms import DayForm, compare_form
from evidence.readiness.history import history_page
from evidence.readiness.no_target import needs_target
from evidence.readiness.page import BYS, ReadinessQuery, readiness_page
from evidence.readiness.skill_page import skill_page
from evidence.record.person import profile_of
from evidence.web.as_of import day_asked
from evidence.web.requests import Request
from insights.catalog import catalog
from insights.gates import GATES
from insights.targets import aim_of


@require_safe
@vary_on_headers("HX-Request", "HX-Target")
@needs_target
def readiness(request: Request) -> HttpResponse:
    """The page of today, or of `?on=` another day; `?by=expiry` orders the requirements, `?axis=long` shows 24 months.

    `?open=coaching` opens that skill's row, `?gate=trial` that gate's. htmx gets the section alone that it swaps.
    """
    form, part = DayForm(request.GET, today=request.user.today()), _part(request)
    page = readiness_page(request.user, _query(request, form), reverse("readiness"), None if part else form)
    status = 200 if form.is_valid() else 422
    return render(request, f"evidence/readiness/page.html{part}", {"page": page}, status=status)


@require_safe
@needs_target
def skill(request: Request, slug: str) -> HttpResponse:
    """One skill today or `?on=` another day; `?only=counting` or `idle`, `?page=2`. Unknown is 404."""
    if slug not in catalog().skills:
        raise Http404
    page = skill_page(request.user, aim_of(profile_of(request.user)), slug, day_asked(request), request.GET.dict())
    return render(request, "evidence/readiness/skill.html", {"page": page})


@require_safe
@needs_target
def history(request: Request) -> HttpResponse:
    """Half a year up to today or `?on=` another day, week by week."""
    page = history_page(request.user, day_asked(request))
    return render(request, "evidence/readiness/history.html", {"page": page})


@require_safe
@needs_target
def compare(request: Request) -> HttpResponse:
    """`?target=vp&track=expert` beside one's own target, today or `?on=` another day. The profile stays as it is."""
    profile = profile_of(request.user)
    form = compare_form(profile, aim_of(profile).target, request.GET.dict())
    page = comparison_page(request.user, day_asked(request), form)
    return render(request, "evidence/readiness/compare.html", {"page": page}, status=200 if form.is_valid() else 422)


def _query(request: Request, form: DayForm) -> ReadinessQuery:
    """What the address asks for; what it asks for in vain is left out."""
    by, gate, skill = (request.GET.get(name, "") for name in ("by", "gate", "open"))
    return ReadinessQuery(
        form.day,
        form.today,
        by if by in BYS else "need",
        request.GET.get("axis") == "long",
        gate if gate in GATES else "",
        skill if skill in catalog().skills else "",
    )


def _part(request: Request) -> str:
    """The section that htmx is to swap, as the name of its partial; empty for the whole page."""
    if not request.htmx:
        return ""
    return "#gates" if (request.htmx.target or "").endswith("gates") else "#requirements"

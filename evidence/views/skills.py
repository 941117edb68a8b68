"""A skill's own page under Readiness: its evidence, what it lacks, and what it is."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from evidence.as_of import day_asked
from evidence.record import profile_of
from evidence.requests import Request
from evidence.skill_page import skill_page
from insights.catalog import catalog
from insights.targets import TargetError, aim_of


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

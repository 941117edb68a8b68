"""Readiness: where every requirement of the target stands, and what is missing."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_headers

from evidence.readiness_page import readiness_page
from evidence.record import profile_of
from evidence.requests import Request
from evidence.shelves import EMPTY, shelves
from evidence.skill_evidence import opened
from insights.targets import TargetError, aim_of


@require_safe
@vary_on_headers("HX-Request")
def readiness(request: Request) -> HttpResponse:
    """The page; `?open=coaching` opens that skill's row. htmx gets the requirements alone."""
    user, day = request.user, request.user.today()
    profile = profile_of(user)
    try:
        aim = aim_of(profile)
    except TargetError as error:
        return render(request, "evidence/readiness/no_target.html", {"why": str(error)})
    found, win_address = shelves(user, day), reverse("win", args=[0]).replace("/0/", "/{}/")
    page: dict[str, Any] = {"page": readiness_page(aim, profile.level, found, day, win_address)}
    if asked := aim.requirements.get(skill := request.GET.get("open", "")):
        page["opened"] = opened(user, skill, asked, found.get(skill, EMPTY).tally, day)
    part = "#requirements" if request.htmx else ""
    return render(request, f"evidence/readiness/page.html{part}", page)

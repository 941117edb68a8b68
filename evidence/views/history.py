"""Readiness week by week: the look back as a drawing and a table."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from evidence.as_of import day_asked
from evidence.history import history
from evidence.record import profile_of
from evidence.requests import Request
from insights.targets import TargetError, aim_of


@require_safe
def readiness_history(request: Request) -> HttpResponse:
    """Half a year up to today or `?on=` another day, week by week."""
    try:
        aim = aim_of(profile_of(request.user))
    except TargetError as error:
        return render(request, "evidence/readiness/no_target.html", {"why": str(error)})
    page = {"history": history(request.user, day_asked(request)), "aim": aim}
    return render(request, "evidence/readiness/history_table.html", page)

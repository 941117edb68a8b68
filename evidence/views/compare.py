"""The same evidence held against another level or track, beside the person's own target."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from evidence.as_of import day_asked, query_of
from evidence.comparing import comparison
from evidence.forms.compare import CompareForm, usual
from evidence.record import profile_of
from evidence.requests import Request
from insights.targets import TargetError, aim_of


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

"""This week: the capture box, always ready, and the week's wins."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET

from evidence.account.page import landing_page, needs_welcome
from evidence.this_week.page import is_older, week_page, what_was_logged
from evidence.web.requests import Request, post_only
from evidence.wins.capture import capture as capture_line
from evidence.wins.forms.wins import CaptureForm


@login_not_required
@require_GET
def this_week(request: HttpRequest) -> HttpResponse:
    """The week of a signed-in person; for a visitor, what this is."""
    if not request.user.is_authenticated:
        return render(request, "evidence/account/landing.html", {"page": landing_page()})
    if needs_welcome(request.user):
        return redirect("welcome")
    return render(request, "evidence/this_week/index.html", week_page(request.user, **_wanted(request)))


@post_only("this-week")
def capture(request: Request) -> HttpResponse:
    """Logs the typed line; answers with the week's wins and an empty box, or with what is wrong."""
    form = CaptureForm(request.POST)
    if not form.is_valid():
        line = request.POST.get("line", "")
        context = week_page(request.user, line=line, form=form, **_chosen(request.POST))
        part = "#refused" if request.htmx else ""
        return render(request, f"evidence/this_week/index.html{part}", context, status=422)
    sent = form.cleaned_data
    made = capture_line(
        request.user, sent["line"], sent["submission"], skill=sent["skill"], kind=sent["kind"] or "other"
    )
    if not request.htmx:
        today = request.user.today()
        messages.success(request, what_was_logged(made, today))
        return redirect(f"/?logged={made.win.pk}" if is_older(made, today) else "this-week")
    return render(
        request, "evidence/this_week/index.html#captured", week_page(request.user, made=made, typed=sent["line"])
    )


def _wanted(request: HttpRequest) -> dict[str, Any]:
    logged = request.GET.get("logged", "")
    return _chosen(request.GET) | {
        "line": request.GET.get("line", ""),
        "logged": int(logged) if logged.isdecimal() and len(logged) < 19 else None,
    }


def _chosen(data: Any) -> dict[str, Any]:
    return {"skill": data.get("skill", ""), "kind": data.get("kind", "")}

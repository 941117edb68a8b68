"""This week: the capture box, always ready, and the week's wins."""

from dataclasses import replace

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from evidence.account.page import landing_page, needs_welcome
from evidence.this_week.forms import CaptureForm
from evidence.this_week.page import Box, empty_box, is_older, week_page, what_was_logged
from evidence.web.numbers import whole_number
from evidence.web.requests import Request, post_only
from evidence.web.sent import takes_words
from evidence.wins.capture import capture as capture_line

PAGE = "evidence/this_week/index.html"


@login_not_required
@require_safe
def this_week(request: HttpRequest) -> HttpResponse:
    """The week of a signed-in person; for a visitor, what this is."""
    if not request.user.is_authenticated:
        return render(request, "evidence/account/landing.html", {"page": landing_page()})
    if needs_welcome(request.user):
        return redirect("welcome")
    logged = whole_number(request.GET.get("logged", ""))
    box = replace(_box(request.GET), has_focus="capture" in request.GET)
    return render(request, PAGE, {"page": week_page(request.user, box=box, logged=logged)})


@takes_words
@post_only("this-week")
def capture(request: Request) -> HttpResponse:
    """Logs the typed line; answers with the week's wins and an empty box, or with what is wrong."""
    form = CaptureForm(request.POST)
    if not form.is_valid():
        return _refused(request, form)
    sent = form.cleaned_data
    made = capture_line(
        request.user, sent["line"], sent["submission"], skill=sent["skill"], kind=sent["kind"] or "other"
    )
    if not request.htmx:
        today = request.user.today()
        messages.success(request, what_was_logged(made, today))
        return redirect(f"/?logged={made.win.pk}" if is_older(made, today) else "this-week")
    return render(request, f"{PAGE}#captured", {"page": week_page(request.user, made=made, typed=sent["line"])})


def _refused(request: Request, form: CaptureForm) -> HttpResponse:
    """The box once more with what was typed, and what is wrong with it."""
    errors = tuple(map(str, form.errors.get("line", ())))
    box = replace(_box(request.POST), is_wrong=True, errors=errors, is_too_old="submission" in form.errors)
    page = week_page(request.user, box=box)
    return render(request, f"{PAGE}{'#refused' if request.htmx else ''}", {"page": page}, status=422)


def _box(data: QueryDict) -> Box:
    return empty_box(data.get("line", ""), data.get("skill", ""), data.get("kind", ""))

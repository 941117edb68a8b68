"""The first sign-in: a few questions, each of which can be skipped."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from evidence.forms.profile import WelcomeForm
from evidence.models import User
from evidence.requests import Request


def needs_welcome(user: User) -> bool:
    """Whether the questions of the first sign-in were neither answered nor skipped."""
    return user.set_up_at is None


@require_http_methods(["GET", "POST"])
def welcome(request: Request) -> HttpResponse:
    """Asks for level, track, target, department, time zone and name; Skip leaves all but the time zone for later."""
    form = WelcomeForm(request.POST if request.method == "POST" else None, user=request.user)
    if request.method == "GET":
        return render(request, "evidence/welcome/index.html", {"form": form})
    if "skip" in request.POST:
        form.save_time_zone()
    elif form.is_valid():
        form.save()
    else:
        return render(request, "evidence/welcome/index.html", {"form": form}, status=422)
    if needs_welcome(request.user):
        request.user.set_up_at = timezone.now()
        request.user.save(update_fields=["set_up_at"])
    return redirect("this-week")

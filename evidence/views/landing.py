"""What a visitor sees: what this is, the two ways in, and what becomes of their data."""

from allauth.account.adapter import get_adapter
from allauth.core.ratelimit import consume, respond_429
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from evidence.forms.account import SignUp
from evidence.requests import post_only
from evidence.sample_account import NoRoom, start_sample


@login_not_required
@require_safe
def landing(request: HttpRequest) -> HttpResponse:
    """The front page of somebody who is not signed in."""
    is_open = get_adapter(request).is_open_for_signup(request)
    context = {"form": SignUp() if is_open else None, "demo": settings.DEMO}
    return render(request, "evidence/landing/index.html", context)


@login_not_required
@post_only("this-week")
def sample(request: HttpRequest) -> HttpResponse:
    """Makes a throwaway account with sample data, and signs the visitor in to it."""
    if not settings.DEMO:
        raise Http404
    if request.user.is_authenticated:
        return redirect("this-week")
    if not consume(request, action="sample"):
        return respond_429(request)
    try:
        user = start_sample(request.POST.get("time_zone", ""))
    except NoRoom:
        messages.error(request, "Too many people are looking at the sample just now. Try again in an hour.")
        return redirect("this-week")
    login(request, user, backend="evidence.adapter.LivingAccounts")
    return redirect("this-week")


@login_not_required
@require_safe
def privacy(request: HttpRequest) -> HttpResponse:
    """What is kept, where, and who can see it."""
    return render(request, "evidence/landing/privacy.html")

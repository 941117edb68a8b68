"""The account: first questions, settings, its end; the sample account, and what becomes of a visitor's data.

Sign-in and security are allauth's pages.
"""

from uuid import UUID

from allauth.core.ratelimit import consume, respond_429
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login, logout
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from evidence.account.deletion import delete_account
from evidence.account.forms.deletion import DeleteAccountForm
from evidence.account.forms.profile import ProfileForm, WelcomeForm
from evidence.account.page import WelcomePage, delete_page, needs_welcome, profile_page, unsent_page
from evidence.account.samples import NoRoom, start_sample
from evidence.models import Unsent
from evidence.web.requests import Request, post_only
from evidence.web.sent import takes_words


@takes_words
@require_http_methods(["GET", "HEAD", "POST"])
def welcome(request: Request) -> HttpResponse:
    """Asks for level, track, target, department, time zone and name; Skip leaves all but the time zone for later."""
    form = WelcomeForm(request.POST if request.method == "POST" else None, user=request.user)
    if "skip" in request.POST:
        form.save_time_zone()
    elif form.is_valid():
        form.save()
    else:
        page, status = WelcomePage(form), 422 if form.errors else 200
        return render(request, "evidence/account/welcome.html", {"page": page}, status=status)
    if needs_welcome(request.user):
        request.user.set_up_at = timezone.now()
        request.user.save(update_fields=["set_up_at"])
    return redirect(f"{reverse('this-week')}?capture")


@takes_words
@require_http_methods(["GET", "HEAD", "POST"])
def profile(request: Request) -> HttpResponse:
    """What the person is judged for, and how the pages behave."""
    form = ProfileForm(request.POST if request.method == "POST" else None, user=request.user)
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, "Saved.")
        return redirect("settings")
    page = profile_page(request.user, form)
    return render(request, "evidence/account/profile.html", {"page": page}, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def delete(request: Request) -> HttpResponse:
    """Says what goes; with the password, deletes all of it and signs out."""
    form = DeleteAccountForm(request.POST if request.method == "POST" else None, user=request.user)
    if request.method == "POST":
        if not consume(request, action="reauthenticate", user=request.user):
            return respond_429(request)
        if form.is_valid():
            delete_account(request.user)
            logout(request)
            messages.success(request, "The account and everything in it are deleted.")
            return redirect("this-week")
    page = delete_page(request.user, form)
    return render(request, "evidence/account/delete.html", {"page": page}, status=422 if form.errors else 200)


@require_safe
def unsent(request: Request, token: UUID) -> HttpResponse:
    """What the person sent when they were signed in no more, and the button that sends it now."""
    found = get_object_or_404(Unsent.objects.waiting(), owner=request.user, token=token)
    return render(request, "evidence/account/unsent.html", {"page": unsent_page(found)})


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
    return render(request, "evidence/account/privacy.html")

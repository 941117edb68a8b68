"""Settings: the profile and target, and the end of the account. Sign-in and security are allauth's pages."""

from allauth.core.ratelimit import consume, respond_429
from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from evidence import hints_shown
from evidence.account_deletion import delete_account
from evidence.forms.account_deletion import DeleteAccountForm
from evidence.forms.profile import ProfileForm
from evidence.models import Artifact, ShareLink, User
from evidence.requests import Request


@require_http_methods(["GET", "POST"])
def profile(request: Request) -> HttpResponse:
    """What the person is judged for, and how the pages behave."""
    form = ProfileForm(request.POST if request.method == "POST" else None, user=request.user)
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, "Saved.")
        return redirect("settings")
    page = {"form": form, "hints_off": hints_shown.off(request.user)}
    return render(request, "evidence/settings/profile.html", page, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
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
    context = {"form": form, "goes": what_goes(request.user)}
    return render(request, "evidence/settings/delete.html", context, status=422 if form.errors else 200)


def what_goes(user: User) -> dict[str, int]:
    """How many there are of what an account holds."""
    return {
        "wins": user.wins.count(),
        "files": Artifact.objects.of(user).exclude(file="").count(),
        "packets": user.packets.count(),
        "links": ShareLink.objects.live().filter(snapshot__packet__owner=user).count(),
    }

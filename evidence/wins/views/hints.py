"""Switching writing hints off, on a win's page, and on again, there or in Settings."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from evidence.web.requests import Request, post_only
from evidence.wins.forms.hints import HintForm
from evidence.wins.hints import hints_shown, switched_off
from insights.catalog import catalog


@post_only("win", "pk")
def on_a_win(request: Request, pk: int) -> HttpResponse:
    """Shows a hint on no win any more, or again; the answer carries the way back."""
    win = get_object_or_404(request.user.wins.kept(), pk=pk)
    asked = _asked(request)
    slug = asked["hint"]
    request.user.switch_hint(slug, on=asked["show"])
    hidden = switched_off(request.user, slug)
    if request.htmx:
        return render(request, "evidence/wins/hints.html", {"page": hints_shown(request.user, win, hidden)})
    back = reverse("win", args=[pk])
    return redirect(f"{back}?hidden={slug}#hints" if hidden else f"{back}#hints")


@post_only("settings")
def in_settings(request: Request) -> HttpResponse:
    """Shows a hint again, by the list of those that are off."""
    slug = _asked(request)["hint"]
    request.user.switch_hint(slug, on=True)
    messages.success(request, f"Shown again: {catalog().hints[slug].name}.")
    return redirect(f"{reverse('settings')}#hints")


def _asked(request: Request) -> dict[str, Any]:
    """What is asked, as `HintForm` reads it. Raises Http404 if there is no such hint."""
    form = HintForm(request.POST)
    if not form.is_valid():
        raise Http404
    return form.cleaned_data

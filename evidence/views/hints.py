"""Switching writing hints off, on a win's page, and on again, there or in Settings."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from evidence.forms.hints import HintForm
from evidence.hints_shown import hints_of, switched_off
from evidence.requests import Request, post_only
from insights.catalog import catalog


@post_only("win", "pk")
def on_a_win(request: Request, pk: int) -> HttpResponse:
    """Shows a hint on no win any more, or again; the answer carries the way back."""
    win = get_object_or_404(request.user.wins.kept(), pk=pk)
    slug = _switch(request)
    hidden = switched_off(request.user, slug)
    if request.htmx:
        page = {"win": win, "hidden_hint": hidden, **hints_of(request.user, win)}
        return render(request, "evidence/wins/hints.html", page)
    back = reverse("win", args=[pk])
    return redirect(f"{back}?hidden={slug}#hints" if hidden else f"{back}#hints")


@post_only("settings")
def in_settings(request: Request) -> HttpResponse:
    """Switches a hint, by the list in Settings."""
    name = catalog().hints[_switch(request)].name
    messages.success(request, f"Shown again: {name}.")
    return redirect(f"{reverse('settings')}#hints")


def _switch(request: Request) -> str:
    """Does what is asked, and returns the hint's slug. Raises Http404 if there is no such hint."""
    form = HintForm(request.POST)
    if not form.is_valid():
        raise Http404
    slug = form.cleaned_data["hint"]
    request.user.switch_hint(slug, on=form.cleaned_data["show"])
    return slug

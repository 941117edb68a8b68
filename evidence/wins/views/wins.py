"""The log of wins, one win's page, and the Trash."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from evidence.models import Win
from evidence.models.trash import DAYS_IN_TRASH
from evidence.web.requests import Request, post_only
from evidence.wins.capture import take_whole
from evidence.wins.forms.wins import LineForm, LogFilters
from evidence.wins.hints import switched_off
from evidence.wins.log import Log
from evidence.wins.rows import full_day
from evidence.wins.saving import save_win
from evidence.wins.win_page import win_page
from evidence.wins.writing import undo as undo_change


@require_GET
def log(request: Request) -> HttpResponse:
    """The whole log by month, filtered as the address says; the next page alone when it is scrolled to."""
    filters = LogFilters(request.GET)
    context: dict[str, Any] = {"log": Log(request.user, filters, request.GET), "filters": filters}
    if deleted := request.GET.get("deleted", ""):
        context["deleted"] = request.user.wins.in_trash().filter(pk=deleted).first() if deleted.isdecimal() else None
    part = {"rows": "#rows", "results": "#results"}.get(request.GET.get("part", "") if request.htmx else "", "")
    return render(request, f"evidence/wins/log.html{part}", context)


@require_http_methods(["GET", "POST"])
def win(request: Request, pk: int) -> HttpResponse:
    """One win, to read and edit where it stands."""
    if request.method == "GET":
        found = get_object_or_404(request.user.wins.kept(), pk=pk)
        hidden = switched_off(request.user, request.GET.get("hidden", ""))
        return render(request, "evidence/wins/win.html", win_page(request.user, found) | {"hidden_hint": hidden})
    saved = save_win(request.user, pk, request.POST)
    status = 422 if not saved.is_valid else 200 if saved.is_settled else 409
    if request.htmx:
        page = win_page(request.user, saved.win, saved, fragment=True)
        return render(request, "evidence/wins/win.html#saved", page, status=status)
    if status == 200:
        messages.success(request, f"Saved {timezone.localtime():%H:%M}.")
        return redirect("win", pk=pk)
    return render(request, "evidence/wins/win.html", win_page(request.user, saved.win, saved), status=status)


@post_only("win", "pk")
def undo(request: Request, pk: int) -> HttpResponse:
    """Takes the last change of a win back."""
    changed = undo_change(request.user, pk)
    messages.success(request, "Undone; undo again to have it back." if changed else "Nothing to undo.")
    return redirect("win", pk=pk)


@post_only("win", "pk")
def date_today(request: Request, pk: int) -> HttpResponse:
    """The date words of a captured line were meant as words: the line is taken whole, and as of today."""
    form = LineForm(request.POST)
    if not form.is_valid():
        raise Http404
    try:
        win = take_whole(request.user, pk, form.cleaned_data["line"])
    except Win.DoesNotExist:
        raise Http404 from None
    if win:
        messages.success(request, f"Dated today, {full_day(win.date, win.date)}, with the line as you typed it.")
    else:
        messages.info(request, "It has been changed since; set the date on its page.")
    return redirect("this-week" if win else reverse("win", args=[pk]))


@post_only("wins")
def delete(request: Request, pk: int) -> HttpResponse:
    """Puts a win into the Trash at once; the answer carries the way back."""
    found = get_object_or_404(request.user.wins.kept(), pk=pk)
    found.delete_softly()
    if request.htmx:
        return render(request, "evidence/wins/deleted.html", {"win": found})
    return redirect(f"/wins/?deleted={pk}")


@post_only("wins")
def restore(request: Request, pk: int) -> HttpResponse:
    """Takes a win out of the Trash. One that is not there stays as it is."""
    found = get_object_or_404(request.user.wins, pk=pk)
    if found.deleted_at:
        found.restore()
    messages.success(request, "It is back.")
    return redirect("win", pk=pk)


@require_GET
def trash(request: Request) -> HttpResponse:
    """Deleted wins, each with the day on which it goes for good."""
    page = Paginator(request.user.wins.in_trash(), 50).get_page(request.GET.get("page"))
    return render(request, "evidence/wins/trash.html", {"page": page, "days": DAYS_IN_TRASH})

"""The log of wins, one win's page, and the Trash."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from evidence.models import Artifact
from evidence.web.numbers import whole_number
from evidence.web.places import behind_day, behind_moment
from evidence.web.requests import Request, not_found_if_gone, post_only
from evidence.web.sent import takes_words
from evidence.wins.capture import take_whole
from evidence.wins.forms.wins import LineForm, LogFilters
from evidence.wins.hints import switched_off
from evidence.wins.log import log_page
from evidence.wins.rows import full_day
from evidence.wins.saving import save_win
from evidence.wins.trash import trash_page
from evidence.wins.win_page import saved_page, win_page


@require_safe
def log(request: Request) -> HttpResponse:
    """The whole log by month, filtered as the address says; the next page alone when it is scrolled to."""
    gone = whole_number(request.GET.get("deleted", ""))
    deleted = request.user.wins.in_trash().filter(pk=gone).first() if gone is not None else None
    part = {"rows": "#rows", "results": "#results"}.get(request.GET.get("part", "") if request.htmx else "", "")
    filters, after = LogFilters(request.GET), behind_day(request.GET.get("after", ""))
    page = log_page(request.user, filters, after, deleted, rows_alone=part == "#rows")
    return render(request, f"evidence/wins/log.html{part}", {"page": page})


@takes_words
@require_http_methods(["GET", "HEAD", "POST"])
def win(request: Request, pk: int) -> HttpResponse:
    """One win, to read and edit where it stands."""
    if request.method != "POST":
        found = get_object_or_404(request.user.wins.kept().with_last_change(), pk=pk)
        hidden = switched_off(request.user, request.GET.get("hidden", ""))
        gone = whole_number(request.GET.get("removed", ""))
        removed = Artifact.with_removed.removed().filter(win=found, pk=gone).first() if gone is not None else None
        page = win_page(request.user, found, hint_off=hidden, removed=removed)
        return render(request, "evidence/wins/win.html", {"page": page})
    with not_found_if_gone():
        saved = save_win(request.user, pk, request.POST)
    status = 422 if not saved.is_valid else 200 if saved.is_settled else 409
    if request.htmx:
        answer = saved_page(request.user, saved)
        return render(request, "evidence/wins/win.html#saved", {"page": answer}, status=status)
    if status == 200:
        messages.success(request, f"Saved {timezone.localtime():%H:%M}.")
        return redirect("win", pk=pk)
    page = win_page(request.user, saved.win, saved)
    return render(request, "evidence/wins/win.html", {"page": page}, status=status)


@post_only("win", "pk")
def date_today(request: Request, pk: int) -> HttpResponse:
    """The date words of a captured line were meant as words: the line is taken whole, and as of today."""
    form = LineForm(request.POST)
    if not form.is_valid():
        raise Http404
    with not_found_if_gone():
        win = take_whole(request.user, pk, form.cleaned_data["line"])
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
        return render(request, "evidence/wins/deleted.html", {"page": found})
    return redirect(f"/wins/?deleted={pk}")


@post_only("wins")
def restore(request: Request, pk: int) -> HttpResponse:
    """Takes a win out of the Trash. One that is not there stays as it is."""
    found = get_object_or_404(request.user.wins, pk=pk)
    if found.deleted_at:
        found.restore()
    messages.success(request, "It is back.")
    return redirect("win", pk=pk)


@require_safe
def trash(request: Request) -> HttpResponse:
    """Deleted wins, each with the last day on which it can be had back."""
    page = trash_page(request.user, behind_moment(request.GET.get("after", "")))
    return render(request, "evidence/wins/trash.html", {"page": page})

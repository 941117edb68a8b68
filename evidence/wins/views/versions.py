"""Earlier versions of a win: undoing a change, and bringing back what a field was."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from evidence.web import going_back
from evidence.web.numbers import whole_number
from evidence.web.requests import Request, not_found_if_gone, post_only
from evidence.wins.versions_page import called, versions_page


@require_http_methods(["GET", "HEAD", "POST"])
def versions(request: Request, pk: int) -> HttpResponse:
    """What the fields of a win were; sent a version, gives its field back what it was."""
    wins = request.user.wins.kept()
    if request.method != "POST":
        page = versions_page(request.user, get_object_or_404(wins, pk=pk), request.GET.get("before", ""))
        return render(request, "evidence/wins/versions.html", {"page": page})
    version = whole_number(request.POST.get("version", ""))
    with not_found_if_gone():
        went = going_back.bring_back(request.user, wins, pk, version, called)
    messages.info(request, went.words)
    return redirect("win", pk=pk)


@post_only("win", "pk")
def undo(request: Request, pk: int) -> HttpResponse:
    """Takes one change of one field back."""
    with not_found_if_gone():
        stamp = request.POST.get("change", "")
        went = going_back.undo(request.user, request.user.wins.kept(), pk, stamp, called)
    messages.info(request, went.words)
    return redirect("win", pk=pk)

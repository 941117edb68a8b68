"""The links and files that show the work of a win: added, removed and had back, handed out."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from evidence.files import serve, takes_files
from evidence.models import Artifact, User
from evidence.web.requests import Request, post_only
from evidence.wins.forms.artifacts import ArtifactForm
from evidence.wins.win_page import win_page


@takes_files()
@post_only("win", "pk")
def add(request: Request, pk: int) -> HttpResponse:
    """Adds a link, files, or both. The same once more changes nothing."""
    win = get_object_or_404(request.user.wins.kept(), pk=pk)
    form = ArtifactForm(request)
    try:
        fits = form.add_to(win)
    except User.DoesNotExist:  # deleted in another tab while the files came in
        raise Http404 from None
    return _answer(request, pk, 200 if fits else 422, adding=form, notes=form.notes)


@post_only("win", "pk")
def remove(request: Request, pk: int, artifact: int) -> HttpResponse:
    """Takes a link or file off a win at once; the answer carries the way back."""
    found = _artifact(request, pk, artifact)
    if not found.removed_at:
        found.remove()
        found.win.refresh_search()
    return _answer(request, pk, back=f"?removed={artifact}", removed=found)


@post_only("win", "pk")
def restore(request: Request, pk: int, artifact: int) -> HttpResponse:
    """Puts back what was removed."""
    found = _artifact(request, pk, artifact)
    if found.removed_at:
        found.restore()
        found.win.refresh_search()
    return _answer(request, pk, notes=[f"{found.called} is back."])


@require_safe
def file(request: Request, pk: int, artifact: int) -> HttpResponseBase:
    """A file of a win, for its owner alone."""
    win = get_object_or_404(request.user.wins.kept(), pk=pk)
    return serve(get_object_or_404(win.artifacts.exclude(file=""), pk=artifact))


def _artifact(request: Request, pk: int, artifact: int) -> Artifact:
    """One artifact of a win that the person has, removed or not. Raises Http404."""
    win = get_object_or_404(request.user.wins.kept(), pk=pk)
    return get_object_or_404(Artifact.with_removed.select_related("win"), win=win, pk=artifact)


def _answer(request: Request, pk: int, status: int = 200, *, back: str = "", **context: Any) -> HttpResponse:
    if not request.htmx and status == 200:
        for note in context.get("notes", ()):
            messages.success(request, note)
        return redirect(f"/wins/{pk}/{back}#artifacts")
    page = win_page(request.user, get_object_or_404(request.user.wins.kept(), pk=pk))
    template = "evidence/wins/artifacts_changed.html" if request.htmx else "evidence/wins/win.html"
    return render(request, template, page | context, status=status)

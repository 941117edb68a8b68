"""The links and files that show the work of a win: added, removed and had back, handed out."""

from collections.abc import Sequence

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from evidence.files import serve, takes_files
from evidence.models import Artifact
from evidence.web.requests import Request, not_found_if_gone, post_only
from evidence.web.sent import takes_words
from evidence.wins import showing
from evidence.wins.forms.artifacts import ArtifactForm
from evidence.wins.shown_by import Sent, sent_again
from evidence.wins.win_page import win_page


@takes_words
@takes_files()
@post_only("win", "pk")
def add(request: Request, pk: int) -> HttpResponse:
    """Adds a link, files, or both. The same once more changes nothing."""
    win = get_object_or_404(request.user.wins.kept(), pk=pk)
    form = ArtifactForm(request)
    with not_found_if_gone():  # the account may have been deleted in another tab while the files came in
        added = showing.add(win, *form.fitting)
    return _answer(request, pk, notes=added.notes, sent=sent_again(form, [*form.file_errors, *added.problems]))


@post_only("win", "pk")
def remove(request: Request, pk: int, artifact: int) -> HttpResponse:
    """Takes a link or file off a win at once; the answer carries the way back."""
    found = _artifact(request, pk, artifact)
    if not found.removed_at:
        found.remove()
        found.win.refresh_search()
    return _answer(request, pk, removed=found)


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


def _answer(
    request: Request,
    pk: int,
    *,
    notes: Sequence[str] = (),
    removed: Artifact | None = None,
    sent: Sent | None = None,
) -> HttpResponse:
    """The list once more, and what the win is worth now; where no script runs, the win's page."""
    is_refused = sent is not None and sent.is_refused
    if not request.htmx and not is_refused:
        for note in notes:
            messages.success(request, note)
        return redirect(f"/wins/{pk}/{f'?removed={removed.pk}' if removed else ''}#artifacts")
    win = get_object_or_404(request.user.wins.kept(), pk=pk)
    page = win_page(request.user, win, removed=removed, notes=notes, sent=sent)
    template = "evidence/wins/artifacts_changed.html" if request.htmx else "evidence/wins/win.html"
    return render(request, template, {"page": page}, status=422 if is_refused else 200)

"""Linking a win to the skills that it speaks for, three at most."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import url_has_allowed_host_and_scheme

from evidence.forms.wins import SkillChangeForm
from evidence.models import Win
from evidence.models.wins import TooManySkills
from evidence.requests import Request, post_only
from evidence.standings import standings
from evidence.win_page import win_page
from evidence.wins_shown import week_wins

FULL = "A win speaks for three skills at most. Unlink one first."


@post_only("win", "pk")
def skills(request: Request, pk: int) -> HttpResponse:
    """Links or unlinks one skill: `change` is "link agency" or "unlink agency", `how` the sentence of a new link.

    Saying the same twice changes nothing more, so a double click is harmless.
    """
    win = get_object_or_404(request.user.wins.kept(), pk=pk)
    form = SkillChangeForm(request.POST)
    if not form.is_valid():
        raise Http404
    sent = form.cleaned_data
    context: dict[str, object] = {}
    if sent["verb"] == "unlink":
        context["unlinked"] = win.unlink_skill(sent["skill"])
    else:
        try:
            win.link_skill(sent["skill"], sent["how"])
        except TooManySkills:
            context["full"] = FULL
    return _answer(request, win, context)


def _answer(request: Request, win: Win, context: dict[str, object]) -> HttpResponse:
    status = 422 if "full" in context else 200
    if not request.htmx:
        if "full" in context:
            messages.error(request, FULL)
        back = request.POST.get("next", "")
        safe = url_has_allowed_host_and_scheme(back, allowed_hosts=None) and back.startswith("/")
        return redirect(back if safe else f"/wins/{win.pk}/#skills")
    if request.POST.get("from") == "week":
        today = request.user.today()
        rows = request.user.wins.kept().filter(pk=win.pk)
        context |= {"win": week_wins(request.user, rows, today, standings(request.user, today))[0]}
        return render(request, "evidence/this_week/index.html#week-win", context, status=status)
    page = win_page(request.user, get_object_or_404(request.user.wins.kept(), pk=win.pk))
    return render(request, "evidence/wins/win.html#skills", page | context, status=status)

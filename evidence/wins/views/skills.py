"""Answering which skills a win speaks for, three at most; and the list of the wins that speak for none yet."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_GET

from evidence.models import Win
from evidence.models.skill_links import TooManySkills
from evidence.readiness.standings import standings
from evidence.web.requests import Request, post_only
from evidence.wins import answers
from evidence.wins.forms.wins import SkillChangeForm
from evidence.wins.rows import week_wins
from evidence.wins.unlinked import Unlinked, left_in_words
from evidence.wins.win_page import win_page
from insights.catalog import catalog

AGAIN = {
    "unlink": " Linked again, it comes back as it was.",
    "none": " You can take that back on the win’s page.",
}
"""Where no script runs, what is said of the way back."""
FULL = "A win speaks for three skills at most. Unlink one first."
DOES: dict[str, Callable[[Win, dict[str, Any]], bool | None]] = {
    "link": lambda win, sent: answers.link(win, sent["skills"][0]),
    "unlink": lambda win, sent: answers.unlink(win, sent["skills"][0]),
    "none": lambda win, sent: answers.none_of(win, sent["skills"]),
    "undo-link": lambda win, sent: answers.undo_link(win, sent["skills"][0]),
    "undo-unlink": lambda win, sent: answers.undo_unlink(win, sent["skills"][0]),
    "undo-none": lambda win, sent: answers.undo_none(win),
}


@post_only("win", "pk")
def skills(request: Request, pk: int) -> HttpResponse:
    """Takes one answer, as `SkillChangeForm` reads it; the answer to that carries the way back.

    Saying the same twice changes nothing more, so a double click is harmless; and what changed nothing has no way back,
    which would take back something else: what another tab has said.
    """
    win = get_object_or_404(request.user.wins.kept(), pk=pk)
    form = SkillChangeForm(request.POST)
    if not form.is_valid():
        raise Http404
    try:
        is_new = DOES[form.cleaned_data["verb"]](win, form.cleaned_data)
    except TooManySkills:
        return _answer(request, win, {"full": FULL})
    done = _done(win, form.cleaned_data["verb"], form.cleaned_data["skills"], request.POST.get("from", ""))
    return _answer(request, win, {"done": done if is_new else done | {"undo": ""}})


def _done(win: Win, verb: str, skills: list[str], place: str) -> dict[str, str]:
    """What has happened, in words, and the change that takes it back, empty for what was itself a way back.

    `focus` is the name of the button that was pressed, where it goes: the way back takes that name, so that the focus
    finds it, and gives it back.
    """
    if verb.startswith("undo"):
        return {"verb": verb, "words": "Undone.", "undo": "", "focus": f"undo-{win.pk}"}
    if verb == "none":
        return {"verb": verb, "words": "None of these.", "undo": "undo-none", "focus": f"none-{win.pk}"}
    skill, chip = skills[0], f"chip-{win.pk}-{skills[0]}"
    on_a_card = {"link": f"undo-{win.pk}", "unlink": chip}
    on_its_page = {"link": chip, "unlink": f"unlink-{skill}"}
    focus = (on_a_card if place else on_its_page)[verb]
    words = f"{'Linked' if verb == 'link' else 'Unlinked'}: {catalog().skills[skill].name}."
    return {"verb": verb, "words": words, "undo": f"undo-{verb} {skill}", "focus": focus}


def _answer(request: Request, win: Win, context: dict[str, Any]) -> HttpResponse:
    status, place = 422 if "full" in context else 200, request.POST.get("from", "")
    if not request.htmx:
        if "full" in context:
            messages.error(request, FULL)
        elif place != "list":  # the list says it itself, with the way back
            messages.success(request, f"{context['done']['words']}{AGAIN.get(context['done']['verb'], '')}")
        back = request.POST.get("next", "")
        safe = url_has_allowed_host_and_scheme(back, allowed_hosts=None) and back.startswith("/")
        return redirect(back if safe else f"/wins/{win.pk}/#skills")
    pages = {"week": "evidence/this_week/index.html#week-win", "list": "evidence/wins/unlinked.html#answered"}
    if page := pages.get(place):
        return render(request, page, _card(request, win) | context, status=status)
    shown = win_page(request.user, get_object_or_404(request.user.wins.kept(), pk=win.pk))
    return render(request, "evidence/wins/win.html#skills", shown | context, status=status)


def _card(request: Request, win: Win) -> dict[str, Any]:
    today = request.user.today()
    rows = request.user.wins.kept().filter(pk=win.pk)
    card = week_wins(request.user, rows, today, standings(request.user, today))[0]
    return {"win": card, "left": left_in_words(request.user) if request.POST.get("from") == "list" else ""}


@require_GET
def unlinked(request: Request) -> HttpResponse:
    """The wins that speak for no skill, the newest first, each with what it seems to speak for."""
    return render(request, "evidence/wins/unlinked.html", {"page": Unlinked(request.user, request.GET)})

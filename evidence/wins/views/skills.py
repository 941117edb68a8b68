"""Answering which skills a win speaks for, three at most; and the list of the wins that speak for none yet."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_safe

from evidence.models import Win
from evidence.models.skill_links import TooManySkills
from evidence.readiness.standings import standings
from evidence.web.numbers import whole_number
from evidence.web.places import behind_day
from evidence.web.requests import Request, post_only
from evidence.wins import answers
from evidence.wins.forms.wins import SkillChangeForm
from evidence.wins.rows import AnsweredPage, Done, win_cards
from evidence.wins.skills_shown import skills_page
from evidence.wins.unlinked import left_in_words, unlinked_page
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
CARDS = {"week": "evidence/this_week/index.html#answered", "list": "evidence/wins/unlinked.html#answered"}
"""Where a win stands on a card that is answered with, by the place that the form comes from."""


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
    verb, slugs = form.cleaned_data["verb"], form.cleaned_data["skills"]
    try:
        is_new = DOES[verb](win, form.cleaned_data)
    except TooManySkills:
        return _answer(request, win, None)
    done = _done(win, verb, slugs, request.POST.get("from", ""))
    return _answer(request, win, done if is_new else replace(done, undo=""))


def _done(win: Win, verb: str, skills: list[str], place: str) -> Done:
    """What has happened, in words, and the way back."""
    if verb.startswith("undo"):
        return Done(verb, "Undone.", "", f"undo-{win.pk}")
    if verb == "none":
        return Done(verb, "None of these.", "undo-none", f"none-{win.pk}")
    skill, chip = skills[0], f"chip-{win.pk}-{skills[0]}"
    on_a_card = {"link": f"undo-{win.pk}", "unlink": chip}
    on_its_page = {"link": chip, "unlink": f"unlink-{skill}"}
    words = f"{'Linked' if verb == 'link' else 'Unlinked'}: {catalog().skills[skill].name}."
    return Done(verb, words, f"undo-{verb} {skill}", (on_a_card if place else on_its_page)[verb])


def _answer(request: Request, win: Win, done: Done | None) -> HttpResponse:
    """What was done, in the place that it was asked from; None: nothing, for the win speaks for three already."""
    place, refused = request.POST.get("from", ""), "" if done else FULL
    if not request.htmx:
        return _led_back(request, win, done, place)
    if template := CARDS.get(place):
        page: object = _card(request, win, done, refused, place)
    else:
        template, page = "evidence/wins/win.html#skills", skills_page(request.user, win, done, refused)
    return render(request, template, {"page": page}, status=422 if refused else 200)


def _led_back(request: Request, win: Win, done: Done | None, place: str) -> HttpResponse:
    """Where no script runs: the page that it was asked from, which says what was done."""
    if not done:
        messages.error(request, FULL)
    elif place != "list":  # the list says it itself, with the way back
        messages.success(request, f"{done.words}{AGAIN.get(done.verb, '')}")
    back = request.POST.get("next", "")
    safe = url_has_allowed_host_and_scheme(back, allowed_hosts=None) and back.startswith("/")
    return redirect(back if safe else f"/wins/{win.pk}/#skills")


def _card(request: Request, win: Win, done: Done | None, refused: str, place: str) -> AnsweredPage:
    user, today = request.user, request.user.today()
    back = reverse("wins-unlinked") + "?did={}" if place == "list" else "/"
    card = win_cards(user, user.wins.kept().filter(pk=win.pk), today, standings(user, today), back)[0]
    return AnsweredPage(replace(card, done=done, refused=refused), left_in_words(user) if place == "list" else "")


@require_safe
def unlinked(request: Request) -> HttpResponse:
    """The wins that speak for no skill, the newest first, each with what it seems to speak for."""
    number = whole_number(request.GET.get("did", ""))
    answered = None if number is None else request.user.wins.kept().filter(pk=number).first()
    page = unlinked_page(request.user, after=behind_day(request.GET.get("after", "")), answered=answered)
    return render(request, "evidence/wins/unlinked.html", {"page": page})

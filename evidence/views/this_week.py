"""This week: the capture box, always ready, and the week's wins."""

import uuid
from datetime import date, datetime, time, timedelta
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from evidence.capture import Captured
from evidence.capture import capture as capture_line
from evidence.forms.wins import CaptureForm
from evidence.models import User
from evidence.requests import Request
from evidence.standings import Standing, asked_first, standings
from evidence.views.landing import landing
from evidence.views.welcome import needs_welcome
from evidence.wins_shown import full_day, shown, week_in_words
from evidence.wording import in_a_sentence
from insights import sentences
from insights.catalog import catalog

WINS_SHOWN = 50
GAPS_SHOWN = 3


@login_not_required
@require_GET
def this_week(request: HttpRequest) -> HttpResponse:
    """The week of a signed-in person; for a visitor, what this is."""
    if not request.user.is_authenticated:
        return landing(request)
    if needs_welcome(request.user):
        return redirect("welcome")
    return render(request, "evidence/this_week/index.html", week(request.user, **_wanted(request)))


@require_POST
def capture(request: Request) -> HttpResponse:
    """Logs the typed line; answers with the week's wins and an empty box, or with what is wrong."""
    form = CaptureForm(request.POST)
    if not form.is_valid():
        line = request.POST.get("line", "")
        context = week(request.user, line=line, form=form, **_chosen(request.POST))
        part = "#capture-error" if request.htmx else ""
        return render(request, f"evidence/this_week/index.html{part}", context, status=422)
    sent = form.cleaned_data
    made = capture_line(
        request.user, sent["line"], sent["submission"], skill=sent["skill"], kind=sent["kind"] or "other"
    )
    if not request.htmx:
        messages.success(request, what_was_logged(made, request.user.today()))
        return redirect("this-week")
    return render(request, "evidence/this_week/index.html#captured", week(request.user, made=made))


def week(
    user: User, *, made: Captured | None = None, skill: str = "", kind: str = "", **context: Any
) -> dict[str, Any]:
    """What the page shows: the wins of this week, by date or by when they were logged; what the target still asks."""
    today = user.today()
    monday = today - timedelta(days=today.weekday())
    since = timezone.make_aware(datetime.combine(monday, time.min))
    wins = user.wins.kept().filter(Q(date__gte=monday) | Q(created_at__gte=since)).with_grade(user).order_by("-pk")
    found = standings(user, today)
    gaps = asked_first(found)
    target = user.judged_target
    return context | {
        "heading": week_in_words(monday, monday + timedelta(days=6)),
        "today": full_day(today),
        "wins": (rows := shown(wins[:WINS_SHOWN], today, found, offer=True)),
        "count": f"{sentences.sentence(sentences.some(len(rows), 'win'))} so far",
        "submission": uuid.uuid4(),
        "made": made,
        "logged": what_was_logged(made, today) if made else "",
        "target": catalog().levels[target] if target else None,
        "gap": gaps[0] if gaps else None,
        "asked": in_a_sentence(sentences.missing(gaps[0].missing[0], today)) if gaps else "",
        "nearest": [nearest(standing, today) for standing in gaps[:GAPS_SHOWN]],
        "met": sum(1 for standing in found.values() if standing.asked and not standing.is_open),
        "of": sum(1 for standing in found.values() if standing.asked),
        "skill": catalog().skills.get(skill),
        "kind": catalog().kinds.get(kind),
    }


def nearest(standing: Standing, today: date) -> dict[str, str]:
    """An open requirement in words: the skill, what is missing, and one action from the catalogue for this week."""
    action = catalog().skills[standing.skill].actions[0]
    missing = [sentences.missing(entry, today) for entry in standing.missing]
    return {"skill": standing.skill, "name": standing.name, "missing": ". ".join(missing), "action": action}


def what_was_logged(made: Captured, today: date) -> str:
    """What to say about a captured line, its understood date words first of all."""
    if not made.is_new:
        return "Logged once already."
    if made.words:
        return f"Logged for {full_day(made.win.date)}, from “{made.words}”."
    return "Logged."


def _wanted(request: HttpRequest) -> dict[str, Any]:
    return _chosen(request.GET) | {"line": request.GET.get("line", "")}


def _chosen(data: Any) -> dict[str, Any]:
    return {"skill": data.get("skill", ""), "kind": data.get("kind", "")}

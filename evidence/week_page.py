"""What This week shows: the week's wins, the newest first, and what the target still asks."""

import uuid
from datetime import date, datetime, time, timedelta
from typing import Any

from django.utils import timezone

from evidence.capture import Captured
from evidence.models import User
from evidence.standings import Standing, asked_first, standings
from evidence.wins_shown import full_day, week_in_words, week_wins
from insights import sentences
from insights.catalog import catalog

WINS_SHOWN = 20
"""A week could hold hundreds; the log shows them all."""
GAPS_SHOWN = 3


def week_page(
    user: User, *, made: Captured | None = None, skill: str = "", kind: str = "", **context: Any
) -> dict[str, Any]:
    """The page's values. `made` is the win that was just captured; `skill` and `kind` say what the next one is for."""
    today = user.today()
    monday = today - timedelta(days=today.weekday())
    found, numbers = standings(user, today), wins_of_week(user, monday)
    newest = user.wins.filter(pk__in=numbers[:WINS_SHOWN]).order_by("-pk")
    return (
        _asked(user, found, today)
        | {
            "heading": week_in_words(monday, monday + timedelta(days=6)),
            "today": full_day(today),
            "wins": week_wins(user, newest, today, found),
            "count": f"{sentences.sentence(sentences.some(len(numbers), 'win'))} so far",
            "since": monday.isoformat() if len(numbers) > WINS_SHOWN else "",
            "submission": uuid.uuid4(),
            "made": made,
            "logged": what_was_logged(made, today) if made else "",
            "skill": catalog().skills.get(skill),
            "kind": catalog().kinds.get(kind),
        }
        | context
    )


def wins_of_week(user: User, monday: date) -> list[int]:
    """The numbers of the wins that are dated in the week or were logged in it, the newest first. One query.

    Not one condition with an OR: for that SQLite walks through every win of the person.
    """
    kept, begins = user.wins.kept(), timezone.make_aware(datetime.combine(monday, time.min))
    dated, logged = kept.since(monday), kept.filter(created_at__gte=begins)
    return sorted(dated.values_list("pk", flat=True).union(logged.values_list("pk", flat=True)), reverse=True)


def _asked(user: User, found: dict[str, Standing], today: date) -> dict[str, Any]:
    """What the target asks and how much of it is met; the open requirements, the nearest first."""
    gaps, target = asked_first(found), user.judged_target
    of = sum(1 for standing in found.values() if standing.asked)
    return {
        "target": catalog().levels[target] if target else None,
        "gap": gaps[0] if gaps else None,
        "asked": sentences.inside(sentences.missing(gaps[0].missing[0], today)) if gaps else "",
        "nearest": [nearest(standing, today) for standing in gaps[:GAPS_SHOWN]],
        "met": of - len(gaps),
        "of": of,
    }


def nearest(standing: Standing, today: date) -> dict[str, str]:
    """An open requirement in words: the skill, what is missing, and one action from the catalogue for this week."""
    action = catalog().skills[standing.skill].actions[0]
    missing = [sentences.missing(entry, today) for entry in standing.missing]
    return {"skill": standing.skill, "name": standing.name, "missing": ". ".join(missing), "action": action}


def what_was_logged(made: Captured, today: date) -> str:
    """What to say about a captured line, its understood date words first of all."""
    if made.win.deleted_at:
        return "Logged once already, and deleted since: it lies in the Trash."
    if not made.is_new:
        return "Logged once already."
    if made.words:
        return f"Logged for {full_day(made.win.date)}, from “{made.words}”."
    return "Logged."

"""What This week shows: the week's wins, the newest first, and what the target still asks."""

import uuid
from datetime import date, timedelta
from typing import Any

from evidence.models import User
from evidence.readiness.standings import SkillNow, asked_first, standings
from evidence.readiness.tallies import tallies, tallies_and_unlinked
from evidence.web.wording import month_and_year
from evidence.wins.capture import Captured
from evidence.wins.rows import full_day, week_in_words, week_wins
from insights import sentences
from insights.catalog import catalog
from insights.dates import monday_of

WINS_SHOWN = 20
"""A week could hold hundreds; the log shows them all."""
GAPS_SHOWN = 3


def week_page(
    user: User,
    *,
    made: Captured | None = None,
    logged: int | None = None,
    skill: str = "",
    kind: str = "",
    **context: Any,
) -> dict[str, Any]:
    """The page's values. `made` is the win that was just captured; `skill` and `kind` say what the next one is for.

    `logged` is the number of a win that is shown beside the week where it is of an older day.
    """
    today = user.today()
    monday = monday_of(today)
    # What answers a capture does not show how many older wins wait for a skill.
    counted, unlinked = (tallies(user, today), 0) if made else tallies_and_unlinked(user, today)
    numbers, found = wins_of_week(user, monday), standings(user, today, counted)
    logged = made.win.pk if made and not made.win.deleted_at else logged
    shown = user.wins.kept().filter(pk__in=[*numbers[:WINS_SHOWN], logged]).order_by("-pk")
    cards = week_wins(user, shown, today, found)
    older = [card for card in cards if card.pk not in numbers]
    return (
        _asked(user, found, today)
        | {
            "heading": week_in_words(monday, monday + timedelta(days=6)),
            "today": full_day(today, today),
            "wins": [card for card in cards if card.pk in numbers],
            "older": older[0] if older else None,
            "count": f"{sentences.sentence(sentences.some(len(numbers), 'win'))} so far",
            "unlinked": unlinked,
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
    """The numbers of the wins that are dated in the week or after it, the latest logged first. One query."""
    # Put in order here: asked to do it, SQLite reads every win there is, by number, in place of the few of these days.
    return sorted(user.wins.kept().since(monday).order_by().values_list("pk", flat=True), reverse=True)


def _asked(user: User, found: dict[str, SkillNow], today: date) -> dict[str, Any]:
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


def nearest(standing: SkillNow, today: date) -> dict[str, str]:
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
    day = made.win.date
    if made.unfit:
        return f"Logged for today, {full_day(day, today)}, with the line as you typed it: {made.unfit}."
    if not made.words:
        return "Logged."
    where = f" It stands in your log, under {month_and_year(day)}: it is not of this week."
    return f"Logged for {full_day(day, today)}, from “{made.words}”.{where if is_older(made, today) else ''}"


def is_older(made: Captured, today: date) -> bool:
    """Whether a captured win is of a day before this week."""
    return bool(made.win.date < monday_of(today))

"""What This week shows: the week's wins, the newest first, and the next steps to the target."""

import uuid
from dataclasses import dataclass, replace
from datetime import date, timedelta

from django.urls import reverse

from evidence.models import User
from evidence.models.remembered import recall
from evidence.readiness.judgement import Step
from evidence.readiness.standings import SkillNow, standings
from evidence.readiness.steps import next_steps, steps_heading
from evidence.readiness.tallies import tallies, tallies_and_unlinked
from evidence.web.wording import month_and_year
from evidence.wins.capture import Captured
from evidence.wins.rows import WinCard, full_day, week_in_words, win_cards
from insights import sentences
from insights.catalog import Kind, Level, Skill, catalog
from insights.dates import monday_of

WINS_SHOWN = 20
"""A week could hold hundreds; the log shows them all."""


@dataclass(frozen=True, slots=True)
class AskedOfMe:
    """What the target asks, how much of it is met, and the next steps, under their heading.

    Without a target nothing is asked.
    """

    target: Level | None
    met: int
    of: int
    heading: str
    steps: tuple[Step, ...]

    @property
    def names_a_gate(self) -> bool:
        """Whether a gate is among the steps, so that the word is to be explained."""
        return any(step.is_gate for step in self.steps)

    @property
    def first(self) -> Step | None:
        """The first step, the same as on every page."""
        return self.steps[0] if self.steps else None


@dataclass(frozen=True, slots=True)
class Box:
    """The capture box: what stands in it, what the next win is for, and what was wrong with the line before.

    `has_focus`: whoever opened the page came to type.
    """

    submission: uuid.UUID
    line: str = ""
    skill: Skill | None = None
    kind: Kind | None = None
    is_wrong: bool = False
    errors: tuple[str, ...] = ()
    is_too_old: bool = False
    has_focus: bool = False


@dataclass(frozen=True, slots=True)
class JustLogged:
    """What to say of a line that has just been captured.

    `date_at` is where its date can be set, if its date words could not be one; `words` are those that were understood,
    in the line as it was `typed`; to take them back, that goes to `today_at`.
    """

    said: str
    date_at: str
    words: str
    typed: str
    today_at: str


@dataclass(frozen=True, slots=True)
class WeekPage:
    """This week. `older` is a win of another week that was just logged; `since` names the week, if not all are shown.

    `unlinked` counts the wins of before that speak for no skill yet.
    """

    heading: str
    today: str
    box: Box
    asked: AskedOfMe
    cards: tuple[WinCard, ...]
    older: WinCard | None
    count: str
    since: str
    unlinked: int
    logged: JustLogged | None


def week_page(
    user: User,
    *,
    box: Box | None = None,
    made: Captured | None = None,
    typed: str = "",
    logged: int | None = None,
) -> WeekPage:
    """The page's values. `made` is the win that was just captured, from the line as it was `typed`.

    `logged` is the number of a win that is shown beside the week where it is of an older day.
    """
    today = user.today()
    monday = monday_of(today)
    # What answers a capture does not show how many older wins wait for a skill.
    with recall(user, "tallies", "unlinked", "steps") as recalled:
        counted, waiting = (tallies(user, today, recalled), 0) if made else tallies_and_unlinked(user, today, recalled)
        steps = next_steps(user, today, recalled)
    numbers, found = wins_of_week(user, monday), standings(user, today, counted)
    logged = made.win.pk if made and not made.win.deleted_at else logged
    shown = user.wins.kept().filter(pk__in=[*numbers[:WINS_SHOWN], logged]).order_by("-pk")
    cards = win_cards(user, shown, today, found, back="/")
    older = next((card for card in cards if card.pk not in numbers), None)
    return WeekPage(
        heading=week_in_words(monday, monday + timedelta(days=6)),
        today=full_day(today, today),
        box=box or empty_box(),
        asked=_asked(user, found, steps),
        cards=tuple(card for card in cards if card.pk in numbers),
        older=replace(older, back=f"/?logged={older.pk}") if older else None,
        count=f"{sentences.sentence(sentences.some(len(numbers), 'win'))} so far",
        since=monday.isoformat() if len(numbers) > WINS_SHOWN else "",
        unlinked=waiting,
        logged=_just_logged(made, typed, today) if made else None,
    )


def empty_box(line: str = "", skill: str = "", kind: str = "") -> Box:
    """A box for the next win, with `line` in it; `skill` and `kind` say what it is for, "" or unknown: nothing."""
    return Box(uuid.uuid4(), line, catalog().skills.get(skill), catalog().kinds.get(kind))


def wins_of_week(user: User, monday: date) -> list[int]:
    """The numbers of the wins that are dated in the week or after it, the latest logged first. One query."""
    # Put in order here: asked to do it, SQLite reads every win there is, by number, in place of the few of these days.
    return sorted(user.wins.kept().since(monday).order_by().values_list("pk", flat=True), reverse=True)


def _asked(user: User, found: dict[str, SkillNow], steps: tuple[Step, ...]) -> AskedOfMe:
    asked, target = [standing for standing in found.values() if standing.asked], user.judged_target
    return AskedOfMe(
        target=catalog().levels[target] if target else None,
        met=sum(not standing.is_open for standing in asked),
        of=len(asked),
        heading=steps_heading(steps),
        steps=steps,
    )


def _just_logged(made: Captured, typed: str, today: date) -> JustLogged:
    return JustLogged(
        said=what_was_logged(made, today),
        date_at=f"{reverse('win', args=[made.win.pk])}#id_date" if made.unfit else "",
        words=made.words,
        typed=typed,
        today_at=reverse("win-date-today", args=[made.win.pk]),
    )


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

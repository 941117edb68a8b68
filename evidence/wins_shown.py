"""Wins as pages show them: words and dates made once in Python, so that a row costs little to draw."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from django.db.models import QuerySet

from evidence.models import Confirmation, Win
from evidence.standings import Standing
from evidence.wording import day_and_month, month_and_year
from insights.catalog import catalog
from insights.grades import Lack, lacks
from insights.record import Confirmation as Word
from insights.record import Win as JudgedWin
from insights.values import GRADES

WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


@dataclass(frozen=True, slots=True)
class Chip:
    """A skill that a win speaks for (`linked`) or may speak for; `is_open` if the target still asks for it."""

    skill: str
    name: str
    linked: bool
    is_open: bool


@dataclass(frozen=True, slots=True)
class ShownWin:
    """One win of a list."""

    pk: int
    title: str
    grade: str
    grade_word: str
    kind: str
    iso: str
    day: str
    private: bool
    chips: tuple[Chip, ...]
    month: str = ""

    def without_month(self) -> "ShownWin":
        """The same row under a month that is headed already."""
        return replace(self, month="")

    @property
    def lacks_story(self) -> bool:
        return self.grade == "noted"

    @property
    def lacks_backing(self) -> bool:
        return self.grade == "told"


def shown(wins: QuerySet[Win], today: date, found: Mapping[str, Standing], *, offer: bool = False) -> list[ShownWin]:
    """The wins as a list shows them, each with its month's name where a new month begins.

    `wins` must carry its grade. With `offer`, skills that the win's kind usually speaks for stand beside the linked
    ones. Two queries, however many wins.
    """
    rows, month = [], ""
    for win in wins.prefetch_related("links"):
        heading = month_and_year(win.date)
        rows.append(
            ShownWin(
                pk=win.pk,
                title=win.title,
                grade=win.grade,
                grade_word=GRADES[win.grade],
                kind=catalog().kinds[str(win.kind_id)].name,
                iso=win.date.isoformat(),
                day=f"{WEEKDAYS[win.date.weekday()]} {day_and_month(win.date, today)}",
                private=win.private,
                chips=chips(win, found, offer=offer),
                month=heading if heading != month else "",
            )
        )
        month = heading
    return rows


def chips(win: Win, found: Mapping[str, Standing], *, offer: bool) -> tuple[Chip, ...]:
    """The skills of a win; with `offer` also those that its kind usually speaks for, while there is room."""
    linked = [link.skill_id for link in win.links.all()]
    usual = [skill for skill in catalog().kinds[str(win.kind_id)].skills if skill not in linked]
    offered = usual if offer and len(linked) < 3 else []
    return tuple(Chip(skill, found[skill].name, skill in linked, found[skill].is_open) for skill in [*linked, *offered])


def judged(win: Win) -> JudgedWin:
    """A win as the rules see it, without its links. Its artifacts and confirmations had better be prefetched."""
    return JudgedWin(
        key=win.key,
        title=win.title,
        date=win.date,
        told=win.is_told,
        measured=win.metric_after is not None,
        has_artifact=bool(win.artifacts.all()),
        confirmations=tuple(
            Word(word.who, word.department, word.date, word.verdict, word.by, _counts(word, win))
            for word in win.confirmations.all()
        ),
    )


def _counts(word: Confirmation, win: Win) -> bool:
    return word.verified and word.who not in win.owner.own_names


def what_it_lacks(win: Win, today: date) -> tuple[Lack, ...]:
    """What would make the win worth more, the nearest first."""
    return lacks(judged(win), today)


def week_in_words(monday: date, sunday: date) -> str:
    """A week as its heading: Week 47, 16 to 22 November 2026."""
    first = str(monday.day) if monday.month == sunday.month else f"{monday.day} {monday:%B}"
    if monday.year != sunday.year:
        first += f" {monday.year}"
    return f"Week {monday.isocalendar().week}, {first} to {sunday.day} {sunday:%B} {sunday.year}"


def full_day(day: date) -> str:
    """A day with its weekday, Friday 20 November."""
    return f"{day:%A} {day.day} {day:%B}"

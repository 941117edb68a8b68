"""Wins as pages show them: words and dates made once in Python, so that a row costs little to draw."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.safestring import SafeString

from evidence.models import Confirmation, SkillLink, User, Win
from evidence.models.places import Place
from evidence.models.wins import WinQuerySet
from evidence.readiness.standings import SkillNow
from evidence.web.wording import day_and_month, month_and_year
from evidence.wins.chips import chips
from evidence.wins.offers import WORDS, Offer, Words, found_and_kept, offers
from insights.catalog import catalog
from insights.dates import in_words
from insights.record import SKILLS_A_WIN
from insights.record import Confirmation as Word
from insights.record import Win as GradedWin
from insights.sentences import listed
from insights.values import GRADES

WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
ONLY_YOU = "only you"
CONFIRMED_EARLIER = "confirmed with an earlier text"
_WORDS = {grade: word.lower() for grade, word in GRADES.items()}


@dataclass(frozen=True, slots=True)
class LogRow:
    """One win of the log: where it lies, and below its title the facts of it in one line.

    `place` is behind it in the log.
    """

    place: Place[date]
    address: str
    title: str
    grade: str
    facts: str
    month: str


@dataclass(frozen=True, slots=True)
class Done:
    """What an answer to the skills of a win has done, in words, and the change that takes it back, empty for what was
    itself a way back, or changed nothing.

    `focus` is the name of the button that was pressed, where it goes: the way back takes that name, so that the focus
    finds it, and gives it back.
    """

    verb: str
    words: str
    undo: str
    focus: str


@dataclass(frozen=True, slots=True)
class WinCard:
    """One win with its skills drawn as buttons of a form that goes to `skills`, and what it lacks to be worth more.

    Where no script runs, the form leads to `back`. On a card that answers a change stands what was `done`, or why it
    was `refused`.
    """

    pk: int
    address: str
    skills: str
    back: str
    title: str
    grade: str
    grade_word: str
    facts: str
    month: str
    chips: SafeString
    lacks_story: bool
    lacks_backing: bool
    done: Done | None = None
    refused: str = ""


@dataclass(frozen=True, slots=True)
class AnsweredPage:
    """The answer to a change of a win's skills where the win stands on a card: the card, and how many wins are left."""

    card: WinCard
    left: str = ""


def log_rows(owner: User, wins: WinQuerySet, today: date) -> list[LogRow]:
    """The wins as the log shows them, in their order. Two queries, however many wins."""
    rows, links = _read(owner, wins)
    kinds, skills, address = catalog().kinds, catalog().skills, address_of("win")
    found = []
    for pk, title, day, kind, private, grade, is_earlier in rows:
        facts = [_day(day, today), _worth(grade, is_earlier), kinds[kind].name]
        if pk in links:
            facts.append(listed([skills[skill].name for skill in links[pk]], last=""))
        if private:
            facts.append(ONLY_YOU)
        found.append(LogRow(Place(day, pk), address.format(pk), title, grade, " · ".join(facts), month_and_year(day)))
    return found


def win_cards(owner: User, wins: WinQuerySet, today: date, found: Mapping[str, SkillNow], back: str) -> list[WinCard]:
    """The wins as cards, in their order. Two queries, however many wins. `back` has {} for the win's number.

    Beside the skills that a win speaks for stand those that its words seem to speak for, while there is room. Where
    words are new to the text model, it is asked, and one query more keeps what it said.
    """
    rows, links = _read(owner, wins, *WORDS[2:], "declined")
    kinds, address, skills = catalog().kinds, address_of("win"), address_of("win-skills")
    offered = _offered_and_kept(owner, rows, links)
    return [
        WinCard(
            pk=pk,
            address=address.format(pk),
            skills=skills.format(pk),
            back=back.format(pk),
            title=title,
            grade=grade,
            grade_word=GRADES[grade],
            facts=" · ".join(
                [
                    *([CONFIRMED_EARLIER] if is_earlier and grade != "confirmed" else []),
                    kinds[kind].name,
                    _day(day, today),
                    *([ONLY_YOU] if private else []),
                ]
            ),
            month=month_and_year(day),
            chips=chips(pk, links.get(pk, ()), offered.get(pk, ()), found),
            lacks_story=grade == "noted",
            lacks_backing=grade == "told",
        )
        for pk, title, day, kind, private, grade, is_earlier, *_ in rows
    ]


def _offered_and_kept(owner: User, rows: list[tuple], links: Mapping[int, list[str]]) -> dict[int, tuple[Offer, ...]]:
    """What is offered to each of the wins that have room for a skill, no more than there is room for.

    `rows` are those that `win_cards` has read.
    """
    room = [row for row in rows if len(links.get(row[0], ())) < SKILLS_A_WIN]
    found = found_and_kept([Words(row[0], row[3], *row[7:-1]) for row in room])
    offered = {}
    for pk, *_, declined in room:
        linked = links.get(pk, ())
        offered[pk] = offers(found[pk], {*linked, *declined}, owner.leaning)[: SKILLS_A_WIN - len(linked)]
    return offered


def _read(owner: User, wins: WinQuerySet, *more: str) -> tuple[list[tuple], dict[int, list[str]]]:
    """The wins as number, title, date, kind, private, grade, whether a word is for an earlier text, and `more`; and for
    each that has any, its skills.
    """
    asked = ("pk", "title", "date", "kind_id", "private", "grade", "confirmed_earlier", *more)
    rows: list[tuple[Any, ...]] = list(wins.with_grade(owner).with_words_for_earlier_texts(owner).values_list(*asked))
    links: dict[int, list[str]] = defaultdict(list)
    linked = SkillLink.objects.filter(win__in=[row[0] for row in rows]) if rows else SkillLink.objects.none()
    for win, skill in linked.order_by("slot").values_list("win_id", "skill_id"):
        links[win].append(skill)
    return rows, links


def address_of(route: str) -> str:
    """Where a page of a win lies, with {} for the win's number: one look-up for all rows of a list."""
    return reverse(route, args=[0]).replace("/0/", "/{}/")


def _worth(grade: str, is_earlier: bool) -> str:
    return f"{_WORDS[grade]}, {CONFIRMED_EARLIER}" if is_earlier and grade != "confirmed" else _WORDS[grade]


def _day(day: date, today: date) -> str:
    return f"{WEEKDAYS[day.weekday()]} {day_and_month(day, today)}"


def as_graded(win: Win) -> GradedWin:
    """A win as the rules of its grade see it. Its artifacts and confirmations had better be prefetched."""
    return GradedWin(
        key=win.key,
        title=win.title,
        date=win.date,
        told=win.is_told,
        measured=win.metric_after is not None,
        has_artifact=bool(win.artifacts.all()),
        confirmations=tuple(
            Word(
                who=word.who,
                department=word.department,
                date=word.date,
                verdict=word.verdict,
                name=word.by,
                counts=_counts(word, win),
                for_this_text=word.of in ("", win.text_digest),
            )
            for word in win.confirmations.all()
        ),
    )


def _counts(word: Confirmation, win: Win) -> bool:
    return word.verified and word.who not in win.owner.own_names


def week_in_words(monday: date, sunday: date) -> str:
    """A week as its heading: Week 47, 16 to 22 November 2026."""
    first = str(monday.day) if monday.month == sunday.month else f"{monday.day} {monday:%B}"
    if monday.year != sunday.year:
        first += f" {monday.year}"
    return f"Week {monday.isocalendar().week}, {first} to {sunday.day} {sunday:%B} {sunday.year}"


def full_day(day: date, today: date) -> str:
    """A day with its weekday, Friday 20 November, and with the year where it is not that of `today`."""
    return f"{day:%A} {in_words(day, today)}"

"""One skill's page: where it stands, what it lacks, and every win for it, counting or not, fifty at a time."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple
from urllib.parse import urlencode

from django.db.models import F, Q, QuerySet
from django.utils.safestring import SafeString

from evidence.models import User
from evidence.models import Win as WinRow
from evidence.models.remembered import name_for, recall
from evidence.readiness.half_year import half_a_year
from evidence.readiness.opened_skill import Ask, asks_of, grade_word
from evidence.readiness.tallies import tallies
from evidence.readiness.ways import Way
from evidence.record.person import wins_of
from evidence.web import drawing, wording
from evidence.web.numbers import whole_number
from insights import sentences
from insights.catalog import Skill, catalog
from insights.dates import in_words, shift
from insights.grades import COUNTING_DAYS
from insights.readiness import Evidence, evidence_for
from insights.record import Record
from insights.statuses import STATUSES as ORDER
from insights.statuses import Status, Tally, missing_for, reaches, status_of
from insights.targets import Aim
from insights.values import STATUSES

WINS_A_PAGE = 50
MOST_PAGES = 10_000
ONLY = {"counting": "Counting", "idle": "Not counting"}
"""What of the wins may be asked for alone, with its words."""


class SkillEntry(NamedTuple):
    """A win of the list. `why_not` says why it does not count, empty if it does; `until` how long it will."""

    win: int
    title: str
    day: str
    grade: str
    grade_word: str
    how: str
    why_not: str
    until: str


@dataclass(frozen=True, slots=True)
class WhereItStands:
    """Where the skill stands. `asked` is what the target asks of it, empty where it does not ask for it.

    `heading` names the status that `asks` are about: the one asked for, else the next above. `missing` is what that
    lacks, a sentence each; `drop` when the skill stands lower if nothing is added, `loses` whether it then, soon, is no
    longer what is asked.
    """

    meter: SafeString
    status: str
    asked: str
    met: bool
    heading: str
    asks: tuple[Ask, ...]
    missing: tuple[str, ...]
    drop: str
    loses: bool


@dataclass(frozen=True, slots=True)
class SkillPage:
    """The whole page. `newer` and `older` are the addresses of the pages beside this one, empty at the ends.

    `target` is the title of what asks for it, `on` what keeps a past day in addresses; `day` is empty for today.
    """

    skill: Skill
    target: str
    day: str
    on: str
    stands: WhereItStands
    entries: tuple[SkillEntry, ...]
    only: str
    ways: tuple[Way, ...]
    newer: str
    older: str


def skill_page(user: User, aim: Aim, slug: str, day: date, asked: Mapping[str, str]) -> SkillPage:
    """The page of a skill, which must be known, as of a day. `asked` is the address: `only`, `page`, `on`."""
    only = asked.get("only", "") if asked.get("only") in ONLY else ""
    number = min(whole_number(asked.get("page", "")) or 1, MOST_PAGES)
    entries, has_more = _entries(user, slug, day, only, number)
    kept = {"on": day.isoformat()} if day != user.today() else {}
    return SkillPage(
        skill=catalog().skills[slug],
        target=aim.title,
        day=wording.in_full(day) if kept else "",
        on=_address(**kept),
        stands=_where_it_stands(user, aim, slug, day),
        entries=entries,
        only=only,
        ways=tuple(
            Way(words, _address(**kept, **({"only": way} if way else {})) or "?", way == only)
            for way, words in {"": "All", **ONLY}.items()
        ),
        newer=_beside(kept, only, number - 1) if number > 1 else "",
        older=_beside(kept, only, number + 1) if has_more else "",
    )


def _beside(kept: Mapping[str, str], only: str, number: int) -> str:
    more = {"only": only} if only else {}
    return _address(**kept, **more, **({"page": str(number)} if number > 1 else {})) or "?"


def _address(**asked: str) -> str:
    return f"?{urlencode(asked)}" if asked else ""


def _where_it_stands(user: User, aim: Aim, slug: str, day: date) -> WhereItStands:
    """One query, once what counts and half a year are remembered."""
    with recall(user, "tallies", name_for("half year", user, day)) as recalled:
        tally, half_year = tallies(user, day, recalled).get(slug, Tally()), half_a_year(user, day, recalled)
    asked = aim.requirements.get(slug)
    status = status_of(tally, day)
    wanted = asked or _above(status)
    met = asked is not None and reaches(status, asked)
    drop, words = half_year.drops.get(slug), ""
    if drop:
        to = "nothing" if drop.status == "none" else STATUSES[drop.status].lower()
        words = f"If nothing is added, it drops to {to} on {in_words(drop.day, day)}"
        if not wording.is_soon(drop.day, day):
            last = in_words(shift(drop.day, -1), day)
            words = f"It stays {STATUSES[status].lower()} until {last}, even if nothing is added"
    return WhereItStands(
        meter=drawing.meter(status, asked or ""),
        status=STATUSES[status],
        asked=STATUSES[asked].lower() if asked else "",
        met=met,
        heading=STATUSES[wanted],
        asks=asks_of(wanted, tally, day),
        missing=tuple(f"{sentences.missing(lack, day)}." for lack in missing_for(tally, wanted, day))
        if not met
        else (),
        drop=words,
        loses=bool(drop and asked and met and not reaches(drop.status, asked) and wording.is_soon(drop.day, day)),
    )


def _above(status: Status) -> Status:
    return ORDER[min(ORDER.index(status) + 1, len(ORDER) - 1)]


def _entries(user: User, slug: str, day: date, only: str, number: int) -> tuple[tuple[SkillEntry, ...], bool]:
    """One page of the list, the newest first, and whether there is another. Five queries however many wins.

    It is not counted how many there are: the database stops at the end of the page.
    """
    first = (number - 1) * WINS_A_PAGE
    links = _links(user, slug, day, only)[first : first + WINS_A_PAGE + 1]
    rows = list(links.values_list("pk", "how"))  # type: ignore[misc]  # a column that it made itself
    hows = dict(rows[:WINS_A_PAGE])
    found = {int(entry.win.key): entry for entry in evidence_for(Record(wins=wins_of(user, hows)), slug, day)}
    return tuple(_entry(found[win], how, day) for win, how in hows.items() if win in found), len(rows) > WINS_A_PAGE


def _links(user: User, slug: str, day: date, only: str) -> QuerySet[WinRow]:
    """The wins that speak for a skill, each with `how`."""
    # From the wins, which lie in the order that is asked for; the index of the links finds the skill of each.
    wins = user.wins.kept().until(day).filter(links__skill=slug).annotate(how=F("links__how"))
    counts = Q(is_told=True, date__gte=shift(day, -COUNTING_DAYS)) & ~Q(asks_more=True)
    if only:
        more = Q(links__review="needs-more", links__review_verified=True)
        wins = wins.annotate(asks_more=more).filter(counts if only == "counting" else ~counts)
    return wins.newest_first()


def _entry(entry: Evidence, how: str, day: date) -> SkillEntry:
    return SkillEntry(
        win=int(entry.win.key),
        title=entry.win.title,
        day=wording.day_and_month(entry.win.date, day),
        grade=entry.grade,
        grade_word=grade_word(entry, day),
        how=how,
        why_not=" ".join(f"{sentences.reason(reason)}." for reason in entry.reasons),
        until=_until(entry, day) if entry.counts else "",
    )


def _until(entry: Evidence, day: date) -> str:
    ends = f"counts until {in_words(shift(entry.ends, -1), day)}"
    return f"fresh until {in_words(shift(entry.fades, -1), day)}, {ends}" if entry.fresh else f"fading, {ends}"

"""The parts of Readiness that are the same for every look at it, drawn once and remembered as HTML.

A requirement's row, the land mines and the drawing of half a year make most of the page, and would make most of its
cost. All that they are made of is part of their stamp (`FORM`), the templates' own text too: what an older version has
drawn is never shown.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from html import escape
from pathlib import Path

from django.conf import settings
from django.template.loader import get_template
from django.urls import get_script_prefix, reverse
from django.utils.safestring import SafeString

from evidence.readiness import axis, axis_scales, half_year_drawing
from evidence.readiness.axis import Axis
from evidence.readiness.axis_scales import Scale
from evidence.readiness.judgement import Requirement
from evidence.readiness.marks import Marks
from evidence.web import drawing
from insights.landmines import LAND_MINES, STATES, State
from insights.sentences import number, sentence

_ROW, _MINES = "evidence/readiness/row.html", "evidence/readiness/land_mines.html"
_MADE_OF = (
    *(Path(settings.BASE_DIR) / "templates" / name for name in (_ROW, _MINES)),
    *(Path(str(module.__file__)) for module in (axis, axis_scales, drawing, half_year_drawing)),
    Path(__file__),
)
FORM = sha256(b"".join(path.read_bytes() for path in _MADE_OF)).hexdigest()[:12]
"""Changes with everything that has a say in how these parts look."""


def form() -> str:
    """What the stamp of a result with fragments needs: how they look, and where the links in them lead."""
    return f"{FORM} {get_script_prefix()}"


@dataclass(frozen=True, slots=True)
class Fragments:
    """What is drawn of a judgement.

    `tally` are the requirements in a row, `axis_head` is the head of the column of evidence; `rows` has the row of each
    skill that is asked for, closed, with the link that `opener` gives.
    """

    tally: SafeString
    axis_head: SafeString
    rows: dict[str, SafeString]
    land_mines: SafeString


@dataclass(frozen=True, slots=True)
class RowOf:
    """What the row of one requirement shows. `drop` is a sentence without its stop.

    `loses` says that it is met, and soon will not be if nothing is added.
    """

    requirement: Requirement
    drop: str
    loses: bool
    marks: Marks


@dataclass(frozen=True, slots=True)
class Mine:
    """A land mine: its state, why, and what to do (empty where it is clear)."""

    slug: str
    state: State
    why: str
    move: str

    @property
    def name(self) -> str:
        return LAND_MINES[self.slug]

    @property
    def word(self) -> str:
        """The state in words."""
        return self.state.replace("-", " ")

    @property
    def mark(self) -> SafeString:
        return drawing.state_mark(self.state)


def draw(rows: Sequence[RowOf], land_mines: SafeString, day: date, scale: Scale) -> Fragments:
    """All that is drawn of a judgement on a day, of which the land mines are drawn already."""
    places = Axis(day, scale, reverse("win", args=[0]).replace("/0/", "/{}/"), f"{reverse('wins')}?skill={{}}")
    met = sum(row.requirement.met for row in rows)
    return Fragments(drawing.tally(met, len(rows)), places.head, _rows(rows, places), land_mines)


def opener(skill: str, prefix: str = "") -> str:
    """What the link that opens a skill's row consists of; `prefix` is what its query begins with."""
    at = escape(f"?{prefix}open={skill}")
    return f'href="{at}#{skill}" hx-get="{at}" aria-expanded="false"'


def closer(skill: str, here: str) -> str:
    """The same for the link that closes it, on a page that lies `here` when nothing is opened."""
    at = escape(here)
    return f'href="{at}#{skill}" hx-get="{at}" aria-expanded="true"'


def _rows(rows: Sequence[RowOf], places: Axis) -> dict[str, SafeString]:
    """The row of each requirement: name, status, evidence, what is missing."""
    template, found = get_template(_ROW), {}
    for row in rows:
        asked, marks = row.requirement, row.marks
        line = places.row(asked.skill, asked.name, marks.shown, marks.before)
        drawn = {
            "opener": SafeString(opener(asked.skill)),
            "meter": drawing.meter(asked.status, asked.asked),
            "axis": line,
        }
        found[asked.skill] = SafeString(template.render({"row": row, **drawn}).strip())
    return found


def draw_land_mines(mines: Iterable[Mine], theatre: str, notes: Iterable[str]) -> SafeString:
    """The section of land mines, the worst first, the clear ones folded.

    `theatre` is said where there is no warning of it.
    """
    rows = sorted(mines, key=lambda mine: -STATES.index(mine.state))
    clear = sum(mine.state == "clear" for mine in rows)
    page = {
        "heading": _heading([mine.state for mine in rows]),
        "mines": [mine for mine in rows if mine.state != "clear"],
        "clear": [mine for mine in rows if mine.state == "clear"],
        "folded": f"{sentence(number(clear))} {'is' if clear == 1 else 'are'} clear",
        "theatre": theatre,
        "notes": notes,
    }
    return SafeString(get_template(_MINES).render(page))


def _heading(states: list[State]) -> str:
    """How many are stepped on and to watch: "Land mines: one stepped on, three to watch"."""
    counts = ((states.count("stepped-on"), "stepped on"), (states.count("watch"), "to watch"))
    parts = [f"{number(count)} {words}" for count, words in counts if count]
    return f"Land mines: {', '.join(parts) or 'all clear'}"

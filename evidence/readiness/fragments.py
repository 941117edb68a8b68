"""The parts of Readiness that are the same for every look at it, drawn once and remembered as HTML.

A requirement's cells, the land mines and the drawings of half a year make most of the page, and would make most of its
cost. All that they are made of is part of their stamp (`FORM`), the templates' own text too: what an older version has
drawn is never shown.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from pathlib import Path

from django.conf import settings
from django.template.loader import get_template
from django.urls import get_script_prefix, reverse
from django.utils.safestring import SafeString

from evidence.readiness import axis, half_year_drawing
from evidence.readiness.axis import Axis, Mark
from evidence.readiness.half_year_drawing import Curve
from evidence.readiness.judgement import Requirement
from evidence.web import drawing
from insights.landmines import LAND_MINES, STATES, State
from insights.sentences import number

_CELLS, _MINES = "evidence/readiness/cells.html", "evidence/readiness/land_mines.html"
_MADE_OF = (
    *(Path(settings.BASE_DIR) / "templates" / name for name in (_CELLS, _MINES)),
    *(Path(str(module.__file__)) for module in (axis, drawing, half_year_drawing)),
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

    `tally` are the requirements in a row, `axis_head` is the head of the column of evidence, and of each skill that is
    asked for `cells` are those beside its name.
    """

    tally: SafeString
    axis_head: SafeString
    cells: dict[str, SafeString]
    land_mines: SafeString


@dataclass(frozen=True, slots=True)
class HalfYearFragments:
    """Half a year as a line, for wide screens and paper, and for phones."""

    wide: SafeString
    narrow: SafeString


@dataclass(frozen=True, slots=True)
class CellsOf:
    """What the cells of one requirement show. `idle` is in sentences, `drop` without its stop.

    `loses` says that it is met, and soon will not be if nothing is added; `hidden` wins found no room on the axis.
    """

    requirement: Requirement
    idle: str
    drop: str
    loses: bool
    marks: Sequence[Mark]
    hidden: int


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


def draw(rows: Sequence[CellsOf], land_mines: SafeString, day: date) -> Fragments:
    """All that is drawn of a judgement on a day, of which the land mines are drawn already."""
    places = Axis(day, reverse("win", args=[0]).replace("/0/", "/{}/"))
    met = sum(row.requirement.met for row in rows)
    return Fragments(drawing.tally(met, len(rows)), places.head, _cells(rows, places), land_mines)


def _cells(rows: Sequence[CellsOf], places: Axis) -> dict[str, SafeString]:
    """The cells of each requirement: status, evidence, what is missing."""
    template, cells = get_template(_CELLS), {}
    for row in rows:
        asked = row.requirement
        drawn = {"meter": drawing.meter(asked.status, asked.asked), "axis": places.row(asked.name, row.marks)}
        cells[asked.skill] = SafeString(template.render({"row": row, **drawn}))
    return cells


def draw_land_mines(mines: Iterable[Mine], theatre: str, notes: Iterable[str]) -> SafeString:
    """The section of land mines, the worst first. `theatre` is said where there is no warning of it."""
    rows = sorted(mines, key=lambda mine: -STATES.index(mine.state))
    page = {"heading": _heading([mine.state for mine in rows]), "mines": rows, "theatre": theatre, "notes": notes}
    return SafeString(get_template(_MINES).render(page))


def _heading(states: list[State]) -> str:
    """How many are stepped on and to watch: "Land mines: one stepped on, three to watch"."""
    counts = ((states.count("stepped-on"), "stepped on"), (states.count("watch"), "to watch"))
    parts = [f"{number(count)} {words}" for count, words in counts if count]
    return f"Land mines: {', '.join(parts) or 'all clear'}"


def draw_half_year(curve: Curve, said: str) -> HalfYearFragments:
    """Both drawings of half a year, `said` in words."""
    return HalfYearFragments(half_year_drawing.wide(curve, said), half_year_drawing.narrow(curve, said))

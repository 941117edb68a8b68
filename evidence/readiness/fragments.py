"""The parts of Readiness that are the same for every look at one judgement, drawn once with it and remembered as HTML.

A requirement's cells and the land mines make most of the page, and would make most of its cost. The templates' own
text is part of the stamp (`FORM`): a changed template is never shown with what an older one drew.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from pathlib import Path

from django.conf import settings
from django.template.loader import get_template
from django.urls import reverse

from evidence.readiness import axis
from evidence.readiness.axis import Axis, Mark
from evidence.web import drawing
from insights.catalog import catalog
from insights.landmines import LAND_MINES, STATES
from insights.sentences import number
from insights.standing import Standing
from insights.values import STATUSES

_CELLS, _MINES = "evidence/readiness/cells.html", "evidence/readiness/land_mines.html"
_MADE_OF = (
    *(Path(settings.BASE_DIR) / "templates" / name for name in (_CELLS, _MINES)),
    *(Path(str(module.__file__)) for module in (axis, drawing)),
    Path(__file__),
)
FORM = sha256(b"".join(path.read_bytes() for path in _MADE_OF)).hexdigest()[:12]
"""Changes with everything that has a say in how these parts look."""


@dataclass(frozen=True, slots=True)
class Said:
    """The words of one requirement: `missing` and `idle` in sentences, `drop` without its stop.

    `loses` says that it is met, and soon will not be if nothing is added.
    """

    missing: str
    idle: str
    drop: str
    loses: bool


class Cells:
    """Draws the cells beside the names of requirements, on one day."""

    def __init__(self, day: date) -> None:
        self._axis = Axis(day, reverse("win", args=[0]).replace("/0/", "/{}/"))
        self._template = get_template(_CELLS)

    def draw(self, standing: Standing, said: Said, marks: list[Mark], hidden: int) -> str:
        """The cells of one requirement: status, evidence, what is missing. `hidden` wins found no room on the axis."""
        name, asked = catalog().skills[standing.skill].name, standing.asked or "none"
        row = {
            "skill": standing.skill,
            "name": name,
            "meter": drawing.meter(standing.status, asked),
            "status": STATUSES[standing.status],
            "asks": STATUSES[asked].lower(),
            "axis": self._axis.row(name, marks),
            "hidden": hidden,
            "met": standing.met,
            "said": said,
        }
        return self._template.render({"row": row})


def land_mines(mines: Iterable[list[str]], theatre: str, notes: Iterable[str]) -> str:
    """The section of land mines, the worst first. `theatre` is said where there is no warning of it."""
    rows = [
        {"slug": slug, "name": LAND_MINES[slug], "state": state, "mark": drawing.state_mark(state)}
        | {"word": state.replace("-", " "), "why": why, "move": move}
        for slug, state, why, move in mines
    ]
    rows.sort(key=lambda row: -STATES.index(row["state"]))
    page = {"heading": _heading([str(row["state"]) for row in rows]), "mines": rows, "theatre": theatre, "notes": notes}
    return get_template(_MINES).render(page)


def _heading(states: list[str]) -> str:
    """How many are stepped on and to watch: "Land mines: one stepped on, three to watch"."""
    counts = ((states.count("stepped-on"), "stepped on"), (states.count("watch"), "to watch"))
    parts = [f"{number(count)} {words}" for count, words in counts if count]
    return f"Land mines: {', '.join(parts) or 'all clear'}"

"""Reads the data files, checks them whole, and makes the catalogue of them."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from insights.catalog.checks import check_tables, check_whole
from insights.catalog.entries import Catalog, HintWords, Insight, Kind, Level, Skill, Source
from insights.catalog.pages import Page, Table
from insights.catalog.terms import TIERS
from insights.problems import Problem

DATA = Path(__file__).parent
FILES = (
    "sources", "insights", "levels", "kinds", "requirements", "hints", "phrases",
    *(f"skills/{tier}" for tier in TIERS),
)  # fmt: skip


class CatalogError(Exception):
    """The data files are wrong. `problems` has a sentence for each thing: `file:line: what`."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(map(str, problems))
        super().__init__("\n".join(self.problems))


def load(folder: Path) -> Catalog:
    """The catalogue in a folder of data files.

    Raises CatalogError with every problem found. What depends on several files is looked at once each file
    by itself can be read.
    """
    pages = {name: Page(folder, f"{name}.toml") for name in FILES}
    for name, page in pages.items():
        check_tables(page, name.partition("/")[0])
    if not any(page.broken for page in pages.values()):
        check_whole(pages)
    found = [problem for page in pages.values() for problem in page.problems]
    found += _strangers(folder)
    if found:
        raise CatalogError(found)
    return _build({name: page.tables for name, page in pages.items()})


def _strangers(folder: Path) -> list[Problem]:
    """Data files that nothing reads, such as a misspelt tier."""
    known = {folder / f"{name}.toml" for name in FILES}
    strange = sorted(path for path in folder.rglob("*.toml") if path not in known)
    within = f"{folder.parent.name}/{folder.name}"
    what = "no part of the catalogue reads this file"
    return [Problem(f"{within}/{path.relative_to(folder)}:1", what) for path in strange]


def _build(files: dict[str, dict[str, Table]]) -> Catalog:
    skills = {slug: (tier, raw) for tier in TIERS for slug, raw in files[f"skills/{tier}"].items()}
    kinds = files["kinds"]
    return Catalog(
        sources={slug: Source(slug, **_clean(raw)) for slug, raw in files["sources"].items()},
        insights={
            slug: Insight(
                slug,
                **{"used_by": (), **_clean(raw)},
                skills=tuple(skill for skill, (_, other) in skills.items() if slug in other["insights"]),
                kinds=tuple(kind for kind, other in kinds.items() if slug in other.get("insights", ())),
            )
            for slug, raw in files["insights"].items()
        },
        levels={slug: Level(slug, **{"tier": None, **_clean(raw)}) for slug, raw in files["levels"].items()},
        skills={
            slug: Skill(
                slug,
                tier=tier,
                order=order,
                kinds=tuple(kind for kind, other in kinds.items() if slug in other["skills"]),
                **{"trait": None, "foundation": None, "track": None, **_clean(raw)},
            )
            for order, (slug, (tier, raw)) in enumerate(skills.items())
        },
        kinds={
            slug: Kind(slug, order=order, **{"speaks_for": "", "insights": (), **_clean(raw)})
            for order, (slug, raw) in enumerate(kinds.items())
        },
        asks={slug: dict(files["requirements"][slug]) for slug in skills},
        hints={slug: HintWords(slug, **{"bare": "", **_clean(raw)}) for slug, raw in files["hints"].items()},
        phrases={slug: tuple(raw["phrases"]) for slug, raw in files["phrases"].items()},
    )


def _clean(raw: Table) -> dict[str, Any]:
    """Lists become tuples, and line breaks inside a text become spaces."""
    return {key: _plain(value) for key, value in raw.items()}


def _plain(value: object) -> object:
    if isinstance(value, str):
        return " ".join(value.split())
    return tuple(_plain(item) for item in value) if isinstance(value, list) else value

"""The catalogue in memory: levels, skills, insights, kinds, documents and writing hints, with their words.

`catalog()` reads the data files of this folder once a process. Nothing here needs Django, and no page
that shows the catalogue needs the database.
"""

from functools import lru_cache

from insights.catalog.entries import Catalog, HintWords, Insight, Kind, Level, Skill, Source
from insights.catalog.loader import DATA, CatalogError, load
from insights.catalog.terms import (
    BOTH,
    DEFAULT_LEVEL,
    DEFAULT_TRACK,
    FOUNDATIONS,
    REQUIRABLE,
    TIERS,
    TRACKS,
    TRAITS,
)
from insights.values import HORIZONS, STATUSES

__all__ = [
    "BOTH",
    "DEFAULT_LEVEL",
    "DEFAULT_TRACK",
    "FOUNDATIONS",
    "HORIZONS",
    "REQUIRABLE",
    "STATUSES",
    "TIERS",
    "TRACKS",
    "TRAITS",
    "Catalog",
    "CatalogError",
    "HintWords",
    "Insight",
    "Kind",
    "Level",
    "Skill",
    "Source",
    "catalog",
    "load",
]


@lru_cache(maxsize=1)
def catalog() -> Catalog:
    """The built-in catalogue. Raises CatalogError, naming file and line, if a data file is wrong."""
    return load(DATA)

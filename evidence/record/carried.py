"""The areas that have no rows of their own yet: kept as they came, so that nothing of a file is lost."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from evidence.models import CarriedArea, User
from evidence.record.keeping import Added, Beside, Entries, Keeper
from insights.evidence_format import FORMAT, EvidenceFile, to_record
from insights.evidence_format.areas import AREAS
from insights.evidence_format.kinds import Found, Part, write_fields


def entries_of(user: User) -> Entries:
    """The entries that were carried, as they were read when they came. One query."""
    areas, evidence = _read(user)
    return Entries({name: getattr(evidence, name) for name in areas})


def values_of(user: User) -> Mapping[str, Any]:
    """What the judgement looks at of them. One query."""
    areas, evidence = _read(user)
    record = to_record(evidence)
    return {name: getattr(record, name) for name in areas if hasattr(record, name)}


def _read(user: User) -> tuple[Mapping[str, Any], EvidenceFile]:
    areas = dict(user.carried_areas.values_list("area", "entries"))
    found = Found(today=date.max, is_stored=True)
    evidence = Part(EvidenceFile).read({"format": FORMAT, **areas}, "", found)
    if evidence is None:
        raise ValueError(f"What is stored no longer fits the format: {next(iter(found))}")
    return areas, evidence


def add(user: User, added: Added, _beside: Beside) -> None:
    """Adds entries to lists; of an area that is one thing, the new takes the place of the old."""
    rows = {row.area: row for row in user.carried_areas.all()}
    for name, new in added.items():
        row = rows.get(name) or CarriedArea(owner=user, area=name, entries=[])
        row.entries = [*row.entries, *map(write_fields, new.values())] if name in AREAS else write_fields(new)
        row.save()


KEEPER = Keeper(entries_of, add, values_of)

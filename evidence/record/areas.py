"""The areas of a person's record, a line each: who keeps it. What reads, writes out or takes in walks this table.

An area that gets rows of its own gets a module here, with a `KEEPER`, and its line names that instead of `carried`.
"""

from collections.abc import Mapping

from evidence.record import carried, profile, wins
from evidence.record.keeping import Keeper
from insights.evidence_format.areas import POINTED_AT_FIRST, SINGLE

KEEPERS: Mapping[str, Keeper] = {
    "profile": profile.KEEPER,
    "people": carried.KEEPER,
    "touchpoints": carried.KEEPER,
    "wins": wins.KEEPER,
    "problems": carried.KEEPER,
    "customer_notes": carried.KEEPER,
    "newsletters": carried.KEEPER,
    "rooms": carried.KEEPER,
    "trials": carried.KEEPER,
    "check_ins": carried.KEEPER,
    "workplace": carried.KEEPER,
}


def _keepers() -> Mapping[Keeper, tuple[str, ...]]:
    last = {KEEPERS[name]: at for at, name in enumerate((*POINTED_AT_FIRST, *SINGLE))}
    in_order = sorted(last, key=lambda keeper: last[keeper])
    return {keeper: tuple(name for name in KEEPERS if KEEPERS[name] is keeper) for keeper in in_order}


KEPT_BY = _keepers()
"""Each keeper with the areas that it keeps, after the keepers of what these point at."""

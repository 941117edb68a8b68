"""The order of the tiers in a packet, for its draft and for the page that its manager reads."""

from collections.abc import Iterable
from typing import Protocol

from insights.catalog import TIERS


class InTier(Protocol):
    """A requirement that knows its tier."""

    @property
    def tier(self) -> str: ...


def in_tiers[Entry: InTier](entries: Iterable[Entry], own: str | None) -> list[tuple[str, list[Entry]]]:
    """The requirements of each tier that has any: the target's `own` tier first, then the others from the ground up."""
    tiers: dict[str, list[Entry]] = {tier: [] for tier in TIERS}
    for entry in entries:
        tiers[entry.tier].append(entry)
    return sorted(((slug, found) for slug, found in tiers.items() if found), key=lambda tier: tier[0] != own)

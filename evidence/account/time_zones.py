"""The time zones to choose from."""

from functools import cache
from itertools import groupby
from zoneinfo import available_timezones

Group = tuple[str, list[tuple[str, str]]]

# What is in the database of zones beside places: offsets, copies, and names of one country's own.
NOT_PLACES = ("Etc/", "posix/", "right/", "SystemV/", "US/", "Canada/", "Brazil/", "Chile/", "Mexico/")


@cache
def places() -> frozenset[str]:
    """The names that can be chosen: UTC, and every place of the IANA database, like Europe/Paris."""
    named = {name for name in available_timezones() if "/" in name and not name.startswith(NOT_PLACES)}
    return frozenset(named | {"UTC"})


@cache
def choices() -> list[tuple[str, str] | Group]:
    """The same for a select, by region: UTC first, then (region, [(name, place in words)])."""
    by_region = groupby(sorted(places() - {"UTC"}), key=lambda name: name.split("/")[0])
    regions = [(region, [(name, _in_words(name)) for name in names]) for region, names in by_region]
    return [("UTC", "UTC"), *regions]


def _in_words(name: str) -> str:
    """America/Argentina/Buenos_Aires -> Buenos Aires, Argentina."""
    return ", ".join(reversed(name.replace("_", " ").split("/")[1:]))

"""How long a visitor may take, and how much room each may have."""

from dataclasses import dataclass
from ipaddress import IPv6Address, ip_address

KIB = 1024
MIB = 1024 * KIB


@dataclass(frozen=True, slots=True)
class Limits:
    """What one worker allows. Sizes are bytes, times are seconds.

    A body or an answer may take `stall`, and a second more for each `rate` bytes that have gone by.
    """

    threads: int = 4
    head: int = 32 * KIB
    body: int = 256 * MIB
    """The largest file that is taken, 250 MB, with the form around it."""
    in_memory: int = 64 * KIB
    """What of a body or an answer is larger than that lies in a temporary file."""
    spooled: int = 1024 * MIB
    """Of all bodies together that are not answered yet, and half of it for one address; small ones are not counted."""
    head_time: float = 20
    idle_time: float = 75
    """Longer than the proxies keep a connection by themselves, so that it is never we who end one first."""
    stall: float = 30
    rate: int = 4 * KIB
    stop_time: float = 30
    connections: int = 2000
    of_an_address: int | None = 100
    """None behind proxies of ours: all come from their addresses, and it is for them to count."""


def place_of(address: str) -> str:
    """The part of a network address that one visitor cannot change at will: of IPv6 the first half."""
    try:
        known = ip_address(address.partition("%")[0])
    except ValueError:
        return address
    if isinstance(known, IPv6Address):
        return str(known.ipv4_mapped or known.exploded[:19])
    return address

"""The body of a shared page as HTML. A snapshot never changes, so a process draws it once and keeps it."""

from dataclasses import dataclass
from functools import lru_cache
from uuid import UUID

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString

from evidence.models import Snapshot
from evidence.packets.shared_page import AddressOfFile, Content, no_address, page_of

KEPT = 64
"""So many pages of some fifty kilobytes each stay in memory."""


@dataclass(frozen=True, slots=True)
class Drawn:
    """A page's body, and the words that stand around it. `day` is the one on which it was judged."""

    title: str
    day: str
    body: SafeString


def drawn(content: Content, address_of_file: AddressOfFile = no_address) -> Drawn:
    """A content as the manager sees it."""
    page = page_of(content, address_of_file)
    title = f"The case for {page.target}" + (f", {page.name}" if page.name else "")
    return Drawn(title, page.day, render_to_string("evidence/packets/shared_body.html", {"page": page}))


@lru_cache(maxsize=KEPT)
def drawn_for(link: UUID) -> Drawn:
    """The snapshot of a link, by the link's public id. Whoever calls has made sure that the link is live."""
    snapshot = Snapshot.objects.get(links__public_id=link)
    return drawn(snapshot.content, lambda number: reverse("shared-file", args=[link, number]))

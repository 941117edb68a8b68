"""The body of a shared page as HTML. A snapshot never changes, so a process makes it once and keeps it."""

from dataclasses import dataclass
from functools import lru_cache
from uuid import UUID

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString

from evidence.models import Snapshot
from evidence.packets.content import Content
from evidence.packets.shared_page import AddressOfFile, body_of, no_address
from evidence.packets.snapshots import content_in

KEPT = 64
"""So many pages of some fifty kilobytes each stay in memory."""


@dataclass(frozen=True, slots=True)
class BodyHtml:
    """A page's body, and the words that stand around it. `day` is the one on which it was judged."""

    title: str
    day: str
    html: SafeString


def html_of(content: Content, address_of_file: AddressOfFile = no_address) -> BodyHtml:
    """A content as the manager sees it."""
    body = body_of(content, address_of_file)
    title = f"The case for {body.target}" + (f", {body.name}" if body.name else "")
    return BodyHtml(title, body.day, render_to_string("evidence/packets/shared_body.html", {"page": body}))


@lru_cache(maxsize=KEPT)
def html_behind(link: UUID) -> BodyHtml:
    """The snapshot of a link, by the link's public id. Whoever calls has made sure that the link is live.

    Raises Unreadable where the snapshot cannot be read.
    """
    snapshot = Snapshot.objects.get(links__public_id=link)
    return html_of(content_in(snapshot), lambda number: reverse("shared-file", args=[link, number]))

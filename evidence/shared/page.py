"""What the page is drawn from that a manager opens with a link."""

from dataclasses import dataclass

from evidence.models import ShareLink
from evidence.packets.shared_body import BodyHtml, html_behind
from evidence.web.wording import end_in_words


@dataclass(frozen=True, slots=True)
class SharedPage:
    """A packet as it was when it was shared, as snapshot number `snapshot`; the link to it works until `ends`."""

    body: BodyHtml
    recipient: str
    snapshot: int
    ends: str


def shared_page(link: ShareLink) -> SharedPage:
    """What a live link shows, days in its owner's time zone. Raises Unreadable where that cannot be read."""
    snapshot = link.snapshot
    ends = end_in_words(link.expires_at, snapshot.packet.owner.zone)
    return SharedPage(html_behind(link.public_id), link.recipient, snapshot.number, ends)

"""The earlier versions of a packet: how its words are called, and the page that shows what they were."""

from evidence.models import Packet
from evidence.packets.forms import PacketForm
from evidence.packets.pages import title_of
from evidence.web.versions import VersionsPage, called_by
from evidence.web.versions import versions_page as page_of

called = called_by(PacketForm.base_fields)


def versions_page(packet: Packet, before: str) -> VersionsPage:
    """What the words of a packet were; `before` is what the address says of where the page begins."""
    fields = PacketForm.base_fields
    return page_of(packet, title_of(packet), fields, called, today=packet.owner.today(), before=before)

"""What the list of packets, and a packet as its manager sees it, are drawn from: words and dates made once."""

import uuid
from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from django.db.models import Count
from django.utils import timezone

from evidence.models import Packet, PacketItem, ShareLink, Snapshot, User
from evidence.models.wins import may_be_shared
from evidence.packets.draft import draft_of
from evidence.packets.shared_body import BodyHtml, html_of
from evidence.packets.snapshots import content_in, content_of
from insights.catalog import catalog
from insights.dates import in_words
from insights.sentences import sentence, some


@dataclass(frozen=True, slots=True)
class LiveLink:
    """A link that opens something now, as the list of packets names it."""

    pk: int
    recipient: str
    made: str


@dataclass(frozen=True, slots=True)
class PacketRow:
    """A packet in the list, with what its links have done and those of them that are live."""

    pk: int
    target: str
    recipient: str
    day: str
    chosen: str
    links: str
    live: tuple[LiveLink, ...]


@dataclass(frozen=True, slots=True)
class PacketsPage:
    """The list of packets, the newest first. `deleted` is the one just deleted, `trash` the others.

    `target` is the title of the level that a new packet would be for; empty where there is none to aim at.
    """

    rows: tuple[PacketRow, ...]
    trash: tuple[PacketRow, ...]
    deleted: PacketRow | None
    target: str
    submission: uuid.UUID


@dataclass(frozen=True, slots=True)
class PreviewPage:
    """A packet as its manager sees it: the draft, or where `snapshot` is its number, what was shared."""

    packet: int
    body: BodyHtml
    snapshot: int | None = None


def title_of(packet: Packet) -> str:
    """What a packet is called."""
    return f"The case for {catalog().levels[packet.target_id].title}"


def packets_page(user: User, deleted: int | None = None) -> PacketsPage:
    """The list of packets, and the deleted ones. `deleted` is the number of the one just deleted."""
    chosen, links, today = _chosen(user), _links(user), user.today()
    kept: list[PacketRow] = []
    gone: list[PacketRow] = []
    for packet in user.packets.all():
        row = _packet_row(packet, chosen.get(packet.pk, 0), links[packet.pk], today)
        (gone if packet.deleted_at else kept).append(row)
    target = user.judged_target
    return PacketsPage(
        rows=tuple(kept),
        trash=tuple(row for row in gone if row.pk != deleted),
        deleted=next((row for row in gone if row.pk == deleted), None),
        target=catalog().levels[target].title if target else "",
        submission=uuid.uuid4(),
    )


def preview_page(packet: Packet) -> PreviewPage:
    """The draft as the manager would see it, drawn by the same template from the same fields."""
    return PreviewPage(packet.pk, html_of(content_of(draft_of(packet))))


def snapshot_page(packet: Packet, snapshot: Snapshot) -> PreviewPage:
    """What was shared, as it was then. Raises Unreadable where it cannot be read."""
    return PreviewPage(packet.pk, html_of(content_in(snapshot)), snapshot.number)


def _links(user: User) -> dict[int, list[ShareLink]]:
    """The links of each packet."""
    links: dict[int, list[ShareLink]] = defaultdict(list)
    with_owner = ShareLink.objects.select_related("snapshot__packet__owner").defer("snapshot__content")
    for link in with_owner.filter(snapshot__packet__owner=user):
        links[link.snapshot.packet_id].append(link)
    return links


def _chosen(user: User) -> dict[int, int]:
    """For each packet how many wins it holds that could be shared now."""
    items = PacketItem.objects.filter(may_be_shared("link__win__"), packet__owner=user).order_by()
    return dict(items.values_list("packet").annotate(Count("link__win", distinct=True)))


def _packet_row(packet: Packet, chosen: int, links: list[ShareLink], today: date) -> PacketRow:
    live, opened = [link for link in links if link.is_live], sum(link.opened for link in links)
    words = "not shared yet"
    if links:
        visits = f"opened {some(opened, 'time')}" if opened else "not opened yet"
        words = f"{some(len(live), 'live link') if live else 'no live link'}, {visits}"
    return PacketRow(
        packet.pk,
        catalog().levels[packet.target_id].title,
        packet.recipient,
        in_words(timezone.localdate(packet.created_at), today),
        some(chosen, "win"),
        sentence(words),
        tuple(LiveLink(link.pk, link.recipient, in_words(timezone.localdate(link.created_at), today)) for link in live),
    )

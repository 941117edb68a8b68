"""Sharing a packet: a frozen snapshot, and a link whose address is shown once.

The form that shares carries the token that its link will have, signed, so that two clicks make one link.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection, transaction
from django.db.models import Max
from django.utils import timezone

from evidence.models import Packet, ShareLink, Snapshot, Win
from evidence.models.tokens import offer_for, token_offered
from evidence.packets.content import encoded
from evidence.packets.draft import draft_of
from evidence.packets.snapshots import content_in, content_of


def offer(packet: Packet) -> str:
    """A new token for a link of this packet, signed; nothing is open until it has been accepted."""
    return offer_for(_a_link_of(packet))


def token_of(packet: Packet, offered: str) -> str | None:
    """The token in an offer made for this packet, None for anything else."""
    return token_offered(_a_link_of(packet), offered)


def share(packet: Packet, token: str, *, recipient: str, days: int, name: str = "") -> ShareLink:
    """The link with this token to a new snapshot of the draft; the same token makes one link and one snapshot only.

    `name` is the owner's own where it was not known until now: it is kept, and heads the page.
    """
    with transaction.atomic():
        if name:
            packet.owner.name = name
            packet.owner.save(update_fields=["name"])
        if made := _made_already(packet, token):
            return made
        draft = draft_of(packet)
        number = (packet.snapshots.aggregate(last=Max("number"))["last"] or 0) + 1
        snapshot = packet.snapshots.create(number=number, content=encoded(content_of(draft)))
        snapshot.wins.set(draft.wins)
        link, _ = ShareLink.make(snapshot=snapshot, recipient=recipient, zone=packet.owner.zone, days=days, token=token)
        return link


class TooOld(Exception):
    """The link has ended since the page was made from which it is to be replaced."""


def replace(old: ShareLink, token: str, *, was_live: bool = True) -> ShareLink:
    """Ends a link at once, and makes another to the same snapshot, for the same recipient and as many days.

    `was_live`: whether the link was live when the page was made. Raises TooOld where it was and is no more: another
    tab has ended or replaced it, and a second link would stay behind unseen. Raises Unreadable where the link
    would open nothing, since its snapshot cannot be read.
    """
    with transaction.atomic():
        if made := _made_already(old.snapshot.packet, token):
            return made
        old.refresh_from_db(fields=["revoked_at", "expires_at"])
        if was_live and not old.is_live:
            raise TooOld
        content_in(old.snapshot)
        old.revoke()
        link, _ = ShareLink.make(
            snapshot=old.snapshot,
            recipient=old.recipient,
            zone=old.snapshot.packet.owner.zone,
            days=old.days,
            token=token,
        )
        return link


def links_of(packet: Packet) -> list[ShareLink]:
    """Every link ever made for a packet, the newest first."""
    return list(ShareLink.objects.filter(snapshot__packet=packet).select_related("snapshot__packet__owner"))


@dataclass(frozen=True, slots=True)
class SharedIn:
    """A snapshot that a win stands in: when it was made, and the packet, for whom, and whether a link still opens it.

    `packet` is None where that has been deleted.
    """

    packet: int | None
    recipient: str
    made: datetime
    opens: bool


def shared_in(win: Win) -> list[SharedIn]:
    """Where a win has been shared, the newest first.

    Making a win private does not change these: what was shared is frozen, and ends with its links.
    """
    now = connection.ops.adapt_datetimefield_value(timezone.now())
    found: Iterable[Any] = Snapshot.objects.raw(_SHARED_IN, [now, win.pk])
    return [
        SharedIn(made.packet_id if made.is_kept else None, made.recipient, made.created_at, bool(made.opens))
        for made in found
    ]


# As text: to put the same together from Django's expressions takes several times as long as to run it.
_SHARED_IN = """
    SELECT made.id, made.packet_id, made.created_at, packet.recipient, packet.deleted_at IS NULL AS is_kept,
        packet.deleted_at IS NULL AND EXISTS (
            SELECT 1 FROM evidence_sharelink link
            WHERE link.snapshot_id = made.id AND link.revoked_at IS NULL AND link.expires_at > %s
        ) AS opens
    FROM evidence_snapshot_wins held
    JOIN evidence_snapshot made ON made.id = held.snapshot_id
    JOIN evidence_packet packet ON packet.id = made.packet_id
    WHERE held.win_id = %s
    ORDER BY made.created_at DESC, made.id DESC
"""


def _made_already(packet: Packet, token: str) -> ShareLink | None:
    # The lock lets one request through after the other, so the second finds what the first has made.
    packet.owner.lock()
    return ShareLink.objects.filter(snapshot__packet=packet).find(token)


def _a_link_of(packet: Packet) -> str:
    return f"a link of packet {packet.pk}"

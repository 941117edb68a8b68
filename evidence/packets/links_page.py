"""What the pages of a packet's links are drawn from: the terms of a new one, what the others do, an address once."""

from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone

from evidence.models import Packet, ShareLink
from evidence.packets.forms import ShareForm
from evidence.packets.gaps import Gap, gaps_of
from evidence.packets.pages import title_of
from evidence.packets.sharing import links_of, offer
from evidence.web.wording import end_in_words
from insights.dates import in_words
from insights.sentences import number


@dataclass(frozen=True, slots=True)
class LinkRow:
    """A link that was shared, live or not."""

    pk: int
    recipient: str
    snapshot: int
    made: str
    ends: str
    is_live: bool
    opened: str
    offer: str


@dataclass(frozen=True, slots=True)
class LinksPage:
    """The page from which a packet is shared: the links that open something, and those that are over.

    Nothing of a sample account is shared: there the form only says so.
    """

    packet: int
    title: str
    form: ShareForm
    is_sample: bool
    gaps: tuple[Gap, ...]
    live: tuple[LinkRow, ...]
    over: tuple[LinkRow, ...]


@dataclass(frozen=True, slots=True)
class LinkPage:
    """The one page that shows a link's address; where the link has ended since, only that."""

    packet: int
    title: str
    recipient: str
    is_live: bool
    address: str
    ends: str


def links_page(packet: Packet, form: ShareForm | None = None) -> LinksPage:
    """What the links to a packet are doing; the form is a fresh one, unless one is handed in.

    The packet is one `with_chosen_skills()`.
    """
    today = packet.owner.today()
    rows = [_link_row(packet, link, today) for link in links_of(packet)]
    return LinksPage(
        packet=packet.pk,
        title=title_of(packet),
        form=form or ShareForm(packet=packet, initial={"recipient": packet.recipient, "offer": offer(packet)}),
        is_sample=packet.owner.is_sample,
        gaps=gaps_of(packet),
        live=tuple(row for row in rows if row.is_live),
        over=tuple(row for row in rows if not row.is_live),
    )


def _link_row(packet: Packet, link: ShareLink, today: date) -> LinkRow:
    ended = link.revoked_at or link.expires_at
    return LinkRow(
        pk=link.pk,
        recipient=link.recipient,
        snapshot=link.snapshot.number,
        made=_moment(link.created_at, today),
        ends=end_in_words(link.expires_at, packet.owner.zone, today)
        if link.is_live
        else f"{'revoked' if link.revoked_at else 'ended'} {_moment(ended, today)}",
        is_live=link.is_live,
        opened=_opened(link, today),
        offer=offer(packet),
    )


def _opened(link: ShareLink, today: date) -> str:
    if not (link.first_opened_at and link.last_opened_at):
        return "Not opened yet" if link.is_live else "Never opened"
    first, last = _moment(link.first_opened_at, today), _moment(link.last_opened_at, today)
    if link.opened == 1:
        return f"Opened once, {first}"
    times = "twice" if link.opened == 2 else f"{number(link.opened)} times"
    return f"Opened {times}, first {first}, last {last}"


def _moment(moment: datetime, today: date) -> str:
    local = timezone.localtime(moment)
    return f"{in_words(local.date(), today)}, {local:%H:%M}"


def link_page(link: ShareLink, address: str) -> LinkPage:
    """The page of a link that has just been made, with the whole address that its token opens."""
    packet = link.snapshot.packet
    return LinkPage(
        packet=packet.pk,
        title=title_of(packet),
        recipient=link.recipient,
        is_live=link.is_live,
        address=address,
        ends=end_in_words(link.expires_at, packet.owner.zone),
    )

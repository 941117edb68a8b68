"""What the pages on which a person makes and shares packets are drawn from: words and dates made once."""

import uuid
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Count
from django.forms import ModelForm
from django.utils import timezone

from evidence.models import Packet, PacketItem, ShareLink, User
from evidence.models.wins import may_be_shared
from evidence.packets.draft import Asked, Candidate, draft_of
from evidence.packets.sharing import links_of, offer
from evidence.web.wording import in_full
from insights.catalog import TIERS, catalog
from insights.dates import in_words
from insights.sentences import inside, missing, number, reason, sentence, some
from insights.values import STATUSES

OTHERS_SHOWN = 6
"""Under each requirement so many wins that are not chosen, the strongest; the rest behind a link."""


@dataclass(frozen=True, slots=True)
class PacketRow:
    """A packet in the list."""

    pk: int
    target: str
    recipient: str
    day: str
    chosen: str
    links: str


@dataclass(frozen=True, slots=True)
class Choice:
    """A win that can be ticked under a requirement."""

    link: int
    win: int
    title: str
    how: str
    grade: str
    facts: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class Requirement:
    """A requirement of the draft, with what is chosen, what could be, and how many more there are.

    On a phone its wins lie folded under `in_short` unless `is_unfolded`: where it is met, there is least to do.
    """

    skill: str
    name: str
    status: str
    asked: str
    met: bool
    words: str
    missing: tuple[str, ...]
    chosen: tuple[Choice, ...]
    others: tuple[Choice, ...]
    more: int
    is_unfolded: bool

    @property
    def in_short(self) -> str:
        """How many wins are chosen and how many are not; empty where there are none."""
        rest = len(self.others) + self.more
        if not self.chosen and not rest:
            return ""
        if not self.chosen:
            return f"None in the packet, {number(rest)} to choose from"
        words = sentence(f"{some(len(self.chosen), 'win')} in the packet")
        return f"{words}, {number(rest)} more to choose from" if rest else words


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


def title_of(packet: Packet) -> str:
    """What a packet is called."""
    return f"The case for {catalog().levels[packet.target_id].title}"


def index_page(user: User, deleted: str = "") -> dict[str, Any]:
    """The list of packets, newest first, and the deleted ones. `deleted` is the number of the one just deleted."""
    chosen, links, today = _chosen(user), _links(user), user.today()
    kept: list[PacketRow] = []
    gone: list[PacketRow] = []
    for packet in user.packets.all():
        row = _packet_row(packet, chosen.get(packet.pk, 0), links[packet.pk], today)
        (gone if packet.deleted_at else kept).append(row)
    target = user.judged_target
    return {
        "rows": kept,
        "trash": [row for row in gone if str(row.pk) != deleted],
        "deleted": next((row for row in gone if str(row.pk) == deleted), None),
        "target": catalog().levels[target].title if target else "",
        "submission": uuid.uuid4(),
    }


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
    live, opened = sum(link.is_live for link in links), sum(link.opened for link in links)
    words = "not shared yet"
    if links:
        visits = f"opened {some(opened, 'time')}" if opened else "not opened yet"
        words = f"{some(live, 'live link') if live else 'no live link'}, {visits}"
    return PacketRow(
        packet.pk,
        catalog().levels[packet.target_id].title,
        packet.recipient,
        in_words(timezone.localdate(packet.created_at), today),
        some(chosen, "win"),
        sentence(words),
    )


def compose_page(packet: Packet, form: ModelForm, address: Mapping[str, str]) -> dict[str, Any]:
    """A draft as its owner works on it. `address` may name a skill of which `all` wins are to be listed."""
    draft = draft_of(packet)
    parts: dict[str, list[Requirement]] = {tier: [] for tier in TIERS}
    for asked in draft.requirements:
        parts[asked.tier].append(_requirement(asked, draft.day, everything=address.get("all") == asked.skill))
    own_tier = catalog().levels[packet.target_id].tier
    filled = [(slug, TIERS[slug], found) for slug, found in parts.items() if found]
    return {
        "packet": packet,
        "title": title_of(packet),
        "form": form,
        "parts": sorted(filled, key=lambda part: part[0] != own_tier),
        "met": draft.met,
        "of": len(draft.requirements),
        "wins": some(len(draft.wins), "win"),
        "private": sentence(some(draft.private, "private win")) if draft.private else "",
        "made": in_words(timezone.localdate(packet.created_at), draft.day),
        "live": ShareLink.objects.live().filter(snapshot__packet=packet).count(),
    }


def _requirement(asked: Asked, day: date, *, everything: bool) -> Requirement:
    standing = asked.standing
    status, wanted = standing.status, standing.required or "none"
    shown = asked.others if everything else asked.others[:OTHERS_SHOWN]
    return Requirement(
        skill=asked.skill,
        name=asked.name,
        status=status,
        asked=wanted,
        met=bool(standing.met),
        words=f"{STATUSES[status].lower()}, asks {STATUSES[wanted].lower()}",
        missing=tuple(missing(entry, day) for entry in standing.missing),
        chosen=tuple(_choice(entry, day, chosen=True) for entry in asked.chosen),
        others=tuple(_choice(entry, day, chosen=False) for entry in shown),
        more=len(asked.others) - len(shown),
        is_unfolded=everything or not standing.met,
    )


def _choice(entry: Candidate, day: date, *, chosen: bool) -> Choice:
    worth = entry.grade if not entry.confirmed_by else f"confirmed by {number(entry.confirmed_by)}"
    facts = [in_words(entry.win.date, day), worth]
    facts += [f"does not count: {inside(reason(why))}" for why in entry.reasons]
    return Choice(entry.link, entry.row, entry.win.title, entry.how, entry.grade, " · ".join(facts), chosen)


def links_page(packet: Packet) -> dict[str, Any]:
    """The page from which a packet is shared: what the links to it are doing."""
    today = packet.owner.today()
    rows = [_link_row(packet, link, today) for link in links_of(packet)]
    return {
        "packet": packet,
        "title": title_of(packet),
        "live": [row for row in rows if row.is_live],
        "over": [row for row in rows if not row.is_live],
    }


def _link_row(packet: Packet, link: ShareLink, today: date) -> LinkRow:
    ended = link.revoked_at or link.expires_at
    return LinkRow(
        pk=link.pk,
        recipient=link.recipient,
        snapshot=link.snapshot.number,
        made=_moment(link.created_at, today),
        ends=in_words(timezone.localdate(link.expires_at), today)
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


def link_page(link: ShareLink, address: str) -> dict[str, Any]:
    """The one page that shows a link's address."""
    packet = link.snapshot.packet
    return {
        "packet": packet,
        "title": title_of(packet),
        "link": link,
        "address": address,
        "ends": in_full(timezone.localdate(link.expires_at)),
    }

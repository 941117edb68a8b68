"""What changes a packet's draft: making one, choosing wins, putting them in order."""

import uuid
from collections.abc import Iterable, Sequence

from django.db import transaction
from django.utils import timezone

from evidence.models import Packet, PacketItem, User
from evidence.models.once import once
from evidence.packets.draft import candidates, open_links, requirements_of
from evidence.record.person import profile_of
from insights.proposal import proposal
from insights.targets import aim_of


def create(owner: User, submission: uuid.UUID) -> Packet:
    """A packet for the owner's target with what is proposed for it; one submission makes one packet only.

    Raises TargetError where there is nothing to aim at.
    """
    aim = aim_of(profile_of(owner))

    def make() -> Packet:
        packet = Packet.objects.create(owner=owner, target_id=aim.target, submission=submission)
        _propose(packet)
        return packet

    return once(owner.packets.all(), submission, make)[0]


def _propose(packet: Packet) -> None:
    day, asked = packet.owner.today(), requirements_of(packet)
    found, _ = candidates(packet.owner, asked, day)
    links = {(entry.win.key, entry.skill): entry.link for entry in found}
    wins = list({entry.win.key: entry.win for entry in found}.values())
    PacketItem.objects.bulk_create(
        PacketItem(packet=packet, link_id=links[win.key, skill], position=place)
        for skill, chosen in proposal(wins, asked, day).items()
        for place, win in enumerate(chosen, start=1)
    )


def choose(packet: Packet, ticked: Iterable[str], were_ticked: Iterable[str]) -> int:
    """Adds what has been ticked and takes away what has been unticked since the page was drawn (link numbers).

    What another tab has chosen meanwhile stays. Returns how many ticked ones are gone or private by now and so
    could not be added.
    """
    ticked, were_ticked = set(ticked), set(were_ticked)
    with transaction.atomic():
        _lock(packet)
        items = {str(item.link_id): item for item in packet.items.all()}
        gone = [items[link].pk for link in were_ticked - ticked if link in items]
        packet.items.filter(pk__in=gone).delete()
        wanted = ticked - were_ticked - items.keys()
        if gone or wanted:
            touch(packet)
        if not wanted:
            return 0
        addable = {str(pk): pk for pk in open_links(packet).values_list("pk", flat=True)}
        last = max((item.position for item in items.values()), default=0)
        added = sorted(addable[link] for link in wanted if link in addable)
        packet.items.bulk_create(
            PacketItem(packet=packet, link_id=link, position=last + place) for place, link in enumerate(added, start=1)
        )
        return len(wanted) - len(added)


def move(packet: Packet, link: str, *, up: bool, seen: Iterable[str] = ()) -> None:
    """Moves a chosen win one place up or down among those of its skill; past either end nothing happens.

    `seen` are the chosen ones in the order that the page shows. Where they stand by now as this move would put them, it
    has been made: it came twice, after a lost answer.
    """
    with transaction.atomic():
        _lock(packet)
        chosen = open_links(packet).filter(packet_items__packet=packet)
        skills = {str(pk): skill for pk, skill in chosen.values_list("pk", "skill_id")}
        if link not in skills:
            return
        items = packet.items.filter(link__skill=skills[link]).order_by("position", "pk")
        shown = [item for item in items if str(item.link_id) in skills]
        now = [str(item.link_id) for item in shown]
        on_the_page = [seen_link for seen_link in seen if seen_link in now]
        moved = _moved(now, link, up)
        if moved == now or (now != on_the_page and now == _moved(on_the_page, link, up)):
            return
        shown.sort(key=lambda item: moved.index(str(item.link_id)))
        for place, item in enumerate(shown, start=1):
            item.position = place
        PacketItem.objects.bulk_update(shown, ["position"])
        touch(packet)


def _moved(links: Sequence[str], link: str, up: bool) -> list[str]:
    """The links with one of them a place further up or down."""
    moved, at = list(links), links.index(link) if link in links else -1
    other = at - 1 if up else at + 1
    if at >= 0 and 0 <= other < len(moved):
        moved[at], moved[other] = moved[other], moved[at]
    return moved


def touch(packet: Packet) -> None:
    """Notes that the draft has been changed now."""
    packet.updated_at = timezone.now()
    packet.save(update_fields=["updated_at"])


def _lock(packet: Packet) -> None:
    """One change after another."""
    Packet.objects.select_for_update().get(pk=packet.pk)

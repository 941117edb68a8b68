"""Saving the words of a packet's draft: see `evidence.web.in_place` for what is in conflict."""

from typing import Any

from django.db import transaction

from evidence.models import Packet
from evidence.packets.forms import PacketForm
from evidence.web.in_place import Saved, save_in_place


def save_words(packet: Packet, data: Any) -> Saved[PacketForm]:
    """Saves the fields that were changed on the packet's page, but what was elsewhere too; none if one is wrong.

    Raises Packet.DoesNotExist if the packet has been deleted meanwhile.
    """
    with transaction.atomic():
        packet.owner.lock()
        row = packet.owner.packets.kept().get(pk=packet.pk)
        return save_in_place(PacketForm(data, instance=row, owner=packet.owner), row.edit, together=True)

"""Saving the words of a packet's draft, all of them or none: see `evidence.web.in_place` for what is in conflict."""

from typing import Any

from django.db import transaction
from django.utils import timezone

from evidence.models import Packet
from evidence.packets.forms import PacketForm
from evidence.web.in_place import Saved, save_in_place


def save_words(packet: Packet, data: Any) -> Saved[PacketForm]:
    """Saves the fields that were changed on the packet's page; none where one is wrong, or was changed elsewhere too.

    Raises Packet.DoesNotExist if the packet has been deleted meanwhile.
    """
    with transaction.atomic():
        packet.owner.lock()
        row = packet.owner.packets.kept().get(pk=packet.pk)
        form = PacketForm(data, instance=row, owner=packet.owner)
        saved = save_in_place(form, lambda values: _set(row, values), together=True)
        if saved.is_valid and saved.is_settled:
            row.updated_at = timezone.now()
            row.save(update_fields=[*form.fields, "updated_at"])
        return saved


def _set(row: Packet, values: dict[str, Any]) -> None:
    for name, value in values.items():
        setattr(row, name, value)

"""Packets: the case for promotion, its frozen snapshots, and the links that open them."""

from typing import Self

from django.db import models
from django.db.models import Q, StringAgg, Value
from django.urls import reverse
from django.utils import timezone

from evidence.models.edits import Edited, EditedQuerySet
from evidence.models.once import Once
from evidence.models.tokens import TokenLink, TokenLinkQuerySet
from evidence.models.trash import Trash, TrashQuerySet
from evidence.models.wins import may_be_shared

LINK_DAYS_MOST = 90
SUMMARY_LENGTH = 10_000


class PacketQuerySet(EditedQuerySet["Packet"], TrashQuerySet["Packet"]):  # type: ignore[override]  # as_manager
    """The vocabulary for asking about packets. Start it at the user: `user.packets.kept()`."""

    def with_chosen_skills(self) -> Self:
        """Packets that know, without a further query, for which skills they hold wins and which of these say no how."""
        shared = may_be_shared("items__link__win__")
        return self.annotate(
            chosen_text=_skills_of_items(shared),
            silent_text=_skills_of_items(shared & Q(items__link__how="")),
        )


def _skills_of_items(condition: Q) -> StringAgg:
    return StringAgg("items__link__skill_id", delimiter=Value(" "), filter=condition, default=Value(""))


class Packet(Edited, Trash, Once):
    """The case for one target: chosen wins under each requirement, in order, and words.

    As long as it is deleted its links open nothing; restored, those open again that have not ended or been revoked.
    """

    owner = models.ForeignKey("evidence.User", models.CASCADE, related_name="packets")
    target = models.ForeignKey("insights.Level", models.PROTECT, related_name="+")
    recipient = models.CharField(max_length=120, blank=True)
    ask = models.CharField(max_length=300, blank=True)
    summary = models.TextField(blank=True, max_length=SUMMARY_LENGTH)
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = PacketQuerySet.as_manager()

    gone_called = "deleted packets"

    # Of `with_chosen_skills()` alone.
    chosen_text: str
    silent_text: str

    class Meta(Once.Meta):
        ordering = ["-created_at", "-pk"]

    def __str__(self) -> str:
        return f"packet {self.pk}"

    def get_absolute_url(self) -> str:
        return reverse("packet", args=[self.pk])

    @property
    def chosen_skills(self) -> list[str]:
        """The skill of every chosen link whose win may be shared: one that two wins speak for stands there twice."""
        return self.chosen_text.split()

    @property
    def silent_skills(self) -> list[str]:
        """The same of those links that have no sentence on how the win shows the skill."""
        return self.silent_text.split()


class PacketItem(models.Model):
    """A win in a packet, under the skill that it speaks for: one of the win's links, at a place in the order."""

    packet = models.ForeignKey(Packet, models.CASCADE, related_name="items")
    link = models.ForeignKey("evidence.SkillLink", models.CASCADE, related_name="packet_items")
    position = models.PositiveIntegerField()

    class Meta:
        ordering = ["packet", "position", "pk"]
        constraints = [models.UniqueConstraint(fields=["packet", "link"], name="a_link_once_in_a_packet")]

    def __str__(self) -> str:
        return f"item {self.pk}"


class Snapshot(models.Model):
    """A packet's frozen state at the moment of sharing: an allow-list of fields, as JSON.

    `wins` only says which wins it was made from, so that their pages can tell; nothing shown is read through it.
    """

    packet = models.ForeignKey(Packet, models.CASCADE, related_name="snapshots")
    number = models.PositiveIntegerField()
    content = models.JSONField()
    wins = models.ManyToManyField("evidence.Win", related_name="snapshots")
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["packet", "-number"]
        constraints = [models.UniqueConstraint(fields=["packet", "number"], name="snapshots_are_numbered")]

    def __str__(self) -> str:
        return f"snapshot {self.pk}"


class ShareLinkQuerySet(TokenLinkQuerySet["ShareLink"]):
    def live(self) -> Self:
        """Links that open something now: they are running, and their packet is not deleted."""
        return self.running().filter(
            snapshot__packet__deleted_at__isnull=True,
            snapshot__packet__owner__is_active=True,
        )


class ShareLink(TokenLink):
    """One way into one snapshot, for whoever holds its token."""

    snapshot = models.ForeignKey(Snapshot, models.CASCADE, related_name="links")
    recipient = models.CharField(max_length=120, blank=True)

    objects = ShareLinkQuerySet.as_manager()

    class Meta(TokenLink.Meta):
        constraints = [
            models.CheckConstraint(
                condition=Q(days__gte=1, days__lte=LINK_DAYS_MOST), name="a_link_lives_90_days_at_most"
            ),
        ]

    def __str__(self) -> str:
        return f"share link {self.pk}"

    @property
    def is_live(self) -> bool:
        """Whether it opens something now: the meaning of `live()` for one link."""
        packet = self.snapshot.packet
        return self.is_running and packet.deleted_at is None and packet.owner.is_active

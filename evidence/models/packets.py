"""Packets: the case for promotion, its frozen snapshots, and the links that open them."""

import hashlib
import secrets
import uuid
from datetime import datetime, timedelta
from typing import Self

from django.db import models
from django.db.models import F, Q, Value
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone

from evidence.models.waiting import dispensable

LINK_DAYS = 14
LINK_DAYS_MOST = 90
TOKEN_BYTES = 32
SUMMARY_LENGTH = 10_000


class PacketQuerySet(models.QuerySet["Packet"]):
    def kept(self) -> Self:
        """Packets that are not deleted."""
        return self.filter(deleted_at__isnull=True)

    def in_trash(self) -> Self:
        """Deleted packets, newest deletion first."""
        return self.filter(deleted_at__isnull=False).order_by("-deleted_at", "-pk")


class Packet(models.Model):
    """The case for one target: chosen wins under each requirement, in order, and words."""

    owner = models.ForeignKey("evidence.User", models.CASCADE, related_name="packets")
    target = models.ForeignKey("insights.Level", models.PROTECT, related_name="+")
    recipient = models.CharField(max_length=120, blank=True)
    ask = models.CharField(max_length=300, blank=True)
    summary = models.TextField(blank=True, max_length=SUMMARY_LENGTH)
    submission = models.UUIDField(default=uuid.uuid4, editable=False)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    updated_at = models.DateTimeField(default=timezone.now, editable=False)
    deleted_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = PacketQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-pk"]
        constraints = [models.UniqueConstraint(fields=["owner", "submission"], name="one_packet_a_submission")]

    def __str__(self) -> str:
        return f"packet {self.pk}"

    def get_absolute_url(self) -> str:
        return reverse("packet", args=[self.pk])

    def delete_softly(self) -> None:
        """Takes the packet away; its links open nothing as long as it is gone."""
        self.deleted_at = timezone.now()
        self.save(update_fields=["deleted_at"])

    def restore(self) -> None:
        """Brings the packet back, and with it those of its links that have neither ended nor been revoked."""
        self.deleted_at = None
        self.save(update_fields=["deleted_at"])


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


def digest_of(token: str) -> str:
    """What is kept of a token: its SHA-256, from which nobody makes the token again."""
    return hashlib.sha256(token.encode()).hexdigest()


def new_token() -> str:
    """256 random bits, in 43 letters that an address may hold."""
    return secrets.token_urlsafe(TOKEN_BYTES)


class ShareLinkQuerySet(models.QuerySet["ShareLink"]):
    def running(self) -> Self:
        """Links that are neither revoked nor past their end."""
        return self.filter(revoked_at__isnull=True, expires_at__gt=timezone.now())

    def live(self) -> Self:
        """Links that open something now: they are running, and their packet is not deleted."""
        return self.running().filter(
            snapshot__packet__deleted_at__isnull=True,
            snapshot__packet__owner__is_active=True,
        )

    def find(self, token: str) -> "ShareLink | None":
        """The link that `token` opens, or None. One query, whatever the token is."""
        return self.filter(digest=digest_of(token)).first()


class ShareLink(models.Model):
    """One way into one snapshot, for whoever holds its token. Only the token's digest is kept."""

    snapshot = models.ForeignKey(Snapshot, models.CASCADE, related_name="links")
    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    digest = models.CharField(max_length=64, unique=True)
    recipient = models.CharField(max_length=120, blank=True)
    days = models.PositiveSmallIntegerField(default=LINK_DAYS)
    created_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)
    opened = models.PositiveIntegerField(default=0)
    first_opened_at = models.DateTimeField(null=True, blank=True)
    last_opened_at = models.DateTimeField(null=True, blank=True)

    objects = ShareLinkQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(days__gte=1, days__lte=LINK_DAYS_MOST), name="a_link_lives_90_days_at_most"
            ),
        ]

    def __str__(self) -> str:
        return f"share link {self.pk}"

    @classmethod
    def make(
        cls, snapshot: Snapshot, *, recipient: str = "", days: int = LINK_DAYS, token: str = ""
    ) -> tuple["ShareLink", str]:
        """A new link to `snapshot`, living for `days` (1 to 90), and its token, which is never to be had again.

        The token is a fresh one, unless the caller hands in one that it has got from `new_token`.
        """
        token = token or new_token()
        now = timezone.now()
        link = cls.objects.create(
            snapshot=snapshot,
            digest=digest_of(token),
            recipient=recipient,
            days=days,
            created_at=now,
            expires_at=now + timedelta(days=days),
        )
        return link, token

    @property
    def is_live(self) -> bool:
        """Whether it opens something now: the meaning of `live()` for one link."""
        runs = self.revoked_at is None and self.expires_at > timezone.now()
        packet = self.snapshot.packet
        return runs and packet.deleted_at is None and packet.owner.is_active

    def revoke(self) -> None:
        """Ends the link at once; ending it twice keeps the first moment."""
        if self.revoked_at is None:
            self.revoked_at = timezone.now()
            self.save(update_fields=["revoked_at"])

    def count_opening(self, now: datetime) -> None:
        """Notes one visit at `now`, correctly also when two come at once."""
        with dispensable():
            type(self).objects.filter(pk=self.pk).update(
                opened=F("opened") + 1,
                first_opened_at=Coalesce(F("first_opened_at"), Value(now)),
                last_opened_at=now,
            )

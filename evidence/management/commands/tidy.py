"""`manage.py tidy`: what has had its time goes for good. The server runs it every hour by itself."""

from datetime import datetime, timedelta
from typing import Any

from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.core.management.base import BaseCommand
from django.utils import timezone

from evidence.models import Packet, Win
from evidence.models.wins import DAYS_IN_TRASH
from evidence.sample_account import delete_expired_samples


class Command(BaseCommand):
    help = "Deletes expired sample accounts, what lay in the Trash for 30 days, and ended sessions."

    def handle(self, *args: Any, **options: Any) -> None:
        now = timezone.now()
        gone = {
            "sample accounts": delete_expired_samples(now),
            "wins from the Trash": tidy_wins(now),
            "deleted packets": tidy_packets(now),
            "ended sessions": tidy_sessions(now),
        }
        if options["verbosity"]:
            self.stdout.write("Tidied: " + ", ".join(f"{count} {what}" for what, count in gone.items()) + ".")


def tidy_wins(now: datetime) -> int:
    """Deletes what has lain in the Trash for 30 days or more, with its files; returns how many wins."""
    wins = Win.objects.filter(deleted_at__lte=now - timedelta(days=DAYS_IN_TRASH))
    return wins.delete()[1].get(Win._meta.label, 0)


def tidy_packets(now: datetime) -> int:
    """Deletes packets that were deleted 30 days ago or earlier, with their snapshots and links."""
    packets = Packet.objects.filter(deleted_at__lte=now - timedelta(days=DAYS_IN_TRASH))
    return packets.delete()[1].get(Packet._meta.label, 0)


def tidy_sessions(now: datetime) -> int:
    """Deletes ended sessions, and what allauth notes about sessions that are no more."""
    ended = Session.objects.filter(expire_date__lt=now).delete()[0]
    UserSession.objects.exclude(session_key__in=Session.objects.values("session_key")).delete()
    return ended

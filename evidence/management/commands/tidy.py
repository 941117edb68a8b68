"""`manage.py tidy`: what has had its time goes for good. The server runs it every hour by itself."""

from datetime import datetime, timedelta
from typing import Any

from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.core.cache import caches
from django.core.cache.backends.db import DatabaseCache
from django.core.management.base import BaseCommand
from django.db import connection, connections, router
from django.utils import timezone

from evidence.account.samples import delete_expired_samples
from evidence.evidence_file.pending import forget_expired
from evidence.files.storing import purge_removed, purge_strays
from evidence.models import Packet, SkillLink, Win
from evidence.models.profile import delete_of_each
from evidence.models.wins import DAYS_IN_TRASH
from evidence.wins.answers import lean


class Command(BaseCommand):
    help = "Deletes expired sample accounts, what lay in the Trash for 30 days, forgotten uploads, and ended sessions."

    def handle(self, *args: Any, **options: Any) -> None:
        now = timezone.now()
        gone = {
            "sample accounts": delete_expired_samples(now),
            "wins from the Trash": tidy_wins(now),
            "deleted packets": tidy_packets(now),
            "removed links and files": purge_removed(now),
            "skills taken off wins": tidy_skill_links(now),
            "stray bytes": purge_strays(now),
            "files that waited for a yes": forget_expired(now),
            "ended sessions": tidy_sessions(now),
            "counts of tries": tidy_counts(now),
        }
        count_rows_anew()
        if options["verbosity"]:
            self.stdout.write("Tidied: " + ", ".join(f"{count} {what}" for what, count in gone.items()) + ".")


def tidy_wins(now: datetime) -> int:
    """Deletes what has lain in the Trash for 30 days or more, with its files and answers; returns how many wins."""
    wins = Win.objects.filter(deleted_at__lte=now - timedelta(days=DAYS_IN_TRASH))
    return delete_of_each(wins, "owner", then=lean)


def tidy_packets(now: datetime) -> int:
    """Deletes packets that were deleted 30 days ago or earlier, with their snapshots and links."""
    packets = Packet.objects.filter(deleted_at__lte=now - timedelta(days=DAYS_IN_TRASH))
    return packets.delete()[1].get(Packet._meta.label, 0)


def tidy_skill_links(now: datetime) -> int:
    """Deletes links to skills that were taken off a win 30 days ago or earlier; returns how many."""
    links = SkillLink.objects.filter(removed_at__lte=now - timedelta(days=DAYS_IN_TRASH))
    return delete_of_each(links, "removed_from__owner")


def tidy_sessions(now: datetime) -> int:
    """Deletes ended sessions, and what allauth notes about sessions that are no more."""
    ended = Session.objects.filter(expire_date__lt=now).delete()[0]
    UserSession.objects.exclude(session_key__in=Session.objects.values("session_key")).delete()
    return ended


def tidy_counts(now: datetime) -> int:
    """Deletes what the cache in the database holds past its time: network addresses are in its keys."""
    kept = caches["default"]
    if not isinstance(kept, DatabaseCache):
        return 0
    place = connections[router.db_for_write(kept.cache_model_class)]
    if kept._table not in place.introspection.table_names():  # type: ignore[attr-defined]  # the stubs leave it out
        return 0
    table = place.ops.quote_name(kept._table)  # type: ignore[attr-defined]  # the stubs leave it out
    with place.cursor() as cursor:
        ended = place.ops.adapt_datetimefield_value(now)
        cursor.execute(f"DELETE FROM {table} WHERE expires < %s", [ended])  # noqa: S608
        return cursor.rowcount


def count_rows_anew() -> None:
    """Lets SQLite see by a sample how many rows its indexes hold: it plans by that. PostgreSQL looks by itself."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA analysis_limit = 400")
            cursor.execute("ANALYZE")

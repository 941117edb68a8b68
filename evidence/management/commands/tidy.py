"""`manage.py tidy`: what has had its time goes for good. The server runs it every hour by itself."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.core.cache import caches
from django.core.cache.backends.db import DatabaseCache
from django.core.management.base import BaseCommand
from django.db import connection, connections, router
from django.db.models import QuerySet
from django.utils import timezone

from evidence.account.samples import delete_expired_samples
from evidence.files import belonging
from evidence.files.storing import purge_strays
from evidence.files.strays import bring_back, forget_old
from evidence.files.uploading import forget_partial_uploads
from evidence.models import Installation, User, Win
from evidence.models.finding import kinds_of
from evidence.models.holding import let_go_of_abandoned
from evidence.models.slices import delete_of_each
from evidence.models.trash import Leaving, Trash
from evidence.wins.answers import lean

AFTERWARDS: dict[type[Leaving], Callable[[User], None]] = {Win: lean}
"""What is to be done for a person of whom rows of a kind have gone, still under their lock."""


class Command(BaseCommand):
    help = "Deletes expired sample accounts, what lay in the Trash for 30 days, forgotten uploads, and ended sessions."

    def handle(self, *args: Any, **options: Any) -> None:
        now = timezone.now()
        gone = {
            "sample accounts": delete_expired_samples(now),
            # The wholes first, since their parts go with them.
            **{kind.gone_called: tidy_rows(kind, now) for kind in sorted(kinds_of(Leaving), key=_is_part)},
            "abandoned imports": let_go_of_abandoned(now),
            "stray bytes": tidy_strays(now),
            "partial uploads": forget_partial_uploads(now),
            "ended sessions": tidy_sessions(now),
            "counts of tries": tidy_counts(now),
        }
        count_rows_anew()
        Installation.note("tidied_at", now)
        if options["verbosity"]:
            self.stdout.write("Tidied: " + ", ".join(f"{count} {what}" for what, count in gone.items()) + ".")


def tidy_rows(kind: type[Leaving], now: datetime) -> int:
    """Deletes the rows of a kind whose time is over, with all that hangs on them; returns how many."""

    def of(person: User) -> QuerySet:
        return kind.overdue(now, person.zone).filter(**{kind.owned_by: person})

    people = User.objects.filter(pk__in=kind.overdue(now).order_by().values(kind.owned_by))
    return delete_of_each(people, of, then=AFTERWARDS.get(kind, _nothing))


def _is_part(kind: type[Leaving]) -> bool:
    return not issubclass(kind, Trash)


def _nothing(_owner: User) -> None:
    pass


def tidy_strays(now: datetime) -> int:
    """Sets aside bytes that no row knows, and deletes for good what was set aside 30 days ago; returns how many moved.

    Only where the folder is this database's own: what another database would make of it says nothing.
    """
    if not belonging.is_settled():
        return 0
    bring_back()
    forget_old(now)
    return purge_strays(now)


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

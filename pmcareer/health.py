"""Two addresses for probes: does the process answer, and can it work."""

from datetime import datetime
from functools import cache

from django.contrib.auth.decorators import login_not_required
from django.db import DatabaseError, connection, transaction
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from evidence.files import disk
from evidence.models import Installation
from evidence.models.waiting import A_MOMENT, Hindrance, hindrance, patience

MINUTES, HOURS, DAYS = 60, 60 * 60, 24 * 60 * 60


@login_not_required
@never_cache
@require_safe
def healthz(request: HttpRequest) -> HttpResponse:
    """The process answers; nothing else is asked."""
    return HttpResponse("ok\n", content_type="text/plain")


@login_not_required
@never_cache
@require_safe
def readyz(request: HttpRequest) -> HttpResponse:
    """The first line is `ok`, or with 503 what stops the service; each further line tells how one thing is.

    It stops without a database, without a migration of this code, and where nothing can be written.
    """
    try:
        missing = _newest_migrations() - set(MigrationRecorder(connection).applied_migrations())
        if missing:
            return _answer(503, "migrations")
        row, why = _can_be_written()
    except DatabaseError:
        return _answer(503, "database")
    free = disk.free()
    stops = "full" if free < disk.FULL else "read-only" if why == "closed" else ""
    lines = _lines(row, "closed" if stops else why, free, timezone.now())
    return _answer(503 if stops else 200, stops or "ok", *lines)


def _lines(row: Installation | None, why: Hindrance | None, free: int, now: datetime) -> list[str]:
    refused = "" if free >= disk.FLOOR else "; no files are taken"
    written = {None: "can be written", "busy": "somebody is writing", "closed": "cannot be written"}
    return [
        f"database: {written[why]}",
        f"disk: {free // 1024**2} MB free{refused}",
        f"housekeeping: {_ago(row.tidied_at if row else None, now)}",
        f"backup: {_ago(row.backed_up_at if row else None, now)}",
    ]


def _can_be_written() -> tuple[Installation | None, Hindrance | None]:
    """What is known of this database, and what keeps it from being written; nothing is."""
    try:
        with patience(A_MOMENT), transaction.atomic():
            return Installation.objects.select_for_update().first(), None
    except DatabaseError as error:
        if not (why := hindrance(error)):
            raise
        return Installation.objects.first(), why


def _ago(then: datetime | None, now: datetime) -> str:
    if then is None:
        return "never"
    seconds = max(0, int((now - then).total_seconds()))
    for unit, name in ((DAYS, "day"), (HOURS, "hour"), (MINUTES, "minute")):
        if many := seconds // unit:
            return f"{many} {name}{'' if many == 1 else 's'} ago"
    return "just now"


def _answer(status: int, *lines: str) -> HttpResponse:
    return HttpResponse("".join(f"{line}\n" for line in lines), status=status, content_type="text/plain")


@cache
def _newest_migrations() -> frozenset[tuple[str, str]]:
    """The last migration of every app, as (app, name); read once, since running code does not change."""
    return frozenset(MigrationLoader(None).graph.leaf_nodes())

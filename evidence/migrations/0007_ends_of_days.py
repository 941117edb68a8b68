"""Links that run last until the end of the day that their owner was told, not until an hour within it."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.db import migrations
from django.utils import timezone


def to_the_end_of_the_day(apps, schema_editor):
    """Links that have ended stay ended: their owner has seen that."""
    links = apps.get_model("evidence", "ShareLink")._base_manager.using(schema_editor.connection.alias)
    running = links.filter(revoked_at__isnull=True, expires_at__gt=timezone.now())
    zone_of = "snapshot__packet__owner__time_zone"
    for pk, ends, name in running.values_list("pk", "expires_at", zone_of).iterator():
        zone = _zone(name)
        tomorrow = ends.astimezone(zone).date() + timedelta(days=1)
        begins = datetime.combine(tomorrow, time.min, zone).astimezone(UTC)
        links.filter(pk=pk).update(expires_at=begins - timedelta(microseconds=1))


def _zone(name):
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError):
        return timezone.get_default_timezone()


class Migration(migrations.Migration):
    dependencies = [("evidence", "0006_installation")]

    operations = [migrations.RunPython(to_the_end_of_the_day, migrations.RunPython.noop)]

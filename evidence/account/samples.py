"""Throwaway accounts with sample data: made for a visitor who looks around, gone when the next day ends."""

import uuid
from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from evidence.account import time_zones
from evidence.account.deletion import delete_account
from evidence.account.sample import load_sample
from evidence.models import User
from evidence.models.ends import end_in_days

DAYS = 1
"""So many whole days a sample lives after the day on which it was made."""
MOST = 200
"""How many there may be at once: each takes about a megabyte."""


class NoRoom(Exception):
    """There are as many sample accounts as this server keeps at once."""


def start_sample(time_zone: str = "") -> User:
    """A new sample account, filled. `time_zone` is the browser's guess; what is no time zone counts as none.

    Raises NoRoom. Accounts whose day is over go first.
    """
    now = timezone.now()
    delete_expired_samples(now)
    if User.objects.filter(expires_at__isnull=False).count() >= MOST:
        raise NoRoom
    with transaction.atomic():
        user = User.objects.create_user(
            f"sample-{uuid.uuid4().hex}@sample.invalid",
            time_zone=time_zone if time_zone in time_zones.places() else settings.TIME_ZONE,
            set_up_at=now,
        )
        user.expires_at = end_in_days(DAYS, now, user.zone)
        user.save(update_fields=["expires_at"])
        load_sample(user, user.today())
    return user


def delete_expired_samples(now: datetime) -> int:
    """Deletes the sample accounts whose day is over at `now`, with their files; returns how many."""
    expired = list(User.objects.filter(expires_at__lte=now))
    for user in expired:
        delete_account(user)
    return len(expired)

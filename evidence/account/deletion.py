"""The end of an account: every row and every file of one person, and nothing of anybody else."""

import uuid
from functools import partial

from allauth.account.models import EmailAddress
from allauth.usersessions.models import UserSession
from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.contrib.sessions.models import Session
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils import timezone

from evidence.files.strays import forget_strays_of
from evidence.models import User
from evidence.models.finding import kinds_of
from evidence.models.holding import let_go_of_all_for
from evidence.models.slices import delete_in_slices
from evidence.models.stored import Stored


def delete_account(user: User) -> None:
    """Closes the account at once and for good; then its rows go, a slice at a time, and the bytes of their files.

    What points to the person goes with them; beside it go their sessions everywhere, and the admin's notes about them.
    Where that is broken off, housekeeping goes on with it. Raises User.DoesNotExist where the account has just gone.
    """
    _close(user)
    let_go_of_all_for(user)
    delete_in_slices(user.wins.all(), user.lock)
    folders = [kind.folder_of(user.pk) for kind in kinds_of(Stored)]
    with transaction.atomic():
        user.lock()
        transaction.on_commit(partial(forget_strays_of, user.pk))
        user.delete()
        for folder in folders:
            transaction.on_commit(partial(delete_folder, folder))


def _close(user: User) -> None:
    """Nobody gets at anything of it from now on, by whatever session or link, and its address is free."""
    with transaction.atomic():
        # Whoever logs a win in another tab waits here, and then finds nobody to log it for.
        user.lock()
        keys = UserSession.objects.filter(user=user).values_list("session_key", flat=True)
        Session.objects.filter(session_key__in=list(keys)).delete()
        LogEntry.objects.filter(content_type=ContentType.objects.get_for_model(User), object_id=str(user.pk)).delete()
        EmailAddress.objects.filter(user=user).delete()
        user.packets.all().delete()
        ended = {"email": f"{uuid.uuid4().hex}@ended.invalid", "is_active": False, "expires_at": timezone.now()}
        User.objects.filter(pk=user.pk).update(**ended)


def delete_folder(folder: str) -> None:
    """Deletes the files of a folder in the media storage, and the folder; nothing happens when there is none."""
    if not default_storage.exists(folder):
        return
    for name in default_storage.listdir(folder)[1]:
        default_storage.delete(f"{folder}/{name}")
    default_storage.delete(folder)

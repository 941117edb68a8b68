"""The end of an account: every row and every file of one person, and nothing of anybody else."""

from functools import partial

from allauth.usersessions.models import UserSession
from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.contrib.sessions.models import Session
from django.core.files.storage import default_storage
from django.db import transaction

from evidence.files.strays import forget_strays_of
from evidence.models import User
from evidence.models.finding import kinds_of
from evidence.models.stored import Stored


def delete_account(user: User) -> None:
    """Deletes the person's rows at once and, when that is certain, the bytes of their files.

    What points to the person goes with them; beside it go their sessions everywhere, and the admin's notes about them.
    """
    folders = [kind.folder_of(user.pk) for kind in kinds_of(Stored)]
    with transaction.atomic():
        # Whoever logs a win in another tab waits here, and then finds nobody to log it for.
        user.lock()
        transaction.on_commit(partial(forget_strays_of, user.pk))
        keys = UserSession.objects.filter(user=user).values_list("session_key", flat=True)
        Session.objects.filter(session_key__in=list(keys)).delete()
        LogEntry.objects.filter(content_type=ContentType.objects.get_for_model(User), object_id=str(user.pk)).delete()
        user.delete()
        for folder in folders:
            transaction.on_commit(partial(delete_folder, folder))


def delete_folder(folder: str) -> None:
    """Deletes the files of a folder in the media storage, and the folder; nothing happens when there is none."""
    if not default_storage.exists(folder):
        return
    for name in default_storage.listdir(folder)[1]:
        default_storage.delete(f"{folder}/{name}")
    default_storage.delete(folder)

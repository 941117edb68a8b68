"""Artifacts: links and files that show the work."""

import uuid
from typing import Self
from urllib.parse import urlsplit

from django.core.files.storage import default_storage
from django.db import models, transaction
from django.db.models import Q, Sum
from django.db.models.signals import post_delete
from django.dispatch import receiver
from django.template.defaultfilters import filesizeformat
from django.utils import timezone

from evidence.models.record_parts import PartOfRecord
from insights.limits import NAME_LENGTH, URL_LENGTH
from insights.links import is_linkable

FILE_BYTES = 10 * 1024 * 1024
QUOTA_BYTES = 200 * 1024 * 1024
SAMPLE_QUOTA_BYTES = 5 * 1024 * 1024


def folder_of(owner: int | str) -> str:
    """Where the files of one person lie; without a person, where these folders lie."""
    return f"artifacts/{owner}".rstrip("/")


def new_place(owner: int) -> str:
    """A place for the bytes of a new file: a folder a person, a name that says nothing."""
    return f"{folder_of(owner)}/{uuid.uuid4().hex}"


def stored_at(artifact: "Artifact", _name: str) -> str:
    """The place for the bytes of an artifact that has just been given a file."""
    return new_place(artifact.win.owner_id)


class ArtifactQuerySet(models.QuerySet["Artifact"]):
    def of(self, user) -> Self:
        """The artifacts of one person's wins, those in the Trash too."""
        return self.filter(win__owner=user)

    def removed(self) -> Self:
        """Those that were taken off their win and can still be had back. Ask `Artifact.with_removed` for them."""
        return self.filter(removed_at__isnull=False)

    def bytes_used(self) -> int:
        """How many bytes the files take."""
        return self.aggregate(total=Sum("size"))["total"] or 0


class KeptManager(models.Manager.from_queryset(ArtifactQuerySet)):  # type: ignore[misc]  # made at run time
    """Artifacts that are on their win. `win.artifacts` goes through it too, so nothing sees what was removed."""

    def get_queryset(self) -> ArtifactQuerySet:
        return super().get_queryset().filter(removed_at__isnull=True)


class Artifact(PartOfRecord):
    """A link or a file that shows the work of one win."""

    win = models.ForeignKey("evidence.Win", models.CASCADE, related_name="artifacts")
    title = models.CharField(max_length=NAME_LENGTH, blank=True)
    url = models.URLField(max_length=URL_LENGTH, blank=True)
    file = models.FileField(upload_to=stored_at, blank=True, max_length=200)
    name = models.CharField(max_length=NAME_LENGTH, blank=True, help_text="The file's name as it was given.")
    sha256 = models.CharField(max_length=64, blank=True)
    size = models.PositiveIntegerField(default=0)
    content_type = models.CharField(max_length=100, blank=True)
    created_at = models.DateTimeField(default=timezone.now)
    removed_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = KeptManager()
    with_removed = ArtifactQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        indexes = [
            models.Index(fields=["removed_at"], condition=Q(removed_at__isnull=False), name="removed_artifacts"),
        ]
        constraints = [
            models.CheckConstraint(condition=~Q(url="") | ~Q(name=""), name="an_artifact_has_a_link_or_a_file"),
        ]

    def __str__(self) -> str:
        return f"artifact {self.pk}"

    @property
    def called(self) -> str:
        """The words that stand for it on a page."""
        return self.title or self.name or self.url

    @property
    def href(self) -> str:
        """The address, if a browser or a mail program may open it; empty for everything else."""
        return self.url if is_linkable(self.url) else ""

    @property
    def detail(self) -> str:
        """What stands beside these words: a file's size, a link's site."""
        if self.name:
            return filesizeformat(self.size) if self.file else "the file itself is not kept here"
        if not self.title:
            return ""
        return "e-mail" if self.url.startswith("mailto:") else urlsplit(self.url).hostname or ""

    def remove(self) -> None:
        """Takes it off the win at once. Its bytes stay for 30 days, so that this can be undone."""
        self.removed_at = timezone.now()
        self.save(update_fields=["removed_at"])

    def restore(self) -> None:
        """Puts it back on the win."""
        self.removed_at = None
        self.save(update_fields=["removed_at"])


@receiver(post_delete, sender=Artifact)
def delete_bytes(instance: Artifact, **_kwargs) -> None:
    """The bytes go when the row has gone for good, never before."""
    if path := instance.file.name:
        transaction.on_commit(lambda: default_storage.delete(path))

"""Artifacts: links and files that show the work."""

import uuid

from django.core.files.storage import default_storage
from django.db import models, transaction
from django.db.models import Q, Sum
from django.db.models.signals import post_delete
from django.dispatch import receiver
from django.utils import timezone

FILE_BYTES = 10 * 1024 * 1024
QUOTA_BYTES = 200 * 1024 * 1024


def stored_at(artifact: "Artifact", _name: str) -> str:
    """Where the bytes lie: a folder a person, a name that says nothing."""
    return f"artifacts/{artifact.win.owner_id}/{uuid.uuid4().hex}"


class ArtifactQuerySet(models.QuerySet["Artifact"]):
    def of(self, user) -> "ArtifactQuerySet":
        """The artifacts of one person's wins, those in the Trash too."""
        return self.filter(win__owner=user)

    def bytes_used(self) -> int:
        """How many bytes the files take."""
        return self.aggregate(total=Sum("size"))["total"] or 0


class Artifact(models.Model):
    """A link or a file that shows the work of one win."""

    win = models.ForeignKey("evidence.Win", models.CASCADE, related_name="artifacts")
    title = models.CharField(max_length=200, blank=True)
    url = models.URLField(max_length=2000, blank=True)
    file = models.FileField(upload_to=stored_at, blank=True, max_length=200)
    name = models.CharField(max_length=200, blank=True, help_text="The file's name as it was given.")
    sha256 = models.CharField(max_length=64, blank=True)
    size = models.PositiveIntegerField(default=0)
    content_type = models.CharField(max_length=100, blank=True)
    created_at = models.DateTimeField(default=timezone.now)

    objects = ArtifactQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(url="") | ~Q(name=""), name="an_artifact_has_a_link_or_a_file"
            ),
        ]

    def __str__(self) -> str:
        return f"artifact {self.pk}"

    @property
    def called(self) -> str:
        """The words that stand for it on a page."""
        return self.title or self.name or self.url


@receiver(post_delete, sender=Artifact)
def delete_bytes(instance: Artifact, **_kwargs) -> None:
    """The bytes go when the row has gone for good, never before."""
    if path := instance.file.name:
        transaction.on_commit(lambda: default_storage.delete(path))

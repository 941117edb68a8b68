"""Artifacts: links and files that show the work."""

from typing import Self

from django.db import models
from django.db.models import Q
from django.template.defaultfilters import filesizeformat
from django.utils import timezone

from evidence.models.remembered import Told
from evidence.models.stored import Stored, StoredQuerySet
from evidence.models.trash import RemovablePart
from evidence.models.win_parts import WinPartQuerySet
from insights.letters import first_seen, is_blank
from insights.limits import NAME_LENGTH, URL_LENGTH
from insights.links import is_linkable, site

FILE_BYTES = 10 * 1024 * 1024
QUOTA_BYTES = 200 * 1024 * 1024
SAMPLE_QUOTA_BYTES = 5 * 1024 * 1024


def stored_at(artifact: "Artifact", _name: str) -> str:
    """The place for the bytes of an artifact that has just been given a file."""
    return Artifact.new_place(artifact.win.owner_id)


class ArtifactQuerySet(WinPartQuerySet["Artifact"], StoredQuerySet["Artifact"]):  # type: ignore[override]  # as_manager
    def removed(self) -> Self:
        """Those that were taken off their win and can still be had back. Ask `Artifact.with_removed` for them."""
        return self.filter(removed_at__isnull=False)


class KeptManager(models.Manager.from_queryset(ArtifactQuerySet)):  # type: ignore[misc]  # made at run time
    """Artifacts that are on their win. `win.artifacts` goes through it too, so nothing sees what was removed."""

    def get_queryset(self) -> ArtifactQuerySet:
        return super().get_queryset().filter(removed_at__isnull=True)


class Artifact(Stored, RemovablePart):
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

    objects = KeptManager()
    with_removed = ArtifactQuerySet.as_manager()

    folder = "artifacts"
    owned_by = "win__owner"
    gone_called = "removed links and files"

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
        return first_seen(self.title, self.name, self.url)

    @property
    def href(self) -> str:
        """The address, if a browser or a mail program may open it; empty for everything else."""
        return self.url if is_linkable(self.url) else ""

    @property
    def detail(self) -> str:
        """What stands beside these words: a file's size, a link's site."""
        if self.name:
            return filesizeformat(self.size) if self.file else "the file itself is not kept here"
        if is_blank(self.title):
            return ""
        return "e-mail" if self.url.lower().startswith("mailto:") else site(self.url)

    def whose_record(self) -> int | None:
        return None if self.removed_at else self.win.owner_id

    def touches_what_counts(self) -> Told:
        return Told(self.win_id)

    def remove(self) -> None:
        """Takes it off the win at once. Its bytes stay for 30 days, so that this can be undone."""
        self.set_removed(timezone.now())

    def restore(self) -> None:
        """Puts it back on the win."""
        self.set_removed(None)

"""What shows the work of a win, as its page lists it: links and files, and the form that adds one."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.urls import reverse

from evidence.files.kinds import KINDS
from evidence.models import Artifact, Win
from evidence.models.artifacts import FILE_BYTES
from evidence.wins.forms.artifacts import ArtifactForm

ENDINGS = ",".join(f".{ending}" for ending in KINDS)


@dataclass(frozen=True, slots=True)
class ArtifactRow:
    """A link or file. Its button goes to `at`: to take it off the win, or, where it has just been, to have it back."""

    pk: int
    called: str
    file: str
    href: str
    detail: str
    is_removed: bool
    at: str


@dataclass(frozen=True, slots=True)
class Sent:
    """The form as it was sent: what was typed and not added, and what is wrong.

    `added` and `added_title` were typed for a link that was added.
    """

    url: str
    title: str
    added: str
    added_title: str
    url_errors: tuple[str, ...]
    title_errors: tuple[str, ...]
    file_errors: tuple[str, ...]
    is_refused: bool


@dataclass(frozen=True, slots=True)
class ShownBy:
    """The list and the form. `notes` say what has just been added, or is back."""

    win: int
    rows: tuple[ArtifactRow, ...]
    at: str
    endings: str
    most_bytes: int
    notes: tuple[str, ...] = ()
    sent: Sent | None = None


def shown_by(win: Win, removed: Artifact | None = None, notes: Iterable[str] = (), sent: Sent | None = None) -> ShownBy:
    """What shows a win whose artifacts had better be prefetched; in its place, the one that was just `removed`."""
    rows = sorted([*win.artifacts.all(), *([removed] if removed else [])], key=lambda artifact: artifact.pk)
    return ShownBy(
        win=win.pk,
        rows=tuple(_row(win.pk, artifact) for artifact in rows),
        at=reverse("win-artifact-add", args=[win.pk]),
        endings=ENDINGS,
        most_bytes=FILE_BYTES,
        notes=tuple(notes),
        sent=sent,
    )


def sent_again(form: ArtifactForm, problems: Sequence[str]) -> Sent:
    """What the page says of a form that was sent; `problems` are those of its files.

    A link that was added leaves its field, with its title: it stands in the list.
    """
    url, title = form["url"].value() or "", form["title"].value() or ""
    is_added = bool(url) and not form.errors
    return Sent(
        url="" if is_added else url,
        title=title if form.errors or (problems and not is_added) else "",
        added=url if is_added else "",
        added_title=title if is_added else "",
        url_errors=tuple(map(str, form["url"].errors)),
        title_errors=tuple(map(str, form["title"].errors)),
        file_errors=tuple(problems),
        is_refused=bool(form.errors or problems),
    )


def _row(win: int, artifact: Artifact) -> ArtifactRow:
    route = "win-artifact-restore" if artifact.removed_at else "win-artifact-remove"
    return ArtifactRow(
        pk=artifact.pk,
        called=artifact.called,
        file=reverse("win-file", args=[win, artifact.pk]) if artifact.file else "",
        href=artifact.href,
        detail=artifact.detail,
        is_removed=artifact.removed_at is not None,
        at=reverse(route, args=[win, artifact.pk]),
    )

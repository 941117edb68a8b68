"""The files that travel with an evidence file: looked at before any row is locked, stored beside the rows."""

import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from typing import IO

from django.core.exceptions import ValidationError
from django.core.files.storage import default_storage

from evidence.evidence_file.parcels import MEGABYTE, Parcel, ParcelError
from evidence.files import Checked, check_upload, room_left, write_bytes
from evidence.files.checking import too_large
from evidence.files.images import pixels_of
from evidence.models import Artifact, User
from evidence.models.artifacts import FILE_BYTES
from insights.evidence_format import EvidenceFile
from insights.evidence_format.shape import ArtifactEntry, WinEntry
from insights.problems import Problem

MEGAPIXELS_TOGETHER = 200
"""Of all pictures of a parcel that have to be drawn anew: more would keep the server busy for minutes."""
_READ_ONLY = 10
"""So much faster is a picture that needs only to be read, like every one that this server has written."""


@dataclass(frozen=True, slots=True)
class File:
    """A file that may be kept: where it travels (`came_as` is its name there, `source` its SHA-256), and what it is
    when it is kept.

    `drawn_at` is where a picture that was drawn anew begins in `Settled.drawn`; None where it stays as it came.
    """

    came_as: str
    source: str
    name: str
    sha256: str
    size: int
    content_type: str
    drawn_at: int | None = None


TOO_MANY_PIXELS = (
    f"with this one, the pictures of the file have more than {MEGAPIXELS_TOGETHER} megapixels together; "
    "make them smaller, or divide the file"
)

type Files = Mapping[tuple[str, str], File]
"""By the name and the SHA-256 under which each will be kept."""


@dataclass(frozen=True, slots=True)
class Settled:
    """A parcel whose files have been looked at: the evidence with every file under the name and the SHA-256 that it
    will be kept by, what was `found` of each, and the pictures that were drawn anew, one after the other."""

    parcel: Parcel
    evidence: EvidenceFile
    found: tuple[File, ...]
    files: Files
    drawn: IO[bytes]

    def bytes_of(self, file: File) -> bytes:
        """The bytes of a file as they will be kept."""
        if file.drawn_at is None:
            return b"".join(self.parcel.chunks(file.source))
        self.drawn.seek(file.drawn_at)
        return self.drawn.read(file.size)


@contextmanager
def settled(parcel: Parcel, known: tuple[File, ...] | None = None) -> Iterator[Settled]:
    """Looks at every file of a parcel. It can take long: no transaction may be open around it.

    A picture that holds more than its picture is drawn anew, and so has another SHA-256 than it came with. With what
    is `known` of this very parcel from before, nothing is drawn again: enough for a look, not for taking it in. Raises
    ParcelError with every file that is damaged or of a kind that is not kept. Files that do not travel along are left.
    """
    with tempfile.TemporaryFile() as drawn:
        found = _looked_at(parcel, drawn) if known is None else known
        now = {(file.came_as, file.source): (file.name, file.sha256) for file in found}
        wins = tuple(_renamed(win, now) for win in parcel.evidence.wins)
        yield Settled(
            parcel,
            replace(parcel.evidence, wins=wins),
            found,
            {(file.name, file.sha256): file for file in found},
            drawn,
        )


def _looked_at(parcel: Parcel, drawn: IO[bytes]) -> tuple[File, ...]:
    problems: list[Problem] = []
    found: list[File] = []
    came: set[tuple[str, str]] = set()
    pixels = 0.0
    for place, entry in files_of(dict(enumerate(parcel.evidence.wins))):
        if (entry.file, entry.sha256) in came or not parcel.holds(entry.sha256):
            continue
        came.add((entry.file, entry.sha256))
        try:
            checked = _checked(parcel, entry.file, entry.sha256)
        except ValidationError as error:
            problems.append(Problem(place, " ".join(error.messages)))
            continue
        at = None if checked.sha256 == entry.sha256 else drawn.tell()
        pixels += pixels_of(checked.data, checked.content_type) / (_READ_ONLY if at is None else 1)
        if pixels > MEGAPIXELS_TOGETHER * 1_000_000:
            problems.append(Problem(place, TOO_MANY_PIXELS))
            break
        if at is not None:
            drawn.write(checked.data)
        kept = checked.name, checked.sha256, len(checked.data), checked.content_type
        found.append(File(entry.file, entry.sha256, *kept, at))
    if problems:
        raise ParcelError(*problems)
    return tuple(found)


def files_of(wins: Mapping[int, WinEntry]) -> Iterator[tuple[str, ArtifactEntry]]:
    """Every file of wins, given by their place in the evidence file, with its own place."""
    for at, win in wins.items():
        for index, entry in enumerate(win.artifacts):
            if entry.file:
                yield f"wins[{at}].artifacts[{index}].file", entry


def _checked(parcel: Parcel, name: str, sha256: str) -> Checked:
    if parcel.size(sha256) > FILE_BYTES:
        raise ValidationError(too_large(name))
    return check_upload(name, b"".join(parcel.chunks(sha256)), as_it_came=True)


def _renamed(win: WinEntry, now: Mapping[tuple[str, str], tuple[str, str]]) -> WinEntry:
    if not any(entry.file for entry in win.artifacts):
        return win
    entries = []
    for entry in win.artifacts:
        name, sha256 = now.get((entry.file, entry.sha256), (entry.file, entry.sha256))
        entries.append(replace(entry, file=name, sha256=sha256))
    return replace(win, artifacts=tuple(entries))


@dataclass(frozen=True, slots=True)
class Bytes:
    """The bytes that come with an import: how many files, of how many bytes (`size`) together.

    `missing` maps the place of each file of a new win that does not travel along to its name: of it the name is kept
    alone. `back` are the rows of artifacts kept so until now, whose bytes have come.
    """

    count: int = 0
    size: int = 0
    missing: Mapping[str, str] = field(default_factory=dict)
    back: Mapping[int, File] = field(default_factory=dict)


def bytes_for(user: User, wins: Mapping[int, WinEntry], files: Files) -> Bytes:
    """What new wins bring, and what comes back to wins that are here. Raises ParcelError where there is no room."""
    come, missing = [], {}
    for place, entry in files_of(wins):
        if file := files.get((entry.file, entry.sha256)):
            come.append(file)
        else:
            missing[place] = entry.file
    back = _lost(user, files)
    size = sum(file.size for file in (*come, *back.values()))
    if size and size > (room := room_left(user)):
        raise ParcelError(f"the files take {size / MEGABYTE:.1f} MB, and there is room for {room / MEGABYTE:.1f} MB")
    return Bytes(len(come) + len(back), size, missing, back)


def _lost(user: User, files: Files) -> dict[int, File]:
    """The artifacts of a person of which the name alone is here, by their rows, as far as these are their files."""
    if not files:
        return {}
    rows = Artifact.objects.of(user).exclude(sha256="").values_list("pk", "name", "sha256", "file")
    return {
        pk: files[name, sha256]
        for pk, name, sha256, place in rows
        if (name, sha256) in files and not (place and default_storage.exists(place))
    }


def artifacts_of(owner: User, ready: Settled, wins: Mapping[int, WinEntry]) -> dict[int, list[Artifact]]:
    """The artifacts of new wins, by their place in the file, not saved yet; the bytes of files are written.

    Call it within `evidence.files.all_or_nothing`, and outside of a transaction: a disk may be slow.
    """
    return {at: [_artifact(owner, ready, entry) for entry in win.artifacts] for at, win in wins.items()}


def _artifact(owner: User, ready: Settled, entry: ArtifactEntry) -> Artifact:
    row = Artifact(title=entry.title, url=entry.url, name=entry.file, sha256=entry.sha256)
    if file := ready.files.get((entry.file, entry.sha256)):
        row.file = write_bytes(owner.pk, ready.bytes_of(file))
        row.size, row.content_type = file.size, file.content_type
    return row


def written_again(owner: User, ready: Settled, lost: Mapping[int, File]) -> dict[int, str]:
    """The places of the bytes, which are written, of files whose names alone were here. Call it as `artifacts_of`."""
    return {pk: write_bytes(owner.pk, ready.bytes_of(file)) for pk, file in lost.items()}


def give_back(lost: Mapping[int, File], places: Mapping[int, str]) -> None:
    """Gives these artifacts their bytes, which lie at these places."""
    for pk, file in lost.items():
        Artifact.objects.filter(pk=pk).update(file=places[pk], size=file.size, content_type=file.content_type)

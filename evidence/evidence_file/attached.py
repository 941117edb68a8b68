"""The files that travel with an evidence file: looked at before any row is written, stored beside the rows."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from django.core.exceptions import ValidationError

from evidence.evidence_file.parcels import MEGABYTE, Parcel, ParcelError
from evidence.files import Checked, check_upload, room_left, write_bytes
from evidence.files.checking import too_large
from evidence.files.storing import make_room
from evidence.models import Artifact, User
from evidence.models.artifacts import FILE_BYTES
from insights.evidence_file import EvidenceFile
from insights.evidence_file.shape import ArtifactEntry, WinEntry


@dataclass(frozen=True, slots=True)
class File:
    """A file that may be kept: where it travels (`came_as` is its name there, `source` its SHA-256), and what it is."""

    came_as: str
    source: str
    size: int
    content_type: str


type Files = Mapping[tuple[str, str], File]
"""By the name and the SHA-256 under which each will be kept."""


def settled(parcel: Parcel) -> tuple[EvidenceFile, Files]:
    """The evidence with every file under the name and the SHA-256 that it will be kept by, and these files.

    A picture that holds more than its picture is drawn anew, and so has another SHA-256 than it came with. Raises
    ParcelError with every file that is damaged or of a kind that is not kept. Files that do not travel along are left.
    """
    problems: list[str] = []
    files: dict[tuple[str, str], File] = {}
    now: dict[tuple[str, str], tuple[str, str]] = {}
    for place, entry in files_of(dict(enumerate(parcel.evidence.wins))):
        came = entry.file, entry.sha256
        if came in now or not parcel.holds(entry.sha256):
            continue
        try:
            checked = _checked(parcel, *came)
        except ValidationError as error:
            problems.append(f"{place}: {' '.join(error.messages)}")
            continue
        now[came] = checked.name, checked.sha256
        files[now[came]] = File(*came, len(checked.data), checked.content_type)
    if problems:
        raise ParcelError(*problems)
    wins = tuple(_renamed(win, now) for win in parcel.evidence.wins)
    return replace(parcel.evidence, wins=wins), files


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


def measured(user: User, wins: Mapping[int, WinEntry], files: Files) -> tuple[int, int]:
    """How many files new wins bring, and how many bytes. Raises ParcelError where bytes are missing, or room is."""
    problems, sizes = [], []
    for place, entry in files_of(wins):
        file = files.get((entry.file, entry.sha256))
        if file is None:
            problems.append(f"{place}: its bytes are missing; hand in the zip, with files/{entry.sha256}")
        else:
            sizes.append(file.size)
    if sizes and sum(sizes) > (room := room_left(user)):
        problems.append(
            f"the files take {sum(sizes) / MEGABYTE:.1f} MB, and there is room for {room / MEGABYTE:.1f} MB"
        )
    if problems:
        raise ParcelError(*problems)
    return len(sizes), sum(sizes)


def artifacts_of(owner: User, parcel: Parcel, wins: Mapping[int, WinEntry], files: Files) -> dict[int, list[Artifact]]:
    """The artifacts of new wins, by their place in the file, not saved yet; the bytes of files are written.

    Call it in a transaction, within `evidence.files.all_or_nothing`.
    """
    sizes = [files[entry.file, entry.sha256].size for _place, entry in files_of(wins)]
    if sizes:
        make_room(owner.pk, sum(sizes))
    return {at: [_artifact(owner, parcel, entry, files) for entry in win.artifacts] for at, win in wins.items()}


def _artifact(owner: User, parcel: Parcel, entry: ArtifactEntry, files: Files) -> Artifact:
    row = Artifact(title=entry.title, url=entry.url, name=entry.file, sha256=entry.sha256)
    if entry.file:
        file = files[entry.file, entry.sha256]
        row.file = write_bytes(owner.pk, _checked(parcel, file.came_as, file.source).data)
        row.size, row.content_type = file.size, file.content_type
    return row

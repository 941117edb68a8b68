"""What somebody hands in: an evidence file, plain or in a zip with its files; opened with suspicion."""

import hashlib
import re
import tempfile
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from typing import IO

from evidence.evidence_file.furniture import without_furniture
from insights.dates import shift
from insights.evidence_format import EvidenceError, EvidenceFile, read
from insights.problems import Problem

EVIDENCE, SIGNATURE, FILES = "evidence.json", "signature.txt", "files/"
"""What lies in the zip, by name; under `files/` each file is called by its SHA-256."""

MEGABYTE = 1024 * 1024
PARCEL_BYTES = 250 * MEGABYTE
"""How large a parcel may be, packed or unpacked."""
EVIDENCE_BYTES = 32 * MEGABYTE
SIGNATURE_BYTES = 4 * MEGABYTE
DAYS_AHEAD = 1
"""So many days ahead are not the future yet: somebody who flies west brings along what they did there today."""
MOST_BRACKETS = 1_000_000
"""Objects and lists in one JSON: ten thousand rich wins have about 150,000."""
MOST_WINS = 50_000
MOST_FILES = 5_000

_DIRECTORY_BYTES = 2 * MEGABYTE
_A_FILE = re.compile(r"files/[0-9a-f]{64}")
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, ValueError, OSError)
_CHUNK = 64 * 1024


class ParcelError(EvidenceError):
    """What was handed in is not an evidence file that can be taken; `problems` says why, as for EvidenceError."""

    def __init__(self, *problems: Problem | str) -> None:
        super().__init__(list(problems), len(problems))


@dataclass(frozen=True, slots=True)
class Archive:
    """An opened zip, and what of it belongs to an evidence file, by the names that this server gives."""

    zip: zipfile.ZipFile
    entries: Mapping[str, zipfile.ZipInfo]


@dataclass(frozen=True, slots=True)
class Parcel:
    """An opened evidence file. `sha256` is that of its JSON, `signature` what stands beside it, empty if nothing."""

    evidence: EvidenceFile
    sha256: str
    signature: str = ""
    archive: Archive | None = None

    @property
    def _archive(self) -> Archive:
        if self.archive is None:
            raise LookupError("no files travel with plain JSON")
        return self.archive

    def holds(self, sha256: str) -> bool:
        """Whether the bytes with that SHA-256 travel with it, by the name they bear."""
        return self.archive is not None and FILES + sha256 in self.archive.entries

    def size(self, sha256: str) -> int:
        """How many bytes that file has."""
        return self._archive.entries[FILES + sha256].file_size

    def chunks(self, sha256: str) -> Iterator[bytes]:
        """The bytes of that file, piece by piece. Raises ParcelError where they are not what they are called."""
        seen = hashlib.sha256()
        with _open(self._archive, FILES + sha256) as stream:
            while piece := _read(stream, _CHUNK):
                seen.update(piece)
                yield piece
        if seen.hexdigest() != sha256:
            raise ParcelError(f"{FILES}{sha256}: has another SHA-256, {seen.hexdigest()}")


@contextmanager
def opened(stream: IO[bytes], today: date) -> Iterator[Parcel]:
    """The parcel in a stream that can be searched back and forth. `today` is the day for whoever hands it in.

    Raises EvidenceError with everything that is wrong with it, each problem with its place.
    """
    if stream.seek(0, 2) > PARCEL_BYTES:
        raise ParcelError(f"the file is larger than {PARCEL_BYTES // MEGABYTE} MB")
    stream.seek(0)
    is_zip = stream.read(2) == b"PK"
    stream.seek(0)
    if not is_zip:
        yield _plain(_at_most(stream, EVIDENCE_BYTES, "the file"), today)
        return
    with _unzipped(stream) as archive:
        text = _entry(archive, EVIDENCE, EVIDENCE_BYTES)
        signature = _entry(archive, SIGNATURE, SIGNATURE_BYTES) if SIGNATURE in archive.entries else b""
        parcel = _plain(text, today)
        parcel = Parcel(parcel.evidence, parcel.sha256, signature.decode("ascii", "replace"), archive)
        yield parcel


def _plain(text: bytes, today: date) -> Parcel:
    if text.count(b"{") + text.count(b"[") > MOST_BRACKETS:
        raise ParcelError("the file holds more than can be read at once: divide it")
    evidence = read(text, shift(today, DAYS_AHEAD))
    if len(evidence.wins) > MOST_WINS:
        raise ParcelError(f"wins: {len(evidence.wins):,} of them, {MOST_WINS:,} at most in one file")
    return Parcel(evidence, hashlib.sha256(text).hexdigest())


def _at_most(stream: IO[bytes], limit: int, what: str) -> bytes:
    text = _read(stream, limit + 1)
    if len(text) > limit:
        raise ParcelError(f"{what} is larger than {limit // MEGABYTE} MB")
    return text


def _open(archive: Archive, name: str) -> IO[bytes]:
    try:
        return archive.zip.open(archive.entries[name])
    except _BROKEN as error:
        raise ParcelError(f"{name}: is damaged") from error


def _read(stream: IO[bytes], most: int) -> bytes:
    try:
        return stream.read(most)
    except _BROKEN as error:
        raise ParcelError(f"{getattr(stream, 'name', 'the file')}: is damaged") from error


@contextmanager
def _unzipped(stream: IO[bytes], *, again: bool = True) -> Iterator[Archive]:
    """What lies in a zip; with `again`, in one that is the only thing in it too."""
    _refuse_large_directory(stream)
    try:
        archive = zipfile.ZipFile(stream)
    except _BROKEN as error:
        raise ParcelError("the zip is damaged, or not a zip") from error
    with archive:
        called = dict(without_furniture(archive.NameToInfo, EVIDENCE))
        if again and len(called) == 1 and (only := next(iter(called))).lower().endswith(".zip"):
            with _one_of(archive, only) as inner, _unzipped(inner, again=False) as within:
                yield within
        else:
            yield Archive(archive, _entries_of(archive, called))


@contextmanager
def _one_of(archive: zipfile.ZipFile, name: str) -> Iterator[IO[bytes]]:
    """One entry of a zip, unpacked into a file of its own; raises ParcelError as soon as it is larger than a parcel."""
    with tempfile.TemporaryFile() as unpacked, _open(Archive(archive, archive.NameToInfo), name) as stream:
        while piece := _read(stream, _CHUNK):
            unpacked.write(piece)
            if unpacked.tell() > PARCEL_BYTES:
                raise ParcelError(f"the zip unpacks to more than {PARCEL_BYTES // MEGABYTE} MB")
        yield unpacked


def _refuse_large_directory(stream: IO[bytes]) -> None:
    """A table of contents with millions of lines would fill the memory before a line of it can be looked at."""
    size = stream.seek(0, 2)
    stream.seek(max(0, size - 65_557))
    tail = stream.read()
    at = len(tail) - 22 if tail[-22:-18] == b"PK\5\6" and tail[-2:] == b"\0\0" else tail.rfind(b"PK\5\6")
    if at < 0 or len(tail) - at < 22:
        raise ParcelError("the zip is damaged, or not a zip")
    if (
        int.from_bytes(tail[at + 12 : at + 16], "little") > _DIRECTORY_BYTES
        or tail[max(0, at - 20) : at][:4] == b"PK\6\7"
    ):
        raise ParcelError("the zip holds too many files")


def _entries_of(archive: zipfile.ZipFile, called: Mapping[str, str]) -> dict[str, zipfile.ZipInfo]:
    """The entries of a zip by what they are `called` in an evidence file.

    Raises ParcelError where anything is in it that does not belong there, or too much.
    """
    entries = [(called[entry.filename], entry) for entry in archive.infolist() if entry.filename in called]
    if len(entries) > MOST_FILES:
        raise ParcelError(f"the zip holds {len(entries)} files, {MOST_FILES} at most")
    counted = Counter(name for name, _ in entries)
    problems = [f"{name[:80]!r}: stands in the zip more than once" for name in counted if counted[name] > 1]
    for name, entry in entries:
        if name not in (EVIDENCE, SIGNATURE, FILES) and not _A_FILE.fullmatch(name):
            problems.append(f"{name[:80]!r}: does not belong into the zip of an evidence file")
        elif entry.flag_bits & 1:
            problems.append(f"{name}: is encrypted")
        elif entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            problems.append(f"{name}: is packed in a way that is not read here")
    if EVIDENCE not in counted:
        problems.append(f"{EVIDENCE}: is missing in the zip")
    if sum(entry.file_size for _, entry in entries) > PARCEL_BYTES:
        problems.append(f"the zip unpacks to more than {PARCEL_BYTES // MEGABYTE} MB")
    if problems:
        raise ParcelError(*problems)
    return dict(entries)


def _entry(archive: Archive, name: str, limit: int) -> bytes:
    with _open(archive, name) as stream:
        return _at_most(stream, limit, name)

"""The evidence file on its way out: plain, or a zip with the files that belong to it and the server's signature."""

import logging
import zipfile
from collections.abc import Iterable
from typing import IO

from django.core.files.storage import default_storage

from evidence.evidence_file.from_rows import Kept
from evidence.evidence_file.parcels import EVIDENCE, FILES, SIGNATURE
from evidence.evidence_file.signing import sign
from evidence.models import User
from insights.evidence_format import dumps

log = logging.getLogger(__name__)
_CHUNK = 64 * 1024


def needs_zip(kept: Kept) -> bool:
    """Whether plain JSON would leave something behind: bytes of files, or words that are vouched for."""
    return bool(kept.stored or kept.vouched)


def plain(kept: Kept) -> bytes:
    """The evidence file alone, in its one canonical form."""
    return dumps(kept.evidence).encode()


def write_zip(user: User, kept: Kept, stream: IO[bytes]) -> None:
    """Writes the zip into a stream. The same record gives the same bytes: entries bear no time of their own."""
    text = plain(kept)
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr(_entry(EVIDENCE), text)
        archive.writestr(_entry(SIGNATURE), sign(user, text, kept.vouched))
        for sha256, paths in sorted(kept.stored.items()):
            _add(archive, sha256, paths)


def _entry(name: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name)
    entry.compress_type = zipfile.ZIP_DEFLATED
    return entry


def _add(archive: zipfile.ZipFile, sha256: str, paths: Iterable[str]) -> None:
    path = next(filter(default_storage.exists, paths), None)
    if path is None:
        log.error("a stored file is gone; the export goes on without it")
        return
    file = default_storage.open(path)
    with file, archive.open(_entry(FILES + sha256), "w") as entry:
        while piece := file.read(_CHUNK):
            entry.write(piece)

"""What belongs to a backup: every file with its size and SHA-256. It is written when all the others are."""

import hashlib
import json
import re
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import IO

from pmcareer.backups import BackupError

NAME = "manifest.json"
FORMAT = "pmcareer.backup/1"
KEY = "secret-key"
FILES = "files"
DATED = re.compile(r"\d{4}-\d\d-\d\d")
_PIECE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Entry:
    """One file: how many bytes, and their SHA-256 in hexadecimal."""

    bytes: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """`made_at` is ISO 8601; `database` is Django's vendor; `files` are named by their path in the backup."""

    made_at: str
    database: str
    files: dict[str, Entry]

    def write(self, folder: Path) -> None:
        """Writes it into the folder of the backup, which is whole from then on."""
        (folder / NAME).write_text(json.dumps({"format": FORMAT} | asdict(self), indent=1))


def read(folder: Path) -> Manifest:
    """The manifest of a whole backup. Raises BackupError where there is none of ours."""
    try:
        told = json.loads((folder / NAME).read_text())
        if told.pop("format") != FORMAT:
            raise ValueError
        files = {name: Entry(**entry) for name, entry in told.pop("files").items()}
        return Manifest(files=files, **told)
    except FileNotFoundError:
        raise BackupError(f"{folder} is no whole backup: it has no {NAME}.") from None
    except (OSError, ValueError, TypeError, KeyError, AttributeError):
        raise BackupError(f"{folder} is no whole backup: its {NAME} cannot be read.") from None


def whole_ones(folder: Path) -> list[Path]:
    """The whole backups in a folder, oldest first."""
    dated = [path for path in folder.iterdir() if DATED.fullmatch(path.name)] if folder.is_dir() else []
    return sorted(path for path in dated if (path / NAME).is_file())


def faults(folder: Path, manifest: Manifest) -> Iterator[str]:
    """What is not as the manifest says, name by name."""
    for name, entry in manifest.files.items():
        path = folder / name
        if ".." in Path(name).parts or Path(name).is_absolute():
            yield f"{name} lies outside"
        elif not path.is_file():
            yield f"{name} is missing"
        elif entry_of(path) != entry:
            yield f"{name} has changed"


def entry_of(path: Path) -> Entry:
    """The size and the digest of a file as it is."""
    with path.open("rb") as stream:
        return copied(stream, None)


def copied(source: IO[bytes], target: IO[bytes] | None) -> Entry:
    """Reads a stream to its end, writes it to `target` if there is one, and returns what it was."""
    digest, size = hashlib.sha256(), 0
    while piece := source.read(_PIECE):
        digest.update(piece)
        size += len(piece)
        if target is not None:
            target.write(piece)
    return Entry(size, digest.hexdigest())

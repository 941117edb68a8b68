"""What a file is, told by its bytes; or in plain words why it is not taken. No database."""

import hashlib
from dataclasses import dataclass
from typing import IO

from django.core.exceptions import ValidationError
from django.core.files.base import File

from evidence.files.images import BadImage, redrawn
from evidence.files.kinds import IN_WORDS, KINDS, Kind
from evidence.files.names import clean_name, ending_of
from evidence.models.artifacts import FILE_BYTES

MEGABYTE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Checked:
    """A file that may be kept: its clean name, its bytes (a picture's drawn anew), and what they are."""

    name: str
    data: bytes
    content_type: str

    @property
    def sha256(self) -> str:
        """The SHA-256 of the bytes as they are kept, in hexadecimal."""
        return hashlib.sha256(self.data).hexdigest()


def check_upload(name: str, content: bytes | File | IO[bytes], *, as_it_came: bool = False) -> Checked:
    """The file as it may be kept, at most FILE_BYTES large. Raises ValidationError with a sentence about the file.

    A picture is drawn anew. With `as_it_came` (for files of an evidence file, which are known by their SHA-256) one
    that holds nothing but its picture stays as it is, byte for byte.
    """
    name = clean_name(name)
    kind = KINDS.get(ending_of(name))
    if not name:
        raise ValidationError("A file needs a name.")
    if kind is None:
        raise ValidationError(f"{name} is of a kind that is not taken. Taken are {IN_WORDS}.")
    data = _read(name, content)
    if not kind.holds(data):
        raise ValidationError(_no_such(name, kind))
    if kind.image:
        try:
            data = redrawn(data, kind.image, keep_bare=as_it_came)
        except BadImage as problem:
            raise ValidationError(f"{name} {problem}. Save it anew, or smaller.") from None
        if len(data) > FILE_BYTES:
            raise ValidationError(too_large(name))
    return Checked(name, data, _content_type(kind, data))


def too_large(name: str) -> str:
    """The sentence about a file past the limit."""
    return f"{name} is larger than {FILE_BYTES // MEGABYTE} MB. Make it smaller, or link the place where it lies."


def _read(name: str, content: bytes | File | IO[bytes]) -> bytes:
    if isinstance(content, bytes):
        data = content
    else:
        content.seek(0)
        data = content.read(FILE_BYTES + 1)
    if len(data) > FILE_BYTES:
        raise ValidationError(too_large(name))
    if not data:
        raise ValidationError(f"{name} is empty.")
    return data


def _no_such(name: str, kind: Kind) -> str:
    if kind.content_type.startswith("text/"):
        return f"{name} is not plain text. Save it as UTF-8 text, or with the ending of what it is."
    return f"{name} is no {kind.called} inside: it is damaged, or something else under that name."


def _content_type(kind: Kind, data: bytes) -> str:
    if not kind.content_type.startswith("text/"):
        return kind.content_type
    try:
        data.decode()
    except UnicodeDecodeError:
        return f"{kind.content_type}; charset=iso-8859-1"
    return f"{kind.content_type}; charset=utf-8"

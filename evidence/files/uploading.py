"""While a file streams in: what is too large is stopped before it is stored. Django has no limit of its own.

A view takes files only if it says so (`takes_files`), and only from somebody signed in.
"""

import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import TemporaryUploadedFile, UploadedFile
from django.core.files.uploadhandler import FileUploadHandler, SkipFile, StopUpload, TemporaryFileUploadHandler
from django.http import HttpRequest

from evidence.files import disk
from evidence.files.names import clean_name
from evidence.models.artifacts import FILE_BYTES
from evidence.models.waiting import hindrance

TOGETHER = 5 * FILE_BYTES
_READ_AWAY = 2
"""A body up to so many times the limit is read to its end and thrown away, so that the answer can say what was wrong;
a longer one loses its connection."""


@dataclass(frozen=True, slots=True)
class Limit:
    """How many bytes a view takes: of one file, and of all files of a request together."""

    one: int = 0
    together: int = 0


def takes_files[View: Callable[..., Any]](one: int = FILE_BYTES, together: int = TOGETHER) -> Callable[[View], View]:
    """Marks a view that takes files, `one` bytes each and `together` bytes a request at most."""

    def mark(view: View) -> View:
        view.upload_limit = Limit(one, together)  # type: ignore[attr-defined]
        return view

    return mark


def left_out(request: HttpRequest) -> list[str]:
    """The names of files that were larger than one may be."""
    request.FILES  # noqa: B018 - reading them in is what finds out
    return list(getattr(request, "files_too_large", ()))


def was_stopped(request: HttpRequest) -> bool:
    """Whether the files together were too much, so that none has come in."""
    request.FILES  # noqa: B018
    return bool(getattr(request, "upload_stopped", False))


def found_no_room(request: HttpRequest) -> bool:
    """Whether it was the disk that had no room for them."""
    return was_stopped(request) and bool(getattr(request, "disk_is_full", False))


def uploading() -> Path:
    """The folder of what is coming in: one of ours, since a server that is killed leaves there what it had."""
    return Path(settings.VAR_DIR, "uploading")


def forget_partial_uploads(now: datetime) -> int:
    """Deletes what a killed server was taking in more than an hour before `now`; returns how many files."""
    folder, gone = uploading(), 0
    for file in folder.iterdir() if folder.is_dir() else ():
        with suppress(FileNotFoundError):  # an upload that has just come to its end
            if file.stat().st_mtime < (now - timedelta(hours=1)).timestamp():
                file.unlink()
                gone += 1
    return gone


class Limited(FileUploadHandler):
    """Stands before the handlers that keep files: drops a file past its limit, stops a request past its own."""

    request: Any
    file_name: str

    def handle_raw_input(
        self, input_data: Any, meta: dict[str, Any], content_length: int, boundary: str, encoding: str | None = None
    ) -> None:
        match = getattr(self.request, "resolver_match", None)
        user = getattr(self.request, "user", None)
        limit = getattr(getattr(match, "func", None), "upload_limit", Limit())
        self.limit = limit if user is not None and user.is_authenticated else Limit()
        self.reset = content_length > _READ_AWAY * max(self.limit.together, TOGETHER)
        self.seen = 0
        self.no_room = not disk.takes(content_length)

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        self.size = 0

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        """Passes the chunk on to the next handler, or drops the file, or ends the upload."""
        self.size += len(raw_data)
        self.seen += len(raw_data)
        if self.no_room and self.limit.together:
            self.request.disk_is_full = True
        if self.reset or self.no_room or self.seen > self.limit.together:
            self.request.upload_stopped = True
            raise StopUpload(connection_reset=self.reset)
        if self.size > self.limit.one:
            self.request.files_too_large = [*getattr(self.request, "files_too_large", ()), clean_name(self.file_name)]
            raise SkipFile
        return raw_data

    def file_complete(self, file_size: int) -> None:
        return None


class _ComingIn(TemporaryUploadedFile):
    """Django's temporary file, in our folder."""

    def __init__(self, name: str | None, *about: Any) -> None:
        file = tempfile.NamedTemporaryFile(suffix=".upload", dir=uploading())  # noqa: SIM115 - it goes when it is closed
        UploadedFile.__init__(self, file, name, *about)


class ToDisk(TemporaryFileUploadHandler):
    """Keeps what is too large for memory; a disk that is full ends the upload, and what there was of it goes."""

    request: Any
    file: Any

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        with self._ends_on_a_full_disk():
            uploading().mkdir(mode=0o700, parents=True, exist_ok=True)
            FileUploadHandler.new_file(self, *args, **kwargs)
            self.file = _ComingIn(self.file_name, self.content_type, 0, self.charset, self.content_type_extra)

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        with self._ends_on_a_full_disk():
            super().receive_data_chunk(raw_data, start)

    def file_complete(self, file_size: int) -> UploadedFile | None:
        with self._ends_on_a_full_disk():
            return super().file_complete(file_size)

    @contextmanager
    def _ends_on_a_full_disk(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            with suppress(OSError, AttributeError):  # it is written now as little; or none was begun
                self.file.close()
            if not hindrance(error):
                raise
            self.request.upload_stopped = self.request.disk_is_full = True
            raise StopUpload from error

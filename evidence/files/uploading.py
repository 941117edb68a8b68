"""While a file streams in: what is too large is stopped before it is stored. Django has no limit of its own.

A view takes files only if it says so (`takes_files`), and only from somebody signed in.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.core.files.uploadhandler import FileUploadHandler, SkipFile, StopUpload
from django.http import HttpRequest

from evidence.files.names import clean_name
from evidence.models.artifacts import FILE_BYTES

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

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        self.size = 0

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        """Passes the chunk on to the next handler, or drops the file, or ends the upload."""
        self.size += len(raw_data)
        self.seen += len(raw_data)
        if self.reset or self.seen > self.limit.together:
            self.request.upload_stopped = True
            raise StopUpload(connection_reset=self.reset)
        if self.size > self.limit.one:
            self.request.files_too_large = [*getattr(self.request, "files_too_large", ()), clean_name(self.file_name)]
            raise SkipFile
        return raw_data

    def file_complete(self, file_size: int) -> None:
        return None

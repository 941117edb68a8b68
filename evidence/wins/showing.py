"""Adding links and files that show the work of a win."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from evidence.files.checking import check_upload
from evidence.files.storing import AlreadyThere, keep
from evidence.models import Artifact, Win


@dataclass(frozen=True, slots=True)
class Added:
    """What came of adding, in sentences: what is there now, and why some files are not."""

    notes: tuple[str, ...]
    problems: tuple[str, ...]


def add(win: Win, url: str, title: str, files: Sequence[UploadedFile]) -> Added:
    """Adds a link, unless `url` is "", and those of the files that fit. What is there already is added no second time.

    The title goes to the link; without one, to the file if it is the only one. Raises User.DoesNotExist where the
    account has just gone.
    """
    there: list[tuple[str, bool]] = []
    problems: list[str] = []
    if url:
        there.append(_add_link(win, url, title))
    for file in files:
        try:
            there.append(_add_file(win, file, title if len(files) == 1 and not url else ""))
        except ValidationError as problem:
            problems += problem.messages
    if any(is_new for _, is_new in there):
        win.refresh_search()
    notes = (f"{called} is {'added' if is_new else 'here already'}." for called, is_new in there)
    return Added(tuple(notes), tuple(problems))


def _add_link(win: Win, url: str, title: str) -> tuple[str, bool]:
    """What the link is called, and whether it is new."""
    with transaction.atomic():
        # Of two requests at once the second waits here, and finds the link of the first.
        win.owner.lock()
        here: Artifact | None = win.artifacts.filter(url=url).first()
        return (here or win.artifacts.create(url=url, title=title)).called, not here


def _add_file(win: Win, file: UploadedFile, title: str) -> tuple[str, bool]:
    """What the file is called, and whether it is new. Raises ValidationError where it is not taken."""
    checked = check_upload(file.name or "", file)
    try:
        return keep(win, checked, title=title, once=True).called, True
    except AlreadyThere:
        return checked.name, False

"""Adding links and files that show the work of a win."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from evidence.files.checking import check_upload
from evidence.files.storing import AlreadyThere, keep
from evidence.models import Artifact, Win


@dataclass(frozen=True, slots=True)
class Added:
    """What came of adding, in sentences: what is there now, and why some files are not."""

    notes: list[str] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)


def add(win: Win, url: str, title: str, files: Sequence[UploadedFile]) -> Added:
    """Adds a link, unless `url` is "", and those of the files that fit. What is there already is added no second time.

    The title goes to the link; without one, to the file if it is the only one. Raises User.DoesNotExist where the
    account has just gone.
    """
    added, is_changed = Added(), False
    if url:
        is_changed = _add_link(win, url, title, added)
    for file in files:
        is_changed |= _add_file(win, file, title if len(files) == 1 and not url else "", added)
    if is_changed:
        win.refresh_search()
    return added


def _add_link(win: Win, url: str, title: str, added: Added) -> bool:
    with transaction.atomic():
        # Of two requests at once the second waits here, and finds the link of the first.
        win.owner.lock()
        here = win.artifacts.filter(url=url).first()
        artifact = here or win.artifacts.create(url=url, title=title)
    _note(added, artifact, "is here already" if here else "is added")
    return not here


def _add_file(win: Win, file: UploadedFile, title: str, added: Added) -> bool:
    try:
        checked = check_upload(file.name or "", file)
        _note(added, keep(win, checked, title=title, once=True), "is added")
    except AlreadyThere:
        added.notes.append(f"{checked.name} is here already.")
    except ValidationError as problem:
        added.problems.extend(problem.messages)
    else:
        return True
    return False


def _note(added: Added, artifact: Artifact, what: str) -> None:
    added.notes.append(f"{artifact.called} {what}.")

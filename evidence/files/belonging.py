"""The database and the folder of uploads know each other again: both bear the same mark.

Where somebody starts with another database on the same folder, or the other way round, nothing is to be made of the
one by what the other knows. An empty database proves nothing.
"""

import os
from pathlib import Path
from uuid import UUID

from django.conf import settings
from django.db import connection

from evidence.models import Artifact, Installation

MARK = ".belongs-to"
"""The file in the folder that says whose it is."""
ADOPT = "`manage.py adopt_files` makes them know each other as they are"


class Strangers(Exception):
    """Database and folder do not belong together; the message is a sentence that says what to do."""


def look() -> None:
    """Whether the two may be used together, to be asked before anything is changed. Raises Strangers."""
    root, ours, theirs = _root(), _mark_of_database(), _mark_of_folder()
    if ours and theirs:
        if ours != theirs:
            raise Strangers(
                f"MEDIA_ROOT ({root}) holds the files of another database than the one that DATABASE_URL leads to. "
                f"Give the two that belong together; where these are the ones, {ADOPT}."
            )
        return
    known, there = _known(), _there(root)
    if there and not known & there:
        raise Strangers(
            f"MEDIA_ROOT ({root}) holds files that the database of DATABASE_URL knows nothing of. Bring that database "
            f"back first (`manage.py restore`), or move the files away to begin anew; else {ADOPT}."
        )
    if known and not there:
        raise Strangers(
            f"MEDIA_ROOT ({root}) has none of the files that the database of DATABASE_URL knows. Give the folder that "
            f"has them, or bring it back; to go on without them, {ADOPT}."
        )


def settle() -> None:
    """Marks both as belonging together, whatever they hold; nothing happens where they do already."""
    known, given = _mark_of_database(), _mark_of_folder()
    if known and known == given:
        return
    row, _ = Installation.objects.get_or_create(number=1, defaults={"mark": given} if given else {})
    root = _root()
    root.mkdir(mode=0o700, parents=True, exist_ok=True)
    draft = root / f"{MARK}.{os.getpid()}"
    draft.write_text(f"{row.mark}\n")
    draft.chmod(0o600)
    draft.replace(root / MARK)


def is_settled() -> bool:
    """Whether the folder is known to be this database's."""
    mark = _mark_of_database()
    return mark is not None and mark == _mark_of_folder()


def _root() -> Path:
    return Path(settings.MEDIA_ROOT)


def _mark_of_folder() -> UUID | None:
    try:
        return UUID((_root() / MARK).read_text().strip())
    except (FileNotFoundError, ValueError):
        return None


def _mark_of_database() -> UUID | None:
    """None also where the database has no such table yet, or is not there."""
    return Installation.objects.values_list("mark", flat=True).first() if _has(Installation) else None


def _known() -> set[str]:
    """Where the files lie that rows know; of an older database too."""
    rows = Artifact.with_removed.exclude(file="").order_by() if _has(Artifact) else Artifact.with_removed.none()
    return set(rows.values_list("file", flat=True))


def _there(root: Path) -> set[str]:
    return {file.relative_to(root).as_posix() for file in (root / Artifact.folder).glob("*/*")}


def _has(model: type[Artifact | Installation]) -> bool:
    # Asking SQLite for what is in a file that is not there would make it.
    is_file = connection.vendor == "sqlite"
    if is_file and not Path(connection.settings_dict["NAME"]).exists():
        return False
    return model._meta.db_table in connection.introspection.table_names()

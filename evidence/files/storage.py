"""Where uploads lie: Django's folder of files, but what could not be written whole is not there."""

from pathlib import Path
from typing import Any

from django.core.files.storage import FileSystemStorage


class WholeFiles(FileSystemStorage):
    """A write that fails half way, as on a full disk, leaves nothing behind."""

    def _save(self, name: str, content: Any) -> str:
        path = Path(self.path(name))
        was_there = path.exists()
        try:
            return super()._save(name, content)  # type: ignore[misc]  # the stubs leave it out
        except BaseException:
            if not was_there:
                path.unlink(missing_ok=True)
            raise

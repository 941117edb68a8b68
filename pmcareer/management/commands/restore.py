"""`manage.py restore DIR`: a backup in the place of the database, the uploads and the key, which are put aside."""

import os
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import CommandError, CommandParser
from django.utils import timezone

from insights.management.one_line import OneLineCommand
from pmcareer.backups import BackupError
from pmcareer.backups.manifest import KEY
from pmcareer.backups.restoring import newest, restore


class Command(OneLineCommand):
    help = (
        "Puts a backup back: DIR itself, or the newest in it. The server must be stopped. What was there is moved "
        "aside, into a folder of its own in VAR."
    )
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folder", metavar="DIR", type=Path, help="a backup, or the folder of the days")

    def handle(self, *args: Any, folder: Path, **options: Any) -> None:
        try:
            backup = newest(folder)
            manifest, aside = restore(backup, timezone.now())
        except BackupError as error:
            raise CommandError(str(error), returncode=2) from error
        self.stdout.write(f"Put back {backup}, made at {manifest.made_at}: {len(manifest.files)} files.")
        self.stdout.write(f"What was here before lies in {aside}. Start the server now.")
        if os.environ.get("SECRET_KEY") and (Path(settings.VAR_DIR) / KEY).read_text() != settings.SECRET_KEY:
            self.stderr.write(f"SECRET_KEY is not the key of then, which is in {settings.VAR_DIR}/{KEY}.")

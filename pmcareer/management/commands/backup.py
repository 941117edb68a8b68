"""`manage.py backup DIR`: the database, the uploads and the key into a dated folder, while the server runs."""

from contextlib import suppress
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError, CommandParser
from django.db import DatabaseError
from django.utils import timezone

from evidence.models import Installation
from insights.management.one_line import OneLineCommand
from pmcareer.backups import BackupError
from pmcareer.backups.making import make
from pmcareer.environment import whole_number


class Command(OneLineCommand):
    help = (
        "Backs up the database, the uploads and the secret key into a folder of today below DIR, also while the "
        "server runs. Nobody else may read it: it holds what people wrote."
    )
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folder", metavar="DIR", type=Path, help="where the folders of the days lie")
        parser.add_argument("--keep", default="14", metavar="N", help="leave the newest N; 14 if not given")
        parser.add_argument("--overwrite", action="store_true", help="make today's anew")

    def handle(self, *args: Any, folder: Path, keep: str, overwrite: bool, **options: Any) -> None:
        now = timezone.now()
        try:
            many = whole_number(1, 10_000)(keep)
        except ValueError as error:
            raise CommandError(f"--keep {keep}: {error}.", returncode=2) from None
        try:
            place, made = make(folder, now, keep=many, overwrite=overwrite)
        except BackupError as error:
            raise CommandError(str(error), returncode=2) from error
        with suppress(DatabaseError):  # made all the same; /readyz tells of the last that it knows
            Installation.note("backed_up_at", now)
        size = sum(entry.bytes for entry in made.files.values()) / 1e6
        self.stdout.write(f"Backed up to {place}: {len(made.files)} files, {size:.1f} MB.")

"""`manage.py export_evidence --user EMAIL`: everything that somebody keeps, as an evidence file."""

import os
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from evidence.evidence_file.from_rows import kept_by
from evidence.evidence_file.packing import plain, write_zip
from evidence.management.people import person


class Command(BaseCommand):
    help = "Writes a person's evidence file: to standard output, or with --output to a .json or a .zip with its files."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--user", required=True, metavar="EMAIL", help="whose evidence it is")
        parser.add_argument("--output", metavar="FILE", help="a .json, or a .zip that holds the files too")

    def handle(self, *args: Any, user: str, output: str | None, **options: Any) -> None:
        owner = person(user)
        kept = kept_by(owner)
        zipped = (output or "").lower().endswith(".zip")
        if kept.stored and not zipped:
            many = f"{len(kept.stored)} file{'' if len(kept.stored) == 1 else 's'}"
            self.stderr.write(f"The bytes of {many} stay behind: --output FILE.zip takes them along.")
        if output is None:
            self.stdout.write(plain(kept).decode(), ending="")
            return
        try:
            # For nobody else's eyes.
            with open(os.open(output, os.O_RDWR | os.O_CREAT | os.O_TRUNC, 0o600), "w+b") as stream:
                if zipped:
                    write_zip(owner, kept, stream)
                else:
                    stream.write(plain(kept))
        except OSError as error:
            raise CommandError(f"Cannot write {output}: {error.strerror}.", returncode=2) from error

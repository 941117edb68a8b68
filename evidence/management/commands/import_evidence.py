"""`manage.py import_evidence FILE --user EMAIL`: an evidence file into somebody's record, whole or not at all."""

import io
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO, Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from evidence.evidence_file.additions import Profiles
from evidence.evidence_file.importing import look_at, take_in
from evidence.evidence_file.notes import notes
from evidence.evidence_file.outline import said, would_say
from evidence.evidence_file.parcels import PARCEL_BYTES, opened
from evidence.management.people import person
from evidence.models.waiting import patience
from insights.evidence_format import EvidenceError


class Command(BaseCommand):
    help = (
        "Takes an evidence file in, .json or .zip, whole or not at all; what is here already stays as it is. "
        "The words of others in the file are taken for theirs."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", help="the file, or - for standard input")
        parser.add_argument("--user", required=True, metavar="EMAIL", help="whose evidence it is")
        parser.add_argument("--dry-run", action="store_true", help="only say what would be taken in")
        parser.add_argument(
            "--profile",
            choices=["fill", "replace"],
            default="fill",
            help="whether the file's profile fills what is empty (the default), or takes the place of theirs",
        )

    def handle(self, *args: Any, file: str, user: str, dry_run: bool, profile: Profiles, **options: Any) -> None:
        owner = person(user)
        act = look_at if dry_run else take_in
        try:
            with patience(60), _stream(file) as stream, opened(stream, owner.today()) as parcel:
                done = act(owner, parcel, trusted=True, profiles=profile)
        except EvidenceError as error:
            raise CommandError(f"{file}: {error}", returncode=2) from error
        except OSError as error:
            raise CommandError(f"Cannot read {file}: {error.strerror or error}.", returncode=2) from error
        for line in notes(done):
            self.stdout.write(line)
        self.stdout.write(would_say(done) if dry_run else said(done))


@contextmanager
def _stream(file: str) -> Iterator[IO[bytes]]:
    if file == "-":
        yield io.BytesIO(sys.stdin.buffer.read(PARCEL_BYTES + 1))
    else:
        with open(file, "rb") as stream:
            yield stream

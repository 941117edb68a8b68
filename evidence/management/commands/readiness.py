"""`manage.py readiness --file F` or `--user EMAIL`: how far somebody is, by the rules, on any day."""

import json
from datetime import date
from typing import Any

from django.core.management.base import CommandError, CommandParser
from django.db import DatabaseError
from django.utils import timezone

from evidence.evidence_file.parcels import opened
from evidence.management.people import person
from evidence.record.person import record_of
from insights.as_json import as_json
from insights.as_text import as_text
from insights.evidence_format import EvidenceError, to_record
from insights.management.one_line import OneLineCommand
from insights.readiness import assess
from insights.record import Record
from insights.sentences import inside
from insights.targets import TargetError


class Command(OneLineCommand):
    help = "Judges an evidence file, without touching the database, or a stored user."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--file", metavar="F", help="an evidence file, .json or .zip")
        parser.add_argument("--user", metavar="EMAIL", help="the account of that address")
        parser.add_argument("--target", metavar="L", default="", help="a level, in place of the profile's target")
        parser.add_argument("--as-of", metavar="DATE", help="any day, like 2026-11-21; today if not given")
        parser.add_argument("--json", action="store_true", help="one JSON object in place of a text")

    def handle(self, *args: Any, **options: Any) -> None:
        file, email, day = options["file"], options["user"], _day(options["as_of"])
        if (file is None) == (email is None):
            raise CommandError("Give either --file or --user.", returncode=2)
        record, today = _stored(email) if file is None else _filed(file)
        try:
            found = assess(record, day or today, options["target"])
        except TargetError as error:
            place = f"{file}: {error.place}: " if file is not None and error.place else ""
            words = inside(str(error)).removesuffix(".") if place else str(error)
            raise CommandError(f"{place}{words}", returncode=2) from error
        if options["json"]:
            self.stdout.write(json.dumps(as_json(found), ensure_ascii=False))
        else:
            self.stdout.write(as_text(found), ending="")


def _day(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text) if text is not None else None
    except ValueError:
        raise CommandError(f"--as-of {text!r} is not a date like 2026-11-21.", returncode=2) from None


def _filed(file: str) -> tuple[Record, date]:
    """The record in a file, taken at its word, and today."""
    today = timezone.localdate()
    try:
        with open(file, "rb") as stream, opened(stream, today) as parcel:
            return to_record(parcel.evidence), today
    except EvidenceError as error:
        raise CommandError(f"{file}: {error}", returncode=2) from error
    except (OSError, ValueError) as error:
        raise CommandError(f"Cannot read {file!r}: {getattr(error, 'strerror', error)}.", returncode=2) from error


def _stored(email: str) -> tuple[Record, date]:
    """The record of an account, and today for that person."""
    try:
        owner = person(email)
        return record_of(owner), owner.today()
    except DatabaseError as error:
        raise CommandError(f"The database cannot be read: {error}", returncode=2) from error

"""`manage.py suggest_skills`: win texts in, one a line; for each the skills that it speaks for. Touches no database."""

import json
import os
import sys
from collections.abc import Iterator
from typing import Any, BinaryIO

from django.core.management.base import CommandParser

from insights.catalog import catalog
from insights.management.one_line import OneLineCommand
from insights.suggestions import Suggestion, leaned, suggest_each

READ_AT_ONCE = 1 << 16


class Command(OneLineCommand):
    help = "Reads win texts from standard input, one a line, and ranks the skills that each speaks for, as lines come."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--json", action="store_true", help="one JSON object a line, for blank lines too")

    def handle(self, *args: Any, **options: Any) -> None:
        if sys.stdin.isatty():
            self.stderr.write("One win a line; Ctrl-D ends.")
        try:
            for texts in lines(sys.stdin.buffer):
                asked = texts if options["json"] else [text for text in texts if text.strip()]
                for text, found in zip(asked, suggest_each([(text, "") for text in asked]), strict=True):
                    best = leaned(found, {})
                    self.stdout.write(as_json(text, best) if options["json"] else as_table(text, best))
                    self.stdout.flush()
        except BrokenPipeError:
            # Whoever read has had enough. What is left in the buffer must not complain at the end.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def lines(stream: BinaryIO) -> Iterator[list[str]]:
    """The lines of a stream, as many at once as have come in already. What is no UTF-8 becomes �."""
    rest = b""
    while chunk := stream.read1(READ_AT_ONCE):  # type: ignore[attr-defined]  # standard input is buffered
        *whole, rest = (rest + chunk).split(b"\n")
        if whole:
            yield [_text(line) for line in whole]
    if rest:
        yield [_text(rest)]


def _text(line: bytes) -> str:
    return line.removeprefix(b"\xef\xbb\xbf").removesuffix(b"\r").decode(errors="replace")


def as_json(text: str, found: tuple[Suggestion, ...]) -> str:
    """One line of JSON, as the specification has it."""
    skills = [{"skill": one.skill, "score": one.score, "because": list(one.because)} for one in found]
    return json.dumps({"text": text, "skills": skills}, ensure_ascii=False)


def as_table(text: str, found: tuple[Suggestion, ...]) -> str:
    """The text, and below it the skills in columns."""
    skills = catalog().skills
    rows = [
        f"  {one.score:.2f}  {skills[one.skill].name:<32}{'  '.join(f'“{phrase}”' for phrase in one.because)}".rstrip()
        for one in found
    ]
    return "\n".join([text.strip(), *(rows or ["  speaks for no skill clearly"])]) + "\n\n"

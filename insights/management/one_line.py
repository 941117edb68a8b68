"""What our commands share: whatever is wrong is said in one line on standard error, and the code is 2."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser


class OneLineCommand(BaseCommand):
    """A command that answers wrong options in one line, without the usage above it (`--help` has that)."""

    def create_parser(self, prog_name: str, subcommand: str, **kwargs: Any) -> CommandParser:
        parser = super().create_parser(prog_name, subcommand, **kwargs)
        parser.print_usage = _print_nothing  # type: ignore[method-assign]
        return parser


def _print_nothing(file: object = None) -> None:
    return None

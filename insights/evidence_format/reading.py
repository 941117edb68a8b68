"""From the bytes of an evidence file to its values: whole, or not at all."""

import json
import math
from collections.abc import Iterable
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any, cast

from insights.evidence_format.checks import check
from insights.evidence_format.kinds import Found, Part, Rounded, Twice
from insights.evidence_format.shape import FORMAT, EvidenceFile
from insights.problems import Problem, Unfit


class EvidenceError(ValueError):
    """An evidence file is not taken. `problems` name their places: the first hundred, of `count` in all."""

    def __init__(self, problems: Iterable[Problem | str], count: int = 1) -> None:
        self.problems = tuple(map(str, problems))
        self.count = count
        more = f" (and {count - 1} more)" if count > 1 else ""
        super().__init__(f"{self.problems[0]}{more}")


def read(data: bytes | str, today: date) -> EvidenceFile:
    """An evidence file, checked in full. `today` is the last day that is not in the future.

    Raises EvidenceError with every problem found; its own text is one line.
    """
    return read_parsed(parse(data), today)


def parse(data: bytes | str) -> Any:
    """The JSON of an evidence file, with objects in which a key stands twice marked. Raises EvidenceError."""
    try:
        text = data if isinstance(data, str) else data.decode("utf-8-sig")
        return json.loads(
            text, object_pairs_hook=_object, parse_constant=_refuse, parse_int=_whole, parse_float=_fraction
        )
    except UnicodeDecodeError as error:
        raise EvidenceError([f"the file is not UTF-8 text: byte {error.start + 1} is wrong"]) from error
    except json.JSONDecodeError as error:
        where = f"line {error.lineno}, column {error.colno}"
        raise EvidenceError([f"the file is not JSON: {_in_plain_words(error.msg)} at {where}"]) from error
    except RecursionError as error:
        raise EvidenceError(["the file is nested too deeply"]) from error
    except Unfit as error:
        raise EvidenceError([f"the file is not JSON: {error}"]) from error


def read_parsed(parsed: object, today: date) -> EvidenceFile:
    """The same from JSON that is parsed already. Raises EvidenceError."""
    found = Found(today)
    if isinstance(parsed, dict) and parsed.get("format") != FORMAT:
        found.add("format", f'must be "{FORMAT}"')
        raise EvidenceError(found)
    try:
        evidence = cast(EvidenceFile | None, Part(EvidenceFile).read(parsed, "", found))
    except Unfit as error:
        raise EvidenceError([f"the file {error}"]) from error
    if evidence:
        check(evidence, found)
    if evidence is None or found.count:
        raise EvidenceError(found, found.count)
    return evidence


_PARSER_SAYS = {
    "Expecting value": "a value is missing, or is not written as JSON writes it,",
    "Expecting property name": "a name in double quotes is missing",
    "Expecting ','": "a comma is missing",
    "Expecting ':'": "a colon is missing",
    "Unterminated string": "a text has no closing quote; it begins",
    "Invalid control": "a line break or another control character stands inside a text",
    "Invalid \\": "a backslash stands before something that it cannot stand before",
    "Illegal trailing comma": "a comma stands behind the last entry",
    "Extra data": "something stands behind the end of the JSON",
}
"""How the parser's messages begin, and the same for people."""


def _in_plain_words(message: str) -> str:
    words = (words for begins, words in _PARSER_SAYS.items() if message.startswith(begins))
    return next(words, "something is wrong")


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    table = dict(pairs)
    return table if len(table) == len(pairs) else Twice(pairs)


def _refuse(name: str) -> None:
    raise Unfit(f"{name} is not a number that JSON knows")


def _whole(digits: str) -> float:
    """A whole number; of absurd length as a float, so that nothing spends minutes on its digits."""
    return int(digits) if len(digits) <= 20 else float(digits)


def _fraction(digits: str) -> float:
    """A number with a fraction or an exponent, marked where a float would be another number."""
    number = float(digits)
    try:
        is_kept = not math.isfinite(number) or Decimal(repr(number)) == Decimal(digits)
    except InvalidOperation:  # an exponent of twenty digits
        is_kept = False
    return number if is_kept else Rounded(number)

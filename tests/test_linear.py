"""Every regular expression takes a time that grows with the text, not with its square: no text holds all up."""

import ast
import importlib
import re
import time
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest

BASE = Path(__file__).resolve().parent.parent
OURS = ("evidence", "insights", "pmcareer")
LETTERS = 20_000
SECONDS = 0.2
"""Of processor time, for one pattern over one text: a linear one takes a hundredth of it."""
CLASSES = (
    *(
        "1",
        "a",
        "A",
        "é",
        "字",
        "_",
        " ",
        "\t",
        "\n",
        "\r",
        ".",
        ",",
        ":",
        "-",
        "'",
        "’",
        '"',
        "“",
        "(",
        "[",
        "<",
        "&",
        "/",
    ),
    *("\\", "@", "#", "*", "`", "%", "$", "+", "e\u0301", "\u200b", "\U0001f600", "\U0001f468\u200d", "\x00"),
    *("a ", "1 ", "a1", "1,", "1.", "1/", "a.", ". ", ", ", "a-", "](", "![", "http://", "a@", "ago ", "Friday "),
)


NOT_PEOPLES = {"insights.catalog.pages", "pmcareer.environment"}
"""What meets our own files and the operator's settings alone."""


def inline(path: Path) -> Iterator[str]:
    """The patterns that are written where they are used."""
    for node in ast.walk(ast.parse(path.read_text())):
        if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.args):
            continue
        of, first = node.func.value, node.args[0]
        if not (isinstance(of, ast.Name) and of.id == "re" and isinstance(first, ast.Constant)):
            continue
        if node.func.attr != "escape" and isinstance(first.value, str):
            yield first.value


def held(value: Any) -> Iterator[re.Pattern[str]]:
    """The patterns in a value of a module, however deep they lie in tuples, lists and dicts."""
    if isinstance(value, re.Pattern) and isinstance(value.pattern, str):
        yield value
    elif isinstance(value, dict):
        for one in (*value.keys(), *value.values()):
            yield from held(one)
    elif isinstance(value, tuple | list | frozenset):
        for one in value:
            yield from held(one)


@cache
def patterns() -> dict[str, re.Pattern[str]]:
    found: dict[str, re.Pattern[str]] = {}
    for path in [path for folder in OURS for path in sorted((BASE / folder).rglob("*.py"))]:
        name = ".".join(path.relative_to(BASE).with_suffix("").parts).removesuffix(".__init__")
        if set(path.parts) & {"migrations", "training", "commands"} or name in {"pmcareer.wsgi", *NOT_PEOPLES}:
            continue
        for at, pattern in enumerate(inline(path)):
            found[f"{name}, inline {at}"] = re.compile(pattern)
        if "re" in path.read_text():
            for key, value in vars(importlib.import_module(name)).items():
                for at, one in enumerate(held(value)):
                    found[f"{name}.{key} {at}"] = one
    return found


@pytest.mark.parametrize("letter", CLASSES, ids=ascii)
def test_no_text_is_looked_through_again_and_again(letter):
    # What ends in another letter makes a pattern take back what it has taken.
    for text in (letter * (LETTERS // len(letter)), letter * (LETTERS // len(letter)) + "~"):
        for name, pattern in patterns().items():
            begun = time.thread_time()
            pattern.fullmatch(text)
            for _match in pattern.finditer(text):
                pass
            took = time.thread_time() - begun
            assert took < SECONDS, f"{name} took {took:.2f} s over 20,000 of {letter!r}: make it linear."


def test_they_are_found():
    assert len(patterns()) > 20
    assert "evidence.web.numbers._PLAIN 0" in patterns()

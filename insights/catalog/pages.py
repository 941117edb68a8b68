"""Data files as they are read: their tables, and the line on which each thing stands."""

import re
import tomllib
from pathlib import Path
from typing import Any

from insights.problems import Problems

Table = dict[str, Any]

HEADER = re.compile(r"\[\s*\"?([^\]\"]+?)\"?\s*\]\s*(#.*)?$")
KEY = re.compile(r"\"?([\w-]+)\"?\s*=")
AT_LINE = re.compile(r" \(at line (\d+), column \d+\)")


class Page:
    """One data file. What `tables` holds is not checked yet; a file that is no TOML is `broken`."""

    def __init__(self, folder: Path, name: str) -> None:
        self.name = f"{folder.parent.name}/{folder.name}/{name}"
        self.tables: Table = {}
        self.problems = Problems()
        self.broken = True
        self._twice: list[tuple[int, str]] = []
        self._lines: list[str] = []
        self._starts: dict[tuple[str, str], int] = {}
        try:
            text = (folder / name).read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError) as error:
            why = "the file cannot be read" if isinstance(error, OSError) else "the file is not UTF-8"
            self.problems.add(self.place(), why)
            return
        self._lines = text.split("\n")
        self._starts = self._scan()
        self._parse(text)

    def place(self, table: str = "", key: str = "", value: str = "") -> str:
        """Where something stands, `file:line`: at the nearest known of the value, its key, its table, or at the top."""
        return self._at(self._line(table, key, value))

    def _at(self, line: int) -> str:
        return f"{self.name}:{line}"

    def _line(self, table: str, key: str, value: str) -> int:
        """The line, from 1, where a table begins, or its key, or a text that the key's value holds."""
        start = self._starts.get((table, key)) or self._starts.get((table, ""), 1)
        if value:
            end = min((line for line in self._starts.values() if line > start), default=len(self._lines) + 1)
            for line in range(start, end):
                if f'"{value}"' in self._lines[line - 1]:
                    return line
        return start

    def _scan(self) -> dict[tuple[str, str], int]:
        """Where tables and keys begin. tomllib keeps no positions, and ours are plain: a line each."""
        starts: dict[tuple[str, str], int] = {}
        table, inside_text = "", False
        for at, line in enumerate(self._lines, start=1):
            if not inside_text:
                header, key = HEADER.match(line), KEY.match(line)
                if header:
                    table = header[1]
                if header or key:
                    first = starts.setdefault((table, key[1] if key else ""), at)
                    if first != at:
                        what = key[1] if key else table
                        self._twice.append((at, f"{what} stands twice, first on line {first}"))
            if line.count('"""') % 2:
                inside_text = not inside_text
        return starts

    def _parse(self, text: str) -> None:
        try:
            self.tables = tomllib.loads(text)
            self.broken = False
        except tomllib.TOMLDecodeError as error:
            what = str(error)
            if what.startswith(("Cannot declare", "Cannot overwrite")) and self._twice:
                for line, twice in self._twice:  # tomllib names only the first, and none with its twin
                    self.problems.add(self._at(line), twice)
                return
            at = AT_LINE.search(what)
            line = int(at[1]) if at else len(self._lines)
            self.problems.add(self._at(line), AT_LINE.sub("", what))

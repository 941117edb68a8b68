"""`make test`: the suite on SQLite, what asks for a database again on PostgreSQL, then in a browser.

The last lines say what ran, and what took the time.
"""

import os
import sqlite3
import subprocess
import sys
import tempfile
import time
import xml.etree.ElementTree as ElementTree
from collections import Counter
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

import psycopg

from tests import chromium
from tests.postgres import PostgresUnavailable, embedded_postgres

WORKERS = os.environ.get("TEST_WORKERS", "3")
"""On two cores: tests wait for servers, databases and disks about a third of their time."""
BROWSERS = os.environ.get("TEST_WORKERS", "2")
FILES_NAMED = 6


@dataclass(frozen=True)
class Outcome:
    """How one part of the run went, and where."""

    where: str
    passed: int
    failed: int
    skipped: int
    exit_code: int
    seconds: float = 0
    longest: tuple[str, ...] = ()

    def __str__(self) -> str:
        counts = [f"{self.passed} passed"]
        counts += [f"{self.failed} failed"] if self.failed else []
        counts += [f"{self.skipped} skipped"] if self.skipped else []
        # A run that broke off has no count that could be believed.
        counts += [f"pytest ended with {self.exit_code}"] if self.exit_code and not self.failed else []
        return f"{', '.join(counts)} {self.where}"

    @property
    def time(self) -> str:
        """What took the time, in a line."""
        return f"{self.seconds:4.0f} s {self.where}; the longest files: {', '.join(self.longest)}"


def run(where: str, *arguments: str, **environment: str) -> Outcome:
    """One pytest run, its words shown as they come."""
    print(f"\n--- {where}", flush=True)
    begun = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "report.xml"
        command = [sys.executable, "-m", "pytest", "-q", "-n", WORKERS, f"--junitxml={report}", *arguments]
        done = subprocess.run(command, env={**os.environ, **environment}, stdin=subprocess.DEVNULL)
        suites = list(ElementTree.parse(report).getroot().iter("testsuite")) if report.exists() else []
    total, failed, skipped = _counts(suites)
    seconds = time.monotonic() - begun
    return Outcome(where, total - failed - skipped, failed, skipped, done.returncode, seconds, _longest(suites))


def _counts(suites: Sequence[ElementTree.Element]) -> tuple[int, int, int]:
    """Tests, failures with errors, and skips of a finished run; zeros when it wrote no report."""
    numbers = [
        (
            int(s.get("tests", 0)),
            int(s.get("failures", 0)) + int(s.get("errors", 0)),
            int(s.get("skipped", 0)),
        )
        for s in suites
    ]
    total, failed, skipped = (sum(column) for column in zip(*numbers, strict=True)) if numbers else (0, 0, 0)
    return total, failed, skipped


def _longest(suites: Sequence[ElementTree.Element]) -> tuple[str, ...]:
    """The files whose tests took longest, each with its seconds, of all processes together."""
    seconds: Counter[str] = Counter()
    for suite in suites:
        for case in suite.iter("testcase"):
            seconds[case.get("classname", "").removeprefix("tests.")] += float(case.get("time", 0))
    return tuple(f"{name} {spent:.0f} s" for name, spent in seconds.most_common(FILES_NAMED))


def on_sqlite(*arguments: str) -> Outcome:
    """Everything but the browser tests, on SQLite, whatever DATABASE_URL says."""
    where = f"on SQLite {sqlite3.sqlite_version}"
    return run(where, "--ignore=tests/browser", *arguments, DATABASE_URL="")


def on_postgres(*arguments: str) -> Outcome:
    """What asks for a database, on PostgreSQL: DATABASE_URL's server, or one of our own as long as the run lasts."""
    given = os.environ.get("DATABASE_URL", "")
    with ExitStack() as stack:
        url = given if given.startswith("postgres") else stack.enter_context(embedded_postgres())
        with psycopg.connect(url) as connection:
            where = f"on PostgreSQL {connection.execute('SHOW server_version').fetchone()[0].split()[0]}"
        return run(where, "--ignore=tests/browser", "--second-database", *arguments, DATABASE_URL=url)


def in_browser(*arguments: str) -> Outcome:
    """The browser tests, against a server of their own on SQLite."""
    path = chromium.ensure()
    where = f"in {chromium.version(path)}"
    return run(where, "tests/browser", "-n", BROWSERS, *arguments, DATABASE_URL="", CHROMIUM=path)


def main() -> None:
    """Run all parts even when one fails, so that one run tells everything."""
    arguments = sys.argv[1:]
    outcomes, problems = [on_sqlite(*arguments)], []
    try:
        outcomes.append(on_postgres(*arguments))
    except (PostgresUnavailable, psycopg.OperationalError) as problem:
        problems.append(f"nothing on PostgreSQL: {problem}")
    skip = os.environ.get("SKIP_BROWSER", "") not in ("", "0")
    if not skip:
        try:
            outcomes.append(in_browser(*arguments))
        except chromium.NoBrowser as problem:
            problems.append(str(problem))
    failed = bool(problems) or any(outcome.exit_code for outcome in outcomes)
    said = [str(outcome) for outcome in outcomes]
    said += ["BROWSER TESTS LEFT OUT because of SKIP_BROWSER"] if skip else []
    print("\n" + "\n".join(outcome.time for outcome in outcomes))
    print(f"\n{'FAILED: ' if failed else ''}{'; '.join([*said, *problems])}", flush=True)
    sys.exit(failed)


if __name__ == "__main__":
    main()

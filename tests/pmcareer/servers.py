"""Real servers for tests: started the way `make run` does it, told to stop, seen to end."""

import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

BASE = Path(__file__).resolve().parents[2]
LAST_LINE = re.compile(r"pmcareer is at (http://\S+/) \(Ctrl-C stops it\)\n")
SERVE = ("-m", "pmcareer.serve")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def start(var: Path, arguments: Sequence[str] = SERVE, **environment: str) -> subprocess.Popen:
    """The server as `make run` starts it, with nothing in its environment but this."""
    settings = {"PATH": os.environ["PATH"], "VAR": str(var), "PORT": str(free_port()), "LOG_LEVEL": "WARNING"}
    settings |= {"DATABASE_URL": os.environ.get("SERVE_ON", "")}
    return subprocess.Popen(
        [sys.executable, *arguments],
        cwd=BASE,
        env=settings | environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )


def address_of(server: subprocess.Popen) -> str:
    """The address that the server prints when it listens."""
    for line in server.stdout:
        if told := LAST_LINE.fullmatch(line):
            return told[1]
    raise AssertionError(f"the server ended: {server.stderr.read()}")


def ctrl_c(server: subprocess.Popen) -> None:
    """The terminal tells the whole group."""
    os.killpg(server.pid, signal.SIGINT)


def sigterm(server: subprocess.Popen) -> None:
    """A service manager tells the first process alone."""
    server.terminate()


def stop(server: subprocess.Popen) -> int:
    """Ctrl-C; gives the exit code."""
    ctrl_c(server)
    return server.wait(timeout=20)


def everything_ends(server: subprocess.Popen, within: float) -> bool:
    """Whether the server, its workers and the housekeeping end in that many seconds; what does not is killed."""
    deadline = time.monotonic() + within
    while time.monotonic() < deadline:
        server.poll()
        try:
            os.killpg(server.pid, 0)
        except ProcessLookupError:
            return True
        time.sleep(0.05)
    with suppress(ProcessLookupError):
        os.killpg(server.pid, signal.SIGKILL)
    server.wait()
    return False

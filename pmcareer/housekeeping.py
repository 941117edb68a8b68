"""Tidies up once an hour while the server runs, in one process beside it: no cron is needed."""

import logging
import os
import signal
import socket
import time
from dataclasses import dataclass

from django.core.management import call_command
from django.db import connections

HOUR = 60 * 60
log = logging.getLogger("pmcareer.housekeeping")


@dataclass(frozen=True)
class Keeper:
    """The running process; `stop` ends it with the server."""

    pid: int

    def stop(self) -> None:
        try:
            os.kill(self.pid, signal.SIGTERM)
        except ProcessLookupError:
            return


def start(listener: socket.socket) -> Keeper:
    """Fork the process. It shares the loaded code, so it costs little, and it ends when the server does.

    It answers nobody, so it lets go of the server's `listener`: nobody is to knock where all others have gone.
    """
    server = os.getpid()
    pid = os.fork()
    if pid:
        return Keeper(pid)
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.SIG_DFL)
    listener.close()
    try:
        keep(server)
    finally:
        os._exit(0)


def keep(server: int) -> None:
    """Tidy now and every hour, as long as `server` (a process id) is the parent."""
    next_time = time.monotonic()
    while os.getppid() == server:
        if time.monotonic() >= next_time:
            tidy()
            next_time = time.monotonic() + HOUR
        time.sleep(5)


def tidy() -> None:
    """One round. A failure is logged, and the next round tries again."""
    from evidence.models.waiting import patience  # noqa: PLC0415 - models come after the apps

    try:
        with patience(20):  # whoever waits for an answer goes first
            call_command("tidy", verbosity=0)
    except Exception:
        log.exception("tidy failed")
    finally:
        connections.close_all()

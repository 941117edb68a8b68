"""The processes of the server: one that watches, and the workers. No word to stop is missed, and none is told twice."""

import logging
import os
import select
import signal
from collections.abc import Callable
from contextlib import suppress
from time import monotonic, sleep

log = logging.getLogger("pmcareer.server")

WORDS = (signal.SIGINT, signal.SIGQUIT, signal.SIGTERM)
PATIENCE = 2
"""Seconds that a second word leaves to the requests that run."""
_SERVES = 0
"""What a worker writes into the pipe of words when it serves; no signal has this number."""
_TOO_SOON = 1
"""Seconds. A worker that ends earlier than that is not followed by another at once."""


class Crew:
    """Workers, each a fork of this process. `work` is handed a pipe that ends with us and what to call when it serves.

    The parent's words reach the workers by that pipe alone: told to stop, or killed, its end is closed. They do not
    hear signals, which may come to the whole group, to one of them, or before they have begun.
    """

    def __init__(self, count: int, work: Callable[[int, Callable[[], None]], None], stop_time: float) -> None:
        self.count, self.work, self.stop_time = count, work, stop_time
        self._begun: dict[int, float] = {}
        self._serves, self._failed = False, False
        self._until: float | None = None
        self._words, self._tell = os.pipe()
        os.set_blocking(self._tell, False)
        self._ours, self._life = os.pipe()

    def run(self, ready: Callable[[], None], ended: Callable[[], None]) -> bool:
        """Serve until told to stop; call `ready` once, when the first worker serves, and `ended` when told to stop.

        Tells whether it ended because it was told to; False means that a worker could not even begin.
        """
        signal.set_wakeup_fd(self._tell)
        for number in (*WORDS, signal.SIGCHLD):
            signal.signal(number, _only_wake)
        for _ in range(self.count):
            self._begin()
        while self._begun:
            for word in self._hear():
                if word == _SERVES and not self._serves:
                    self._serves = True
                    ready()
                elif word in WORDS:
                    self._stop(ended)
            self._bury()
            if self._until is None and not self._serves and len(self._begun) < self.count:
                self._failed = True
                self._stop(ended)
            if self._until is not None and monotonic() > self._until:
                self._kill()
        return not self._failed

    def _hear(self) -> bytes:
        """What came since the last time; waits for it, a second at most."""
        if select.select([self._words], [], [], 1)[0]:
            return os.read(self._words, 1024)
        return b""

    def _begin(self) -> None:
        # Until it has put away its parent's ears, a word to the whole group would be told twice.
        signal.pthread_sigmask(signal.SIG_BLOCK, WORDS)
        pid = os.fork()
        if pid == 0:
            self._as_worker()
        self._begun[pid] = monotonic()
        signal.pthread_sigmask(signal.SIG_UNBLOCK, WORDS)

    def _as_worker(self) -> None:
        """In the new process: work, and never return."""
        status = 1
        try:
            signal.set_wakeup_fd(-1)
            signal.signal(signal.SIGCHLD, signal.SIG_DFL)
            signal.pthread_sigmask(signal.SIG_UNBLOCK, WORDS)
            os.close(self._life)
            self.work(self._ours, self._tell_that_it_serves)
            status = 0
        except BaseException:
            log.exception("failed")
        finally:
            os._exit(status)

    def _tell_that_it_serves(self) -> None:
        os.write(self._tell, bytes([_SERVES]))

    def _bury(self) -> None:
        """Sees who has ended; as long as nobody said stop, another begins in its place."""
        for pid, begun in list(self._begun.items()):
            if os.waitpid(pid, os.WNOHANG)[0] == 0:
                continue
            del self._begun[pid]
            if self._until is None and self._serves:
                log.error("A worker ended by itself; another one begins.")
                if monotonic() - begun < _TOO_SOON:
                    sleep(_TOO_SOON)
                self._begin()

    def _stop(self, ended: Callable[[], None]) -> None:
        """At the first word the requests that run are finished; at another they have two seconds."""
        if self._until is None:
            self._until = monotonic() + self.stop_time + PATIENCE
            ended()
            os.close(self._life)
        else:
            self._until = min(self._until, monotonic() + PATIENCE)

    def _kill(self) -> None:
        for pid in self._begun:
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)


def _only_wake(_number: int, _frame: object) -> None:
    """A signal's handler: since there is one, the signal is written into the pipe of words. A worker hears nothing."""

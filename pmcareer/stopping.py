"""How the server stops: no word to stop is missed, and none is answered twice."""

import signal
from typing import Any

from gunicorn.arbiter import Arbiter
from gunicorn.workers.gthread import ThreadWorker

WORDS = (signal.SIGINT, signal.SIGQUIT, signal.SIGTERM)


def hold() -> None:
    """The kernel keeps a word to stop until `hear`."""
    signal.pthread_sigmask(signal.SIG_BLOCK, WORDS)


def hear() -> None:
    """What was kept is told now, and what comes is told at once."""
    signal.pthread_sigmask(signal.SIG_UNBLOCK, WORDS)


class Parent(Arbiter):
    """gunicorn's parent process. Told to stop, it waits for the requests that run; told again, two seconds at most."""

    handle_int = handle_quit = Arbiter.handle_term

    def spawn_worker(self) -> Any:
        # A worker is born with its parent's handlers, which would swallow the word: it holds it until it has its own.
        hold()
        pid = super().spawn_worker()  # the worker itself does not return: it ends in there
        hear()
        return pid


class Worker(ThreadWorker):
    """gunicorn's worker with threads, which answers Ctrl-C the way it answers SIGTERM: it finishes what it does.

    gunicorn's own answer raises SystemExit wherever the worker stands: at a second word out of the clean-up of the
    first, or while it holds a lock that it needs for ending.
    """

    handle_quit = ThreadWorker.handle_exit

    def init_signals(self) -> None:
        super().init_signals()
        hear()

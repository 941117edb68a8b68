"""Things that happen at the same moment, each in a thread and on a connection of its own."""

from collections.abc import Callable
from threading import Barrier, Thread
from typing import Any

from django.db import connection


def at_once(*things: Callable[[], Any]) -> list[Any]:
    """Does all things together; gives, in their order, what each gave back, or the exception that it raised."""
    gate, ends = Barrier(len(things)), [None] * len(things)

    def run(at: int) -> None:
        try:
            gate.wait(10)
            ends[at] = things[at]()
        except Exception as problem:  # noqa: BLE001 - the test asks for the kind of each
            ends[at] = problem
        finally:
            connection.close()

    threads = [Thread(target=run, args=[at]) for at in range(len(things))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return ends

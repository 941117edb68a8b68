"""Waiting for what happens on the server side of a browser test."""

import time
from collections.abc import Callable


def eventually(holds: Callable[[], bool], seconds: float = 5) -> None:
    """Comes back as soon as `holds()` is true; fails when it is not within `seconds`."""
    end = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < end, "it did not happen in time"
        time.sleep(0.05)

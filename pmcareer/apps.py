"""The project as a Django application: what belongs to every process, whichever way it began and ends."""

import atexit

from django.apps import AppConfig
from django.db import connections


class ProjectConfig(AppConfig):
    name = "pmcareer"

    def ready(self) -> None:
        from pmcareer import checks  # noqa: F401, PLC0415 - the settings come first

        # The pool's threads outlive the program, which would wait for each of them for five seconds.
        atexit.register(let_go)


def let_go() -> None:
    """Close this thread's connections to the database, and the pool that holds the others."""
    for connection in connections.all():
        connection.close()
        if hasattr(connection, "close_pool"):
            connection.close_pool()

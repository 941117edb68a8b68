"""The project as a Django application: what belongs to every process, whichever way it began and ends."""

import atexit

from django.apps import AppConfig, apps
from django.db import connections
from django.db.models.signals import post_migrate


class ProjectConfig(AppConfig):
    name = "pmcareer"

    def ready(self) -> None:
        from pmcareer import checks  # noqa: F401, PLC0415 - the settings come first
        from pmcareer.prepare import make_beside_the_models  # noqa: PLC0415

        # Whoever migrates by hand has what `make run` would have made. This app has no models, and hears by another.
        post_migrate.connect(make_beside_the_models, sender=apps.get_app_config("evidence"))
        # The pool's threads outlive the program, which would wait for each of them for five seconds.
        atexit.register(let_go)


def let_go() -> None:
    """Close this thread's connections to the database, and the pool that holds the others."""
    for connection in connections.all():
        connection.close()
        if hasattr(connection, "close_pool"):
            connection.close_pool()

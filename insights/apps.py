"""The catalogue's Django application."""

from typing import Any

from django.apps import AppConfig
from django.core.management import call_command
from django.db import DEFAULT_DB_ALIAS, connections
from django.db.migrations.loader import MigrationLoader
from django.db.models.signals import post_migrate


class InsightsConfig(AppConfig):
    name = "insights"
    default_auto_field = "django.db.models.BigAutoField"
    verbose_name = "Catalogue"

    def ready(self) -> None:
        post_migrate.connect(bring_in_step, sender=self)


def bring_in_step(using: str, plan: Any = (), **_: Any) -> None:
    """After migrations the tables hold the catalogue. Raises CommandError, as `load_catalog` does.

    Not where some were left out or taken back: the tables are those of another version then.
    """
    if using != DEFAULT_DB_ALIAS:
        return
    if plan:
        loader = MigrationLoader(connections[using])
        if not set(loader.graph.leaf_nodes()) <= set(loader.applied_migrations):
            return
    call_command("load_catalog", verbosity=0)

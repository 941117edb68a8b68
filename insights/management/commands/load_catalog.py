"""`manage.py load_catalog`: brings the catalogue's tables in step with the data files."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from insights.catalog import CatalogError, catalog
from insights.sync import StillInUse, sync


class Command(BaseCommand):
    help = "Checks the catalogue's data files and brings the tables in step with them. Safe to run again."

    def handle(self, *args: object, **options: Any) -> None:
        try:
            counts = sync(catalog())
        except (CatalogError, StillInUse) as error:
            raise CommandError(str(error)) from error
        if options["verbosity"]:
            self.stdout.write(
                f"Catalogue: {counts.created} created, {counts.changed} changed, "
                f"{counts.removed} removed, {counts.unchanged} unchanged."
            )

"""The evidence app."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class EvidenceConfig(AppConfig):
    name = "evidence"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from evidence.models.search import keep_index  # noqa: PLC0415 - models come after the apps

        post_migrate.connect(keep_index, sender=self, dispatch_uid="the index behind the search")

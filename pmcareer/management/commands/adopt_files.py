"""`manage.py adopt_files`: lets the database and the folder of uploads know each other, whatever they hold."""

from typing import Any

from django.conf import settings
from django.core.management.base import CommandError
from django.db import DatabaseError

from evidence.files import belonging
from insights.management.one_line import OneLineCommand


class Command(OneLineCommand):
    help = (
        "Says that the folder of uploads belongs to the database, where a start was refused since they do not know "
        "each other. Files that the database does not know are set aside for 30 days, then deleted."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            belonging.settle()
        except DatabaseError:
            raise CommandError("Run `manage.py migrate` first.", returncode=2) from None
        except OSError as error:
            raise CommandError(f"{settings.MEDIA_ROOT} cannot be written: {error.strerror}.", returncode=2) from error
        self.stdout.write(f"{settings.MEDIA_ROOT} belongs to this database now.")

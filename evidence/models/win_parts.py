"""The vocabulary for asking about what hangs on wins: links, artifacts, confirmations."""

from typing import Self

from django.apps import apps
from django.db import models
from django.db.models import Exists


class WinPartQuerySet[Row: models.Model](models.QuerySet[Row]):
    """Parts of wins. Start at the person: `SkillLink.objects.of(user).kept()`."""

    def of(self, user) -> Self:
        """Those on one person's wins, which may lie in the Trash."""
        return self.filter(win__owner=user)

    def kept(self) -> Self:
        """Those on wins that are not in the Trash. What is on no win is not among them."""
        return self.filter(win__isnull=False, win__deleted_at__isnull=True)

    def in_trash(self) -> Self:
        """Those on wins that are."""
        return self.filter(win__deleted_at__isnull=False)


def told_win(pk: int) -> Exists:
    """Asks the database whether the win of this number is told as it is stored: what hangs on it counts then."""
    return Exists(apps.get_model("evidence", "Win")._base_manager.filter(pk=pk, is_told=True))

"""The vocabulary for asking about what hangs on wins: links, artifacts, confirmations."""

from typing import Self

from django.db import models


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

"""Who may come in. Sessions remember this class by its place: it must stay here under this name."""

from typing import Any

from allauth.account.auth_backends import AuthenticationBackend
from django.utils import timezone


class LivingAccounts(AuthenticationBackend):
    """Lets in whoever is active, and sample accounts until their day is over; asked anew at every request."""

    def user_can_authenticate(self, user: Any) -> bool:
        over = user.expires_at is not None and user.expires_at <= timezone.now()
        return super().user_can_authenticate(user) and not over

"""Who may come in. Sessions remember this class by its place: it must stay here under this name."""

from typing import Any

from allauth.account.auth_backends import AuthenticationBackend
from django.utils import timezone

from evidence.models import User
from evidence.models.reading import row_of


class LivingAccounts(AuthenticationBackend):
    """Lets in whoever is active, and sample accounts until their day is over; asked anew at every request."""

    def get_user(self, user_id: Any) -> User | None:
        user = row_of(User, user_id)
        return user if user and self.user_can_authenticate(user) else None

    def user_can_authenticate(self, user: Any) -> bool:
        over = user.expires_at is not None and user.expires_at <= timezone.now()
        return super().user_can_authenticate(user) and not over

"""What the commands about one person share: finding the account that an address belongs to."""

from django.core.management.base import CommandError

from evidence.models import User


def person(email: str) -> User:
    """The account of that address. Raises CommandError, with 2 as the code to exit with."""
    try:
        return User.objects.get_by_natural_key(email)
    except User.DoesNotExist:
        raise CommandError(f"There is no account {email!r}.", returncode=2) from None

"""Ways in for whoever holds a token: an address that is sent to somebody, that ends, and that is counted.

The token stands in the address and nowhere else; what is kept is its digest. The pages that it opens are the business
of `evidence.web.token_pages`.
"""

import hashlib
import secrets
import uuid
from datetime import datetime, tzinfo
from typing import Any, Self

from django.core.signing import BadSignature, Signer
from django.db import models
from django.db.models import F, Value
from django.db.models.functions import Coalesce
from django.utils import timezone

from evidence.models.ends import end_in_days
from evidence.models.waiting import dispensable

LINK_DAYS = 14
"""So long a link lives where nothing else is said."""
TOKEN_BYTES = 32


def digest_of(token: str) -> str:
    """What is kept of a token: its SHA-256, from which nobody makes the token again."""
    return hashlib.sha256(token.encode()).hexdigest()


def new_token() -> str:
    """256 random bits, in 43 letters that an address may hold."""
    return secrets.token_urlsafe(TOKEN_BYTES)


def offer_for(purpose: str) -> str:
    """A new token, signed for one purpose: a form carries it, and nothing is open until the form has been sent.

    So two clicks, or a second try after a lost answer, bring the same token, find the link that is there and can show
    its address again, although only the token's digest is kept.
    """
    return _signer(purpose).sign(new_token())


def token_offered(purpose: str, offer: str) -> str | None:
    """The token in an offer that was made here for this purpose, None for anything else."""
    try:
        return _signer(purpose).unsign(offer)
    except BadSignature:
        return None


def _signer(purpose: str) -> Signer:
    return Signer(salt=purpose)


class TokenLinkQuerySet[L: "TokenLink"](models.QuerySet[L]):
    """What can be asked of the links of one kind."""

    def running(self) -> Self:
        """Links that are neither revoked nor past their end."""
        return self.filter(revoked_at__isnull=True, expires_at__gt=timezone.now())

    def find(self, token: str) -> L | None:
        """The link that `token` opens, or None. One query, whatever the token is."""
        return self.filter(digest=digest_of(token)).first()


class TokenLink(models.Model):
    """One way in, for whoever holds its token. `public_id` names it in addresses once the token has been shown.

    A kind of link says what it opens, which of those that run are live, and how many days are the most.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    digest = models.CharField(max_length=64, unique=True)
    days = models.PositiveSmallIntegerField(default=LINK_DAYS)
    created_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)
    opened = models.PositiveIntegerField(default=0)
    first_opened_at = models.DateTimeField(null=True, blank=True)
    last_opened_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        abstract = True
        ordering = ["-created_at", "-pk"]

    @classmethod
    def make(cls, *, zone: tzinfo, days: int = LINK_DAYS, token: str = "", **more: Any) -> tuple[Self, str]:
        """A new link, and its token, which is never to be had again.

        It lives until the end of the day that comes after so many `days` in `zone`, its owner's time zone. The token
        is a fresh one, unless the caller hands in one that it has got from `new_token` or from an offer. `more` are
        the columns of this kind of link.
        """
        token = token or new_token()
        now = timezone.now()
        ends = end_in_days(days, now, zone)
        link = cls._default_manager.create(digest=digest_of(token), days=days, created_at=now, expires_at=ends, **more)
        return link, token

    @property
    def is_running(self) -> bool:
        """Whether it is neither revoked nor past its end: the meaning of `running()` for one link."""
        return self.revoked_at is None and self.expires_at > timezone.now()

    def revoke(self) -> None:
        """Ends the link at once; ending it twice keeps the first moment."""
        if self.revoked_at is None:
            self.revoked_at = timezone.now()
            self.save(update_fields=["revoked_at"])

    def count_opening(self, now: datetime) -> None:
        """Notes one visit at `now`, correctly also when two come at once."""
        with dispensable():
            type(self)._default_manager.filter(pk=self.pk).update(
                opened=F("opened") + 1,
                first_opened_at=Coalesce(F("first_opened_at"), Value(now)),
                last_opened_at=now,
            )

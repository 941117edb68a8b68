"""The pages of somebody who holds a link: from the address that was sent, by a cookie, to an address without the token.

No account and no session: whoever comes in by a live token gets a cookie that is good for the pages of that one link.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from functools import wraps
from uuid import UUID

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

from evidence.models.tokens import TokenLink, TokenLinkQuerySet

HOLDER = "holder"
"""The cookie of somebody who came through the link's address; it is sent to this one link's pages only."""
SEEN = "seen"
"""The cookie that keeps a visit from being counted again too soon."""
ONE_VISIT = timedelta(minutes=30)

DISCREET = {
    "Cache-Control": "no-store",
    "Referrer-Policy": "no-referrer",
    "X-Robots-Tag": "noindex, nofollow, noarchive",
}


def for_holders(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Marks a view: open without an account, to be read only, told to no one (no cache, no search engine, no referrer).

    Nothing can be sent to it as yet: a form from elsewhere gets the plain 405 and not a lecture on cookies.
    """

    @wraps(view)
    def discreet(request: HttpRequest, **where: str | UUID | int) -> HttpResponseBase:
        response = require_safe(view)(request, **where)
        for name, value in DISCREET.items():
            response[name] = value
        return response

    return login_not_required(csrf_exempt(discreet))


@dataclass(frozen=True, slots=True)
class Door[L: TokenLink]:
    """The way in by one kind of link.

    `live` gives the links that open something now. `page` is the route that a token leads to, with the link's
    `public_id` in its address; the link's other pages lie below it, so that they get its cookie too.
    """

    live: Callable[[], TokenLinkQuerySet[L]]
    page: str

    def enter(self, request: HttpRequest, token: str) -> HttpResponse | None:
        """Hands out the holder's cookie, and leads to the page; None where the token opens nothing. Writes nothing."""
        link = self.live().find(token)
        if not link:
            return None
        response = redirect(self.page, public_id=link.public_id)
        self._set_cookie(response, link, HOLDER, link.expires_at - timezone.now())
        return response

    def held(self, request: HttpRequest, public_id: UUID) -> L | None:
        """The link, if it is live now and the visitor has come in through its address. One query at most."""
        if request.get_signed_cookie(HOLDER, "", salt=HOLDER) != str(public_id):
            return None
        return self.live().filter(public_id=public_id).first()

    def note_visit(self, request: HttpRequest, response: HttpResponse, link: L, owner: int) -> None:
        """Notes on the link that it was opened, if this is a visit: all that a GET may write here, on purpose.

        `owner` is the number of the person whose link it is: their own look counts for nothing.
        """
        if _is_visit(request, link, owner):
            link.count_opening(timezone.now())
            self._set_cookie(response, link, SEEN, ONE_VISIT)

    def _set_cookie(self, response: HttpResponse, link: L, name: str, lasting: timedelta) -> None:
        response.set_signed_cookie(
            name,
            str(link.public_id),
            salt=name,
            max_age=lasting,
            path=reverse(self.page, args=[link.public_id]),
            secure=settings.SESSION_COOKIE_SECURE,
            httponly=True,
            samesite="Lax",
        )


def _is_visit(request: HttpRequest, link: TokenLink, owner: int) -> bool:
    """Whether to count: not the owner's own look, not a browser that only fetches ahead, not again so soon."""
    ahead = "prefetch" in request.headers.get("Sec-Purpose", request.headers.get("Purpose", ""))
    if request.method != "GET" or ahead or request.user.pk == owner:
        return False
    seen = request.get_signed_cookie(SEEN, "", salt=SEEN, max_age=ONE_VISIT)
    return seen != str(link.public_id)

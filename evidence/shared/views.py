"""What a share link opens: no account, no session, nothing but the snapshot, and only while the link is live."""

from collections.abc import Callable
from datetime import timedelta
from functools import wraps
from uuid import UUID

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

from evidence.files import serve
from evidence.models import Artifact, ShareLink
from evidence.models.packets import ShareLinkQuerySet
from evidence.packets.shared_body import drawn_for
from evidence.packets.shared_page import file_at
from evidence.web.wording import in_full

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


def _for_holders(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Open without an account, to be read only, and told to no one: no cache, no search engine, no referrer."""

    @wraps(view)
    def discreet(request: HttpRequest, **where: str | UUID | int) -> HttpResponseBase:
        response = require_safe(view)(request, **where)
        for name, value in DISCREET.items():
            response[name] = value
        return response

    # Nothing is ever taken here, so a form from elsewhere gets the plain 405 and not a lecture on cookies.
    return login_not_required(csrf_exempt(discreet))


@_for_holders
def enter(request: HttpRequest, token: str) -> HttpResponse:
    """The address that was sent. It writes nothing; it hands out a cookie and leads to an address without the token."""
    link = _live().find(token)
    if not link:
        return _nothing_here(request)
    response = redirect("shared-page", public_id=link.public_id)
    _set_cookie(response, link, HOLDER, link.expires_at - timezone.now())
    return response


@_for_holders
def packet(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """The packet as it was at the moment of sharing."""
    link = _held(request, public_id)
    if not link:
        return _nothing_here(request)
    zone = link.snapshot.packet.owner.zone
    response = render(
        request,
        "evidence/packets/shared_page.html",
        {"drawn": drawn_for(public_id), "link": link, "ends": in_full(timezone.localdate(link.expires_at, zone))},
    )
    if _is_a_visit(request, link):
        link.count_opening(timezone.now())
        _set_cookie(response, link, SEEN, ONE_VISIT)
    return response


@_for_holders
def file(request: HttpRequest, public_id: UUID, number: int) -> HttpResponseBase:
    """One file of the snapshot, as long as it is kept: what the owner has deleted is handed out no more."""
    link = _held(request, public_id)
    shared = link and file_at(link.snapshot.content, number)
    if not (link and shared):
        return _nothing_here(request)
    kept = Artifact.objects.of(link.snapshot.packet.owner).kept()
    artifact = kept.filter(pk=shared["artifact"], sha256=shared["sha256"]).first()
    try:
        return serve(artifact) if artifact else _nothing_here(request)
    except Http404:
        return _nothing_here(request)


def _live() -> ShareLinkQuerySet:
    return ShareLink.objects.live().select_related("snapshot__packet__owner").defer("snapshot__content")


def _held(request: HttpRequest, public_id: UUID) -> ShareLink | None:
    """The link, if it is live now and the visitor has come in through its address."""
    if request.get_signed_cookie(HOLDER, "", salt=HOLDER) != str(public_id):
        return None
    return _live().filter(public_id=public_id).first()


def _is_a_visit(request: HttpRequest, link: ShareLink) -> bool:
    """Whether to count: not the owner's own look, not a browser that only fetches ahead, not again so soon."""
    ahead = "prefetch" in request.headers.get("Sec-Purpose", request.headers.get("Purpose", ""))
    if request.method != "GET" or ahead or request.user.pk == link.snapshot.packet.owner_id:
        return False
    seen = request.get_signed_cookie(SEEN, "", salt=SEEN, max_age=ONE_VISIT)
    return seen != str(link.public_id)


def _set_cookie(response: HttpResponse, link: ShareLink, name: str, lasting: timedelta) -> None:
    response.set_signed_cookie(
        name,
        str(link.public_id),
        salt=name,
        max_age=lasting,
        path=reverse("shared-page", args=[link.public_id]),
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def _nothing_here(request: HttpRequest) -> HttpResponse:
    """One answer for ended, revoked, unknown and made-up links, so that none of them can be told from the others."""
    return render(request, "evidence/shared/gone.html", status=404)

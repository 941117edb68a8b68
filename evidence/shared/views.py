"""What a share link opens: no account, no session, nothing but the snapshot, and only while the link is live."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render

from evidence.files import serve
from evidence.models import Artifact, ShareLink
from evidence.models.packets import ShareLinkQuerySet
from evidence.packets.content import Unreadable
from evidence.packets.shared_page import file_at
from evidence.packets.snapshots import content_in
from evidence.shared.page import shared_page
from evidence.web.token_pages import Door, for_holders


def _live() -> ShareLinkQuerySet:
    return ShareLink.objects.live().select_related("snapshot__packet__owner").defer("snapshot__content")


DOOR = Door(_live, "shared-page")


@for_holders
def enter(request: HttpRequest, token: str) -> HttpResponse:
    """The address that was sent. It writes nothing; it hands out a cookie and leads to an address without the token."""
    return DOOR.enter(request, token) or _nothing_here(request)


@for_holders
def packet(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """The packet as it was at the moment of sharing; that it was looked at is noted on its link."""
    link = DOOR.held(request, public_id)
    if not link:
        return _nothing_here(request)
    try:
        response = render(request, "evidence/packets/shared_page.html", {"page": shared_page(link)})
    except Unreadable:
        return _nothing_here(request)
    DOOR.note_visit(request, response, link, link.snapshot.packet.owner_id)
    return response


@for_holders
def file(request: HttpRequest, public_id: UUID, number: int) -> HttpResponseBase:
    """One file of the snapshot, as long as it is kept: what the owner has deleted is handed out no more."""
    link = DOOR.held(request, public_id)
    try:
        artifact = _kept(link, number) if link else None
        return serve(artifact) if artifact else _nothing_here(request)
    except (Http404, Unreadable):
        return _nothing_here(request)


def _kept(link: ShareLink, number: int) -> Artifact | None:
    """The file with this number in the snapshot, if it is still as it was then."""
    shared = file_at(content_in(link.snapshot), number)
    if not shared:
        return None
    kept = Artifact.objects.of(link.snapshot.packet.owner).kept()
    return kept.filter(pk=shared.artifact, sha256=shared.sha256).first()


def _nothing_here(request: HttpRequest) -> HttpResponse:
    """One answer for ended, revoked, unknown and made-up links, so that none of them can be told from the others.

    A snapshot that cannot be read here shows nothing either: better no page than one with holes.
    """
    return render(request, "evidence/shared/gone.html", status=404)

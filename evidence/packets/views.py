"""A person's own packets: make, choose and order, write, preview, share, end a link, delete."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe
from django_htmx.http import HttpResponseClientRedirect

from evidence.models import Packet, ShareLink
from evidence.packets import changes, sharing
from evidence.packets.compose_page import compose_page
from evidence.packets.content import Unreadable
from evidence.packets.forms import NewPacketForm, OfferForm, PacketForm, ShareForm
from evidence.packets.links_page import link_page, links_page
from evidence.packets.pages import packets_page, preview_page, snapshot_page
from evidence.packets.saving import save_words
from evidence.packets.versions_page import called, versions_page
from evidence.web import going_back
from evidence.web.numbers import whole_number
from evidence.web.requests import Request, not_found_if_gone, post_only
from evidence.web.sent import takes_words
from insights.targets import TargetError

UNREADABLE = "This snapshot was made by another version of pmcareer and cannot be shown. Share the packet again."


@require_safe
def packets(request: Request) -> HttpResponse:
    """Every packet; the one just deleted leaves its Undo behind."""
    page = packets_page(request.user, whole_number(request.GET.get("deleted", "")))
    return render(request, "evidence/packets/index.html", {"page": page})


@post_only("packets")
def new(request: Request) -> HttpResponse:
    """Makes a packet for the person's target, with what is proposed for it."""
    form = NewPacketForm(request.POST)
    if not form.is_valid():
        return render(request, "evidence/packets/index.html", {"page": packets_page(request.user)}, status=422)
    try:
        packet = changes.create(request.user, form.cleaned_data["submission"])
    except TargetError as reason:
        messages.error(request, f"No packet made. {reason}")
        return redirect("packets")
    return redirect("packets" if packet.deleted_at else packet)


@takes_words
@require_http_methods(["GET", "HEAD", "POST"])
def packet(request: Request, pk: int) -> HttpResponse:
    """One packet's draft: its words, and the wins under each requirement."""
    if request.method == "POST":
        return _save(request, _packet(request, pk))
    found = get_object_or_404(request.user.packets.kept().with_last_change(), pk=pk)
    form = PacketForm(instance=found, owner=request.user)
    page = compose_page(found, form, request.GET.get("all", ""))
    return render(request, "evidence/packets/packet.html", {"page": page})


def _save(request: Request, found: Packet) -> HttpResponse:
    """Keeps the choice and the words. What conflicts with another tab comes back with both texts."""
    left_out = changes.choose(found, request.POST.getlist("link"), request.POST.getlist("was"))
    if left_out:
        messages.warning(request, "A win that you ticked is private or gone by now, and was left out.")
    direction, _, link = request.POST.get("move", "").partition(":")
    if direction in ("up", "down"):
        changes.move(found, link, up=direction == "up", seen=request.POST.getlist("was"))
    with not_found_if_gone():
        saved = save_words(found, request.POST)
    if not saved.is_valid:
        return _drawn(request, saved.form.row, saved.form, 422)
    if not saved.is_settled:
        saved.form.show_conflicts(saved.conflicts, saved.bases)
        return _drawn(request, saved.form.row, saved.form, 409)
    return _saved(request, saved.form.row, f"link-{link}" if direction else "")


def _saved(request: Request, found: Packet, anchor: str) -> HttpResponse:
    """Where a saved draft leads: on to the preview or to sharing if that was asked for, else back to itself."""
    then = {"preview": "packet-preview", "share": "packet-share"}.get(request.POST.get("then", ""))
    if request.htmx:
        if then:
            return HttpResponseClientRedirect(reverse(then, args=[found.pk]))
        return _drawn(request, found, PacketForm(instance=found, owner=request.user), 200)
    if then:
        return redirect(then, pk=found.pk)
    messages.success(request, f"Saved {timezone.localtime():%H:%M}.")
    return redirect(f"{found.get_absolute_url()}#{anchor}" if anchor else found)


def _drawn(request: Request, found: Packet, form: PacketForm, status: int) -> HttpResponse:
    saved = f"Saved {timezone.localtime():%H:%M}" if status == 200 else ""
    page = compose_page(found, form, request.GET.get("all", ""), saved)
    template = "evidence/packets/packet.html" + ("#draft" if request.htmx else "")
    return render(request, template, {"page": page}, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def versions(request: Request, pk: int) -> HttpResponse:
    """What the words of a packet were; sent a version, gives its field back what it was."""
    if request.method != "POST":
        page = versions_page(_packet(request, pk), request.GET.get("before", ""))
        return render(request, "evidence/packets/versions.html", {"page": page})
    version = whole_number(request.POST.get("version", ""))
    with not_found_if_gone():
        went = going_back.bring_back(request.user, request.user.packets.kept(), pk, version, called)
    messages.info(request, went.words)
    return redirect("packet", pk=pk)


@post_only("packet", "pk")
def undo(request: Request, pk: int) -> HttpResponse:
    """Takes one change of one of the words back."""
    with not_found_if_gone():
        stamp = request.POST.get("change", "")
        went = going_back.undo(request.user, request.user.packets.kept(), pk, stamp, called)
    messages.info(request, went.words)
    return redirect("packet", pk=pk)


@require_safe
def preview(request: Request, pk: int) -> HttpResponse:
    """The draft as the manager would see it."""
    page = preview_page(_packet(request, pk))
    return render(request, "evidence/packets/preview.html", {"page": page})


@require_safe
def snapshot(request: Request, pk: int, number: int) -> HttpResponse:
    """What was shared, as it was then."""
    found = _packet(request, pk)
    try:
        page = snapshot_page(found, get_object_or_404(found.snapshots, number=number))
    except Unreadable:
        messages.error(request, UNREADABLE)
        return redirect("packet-share", pk=pk)
    return render(request, "evidence/packets/preview.html", {"page": page})


@takes_words
@require_http_methods(["GET", "HEAD", "POST"])
def share(request: Request, pk: int) -> HttpResponse:
    """Freezes the draft and makes a link; the answer is the one page that ever shows its address."""
    if request.method != "POST":
        return _share_page(request, pk)
    found = _packet(request, pk)
    form = ShareForm(request.POST, packet=found)
    if not form.is_valid():
        return _share_page(request, pk, form, status=422)
    given = form.cleaned_data
    token, name = given["token"], given.get("name", "")
    link = sharing.share(found, token, recipient=given["recipient"], days=given["days"], name=name)
    return _address(request, link, token)


def _share_page(request: Request, pk: int, form: ShareForm | None = None, status: int = 200) -> HttpResponse:
    found = get_object_or_404(request.user.packets.kept().with_chosen_skills(), pk=pk)
    return render(request, "evidence/packets/share.html", {"page": links_page(found, form)}, status=status)


@post_only("packet-share", "pk")
def revoke(request: Request, pk: int, link: int) -> HttpResponse:
    """Ends a link at once; from the list of packets it leads back there."""
    found = _link(request, pk, link)
    found.revoke()
    messages.success(request, "The link has ended. Who opens it now finds nothing.")
    return redirect("packets") if "from_list" in request.POST else redirect("packet-share", pk=pk)


@post_only("packet-share", "pk")
def replace(request: Request, pk: int, link: int) -> HttpResponse:
    """Ends a link and makes another with the same settings; its address too is shown this once."""
    found = _link(request, pk, link)
    form = OfferForm(request.POST, packet=found.snapshot.packet)
    if not form.is_valid():
        messages.error(request, "Nothing was changed: that page was too old. Press the button again.")
        return redirect("packet-share", pk=pk)
    token = form.cleaned_data["token"]
    try:
        return _address(request, sharing.replace(found, token, was_live="ended" not in request.POST), token)
    except sharing.TooOld:
        messages.error(request, "Nothing was changed: this link has ended since that page was made. See below.")
        return _share_page(request, pk, status=409)
    except Unreadable:
        messages.error(request, UNREADABLE)
        return redirect("packet-share", pk=pk)


@post_only("packets")
def delete(request: Request, pk: int) -> HttpResponse:
    """Deletes a packet at once, and its links open nothing from then on."""
    _packet(request, pk).delete_softly()
    return redirect(f"{reverse('packets')}?deleted={pk}")


@post_only("packets")
def restore(request: Request, pk: int) -> HttpResponse:
    """Brings a deleted packet back."""
    found = get_object_or_404(request.user.packets, pk=pk)
    found.restore()
    messages.success(request, "The packet is back, with those of its links that have not ended.")
    return redirect(found)


def _packet(request: Request, pk: int) -> Packet:
    return get_object_or_404(request.user.packets.kept(), pk=pk)


def _link(request: Request, pk: int, link: int) -> ShareLink:
    links = ShareLink.objects.filter(snapshot__packet=_packet(request, pk))
    return get_object_or_404(links.select_related("snapshot__packet__owner"), pk=link)


def _address(request: Request, link: ShareLink, token: str) -> HttpResponse:
    address = request.build_absolute_uri(reverse("shared-packet", args=[token]))
    return render(request, "evidence/packets/link.html", {"page": link_page(link, address)})

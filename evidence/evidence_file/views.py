"""Settings, data in and out: the evidence file as a download; a file brought in by way of a preview."""

import tempfile
from uuid import UUID

from django.contrib import messages
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from evidence.evidence_file import pending
from evidence.evidence_file.additions import Profiles
from evidence.evidence_file.forms import TOO_LARGE, ImportForm, TakeInForm
from evidence.evidence_file.from_rows import kept_by
from evidence.evidence_file.importing import Import, look_at, take_in
from evidence.evidence_file.outline import said
from evidence.evidence_file.packing import needs_zip, plain, write_zip
from evidence.evidence_file.page import ImportPage, preview_page, refused_page
from evidence.evidence_file.parcels import PARCEL_BYTES
from evidence.files import takes_files
from evidence.files.disk import NO_ROOM
from evidence.files.uploading import found_no_room, left_out, was_stopped
from evidence.models import User
from evidence.web.requests import Request, post_only
from insights.evidence_format import EvidenceError


@require_safe
def take_out(request: Request) -> HttpResponse | FileResponse:
    """Everything the person keeps, as a download: a zip where files or vouched words belong to it, else JSON."""
    kept = kept_by(request.user)
    name = f"pmcareer-evidence-{request.user.today()}"
    if request.GET.get("as") == "json" or not needs_zip(kept):
        response: HttpResponse | FileResponse = HttpResponse(plain(kept), content_type="application/json")
        response["Content-Disposition"] = f'attachment; filename="{name}.json"'
    else:
        stream = tempfile.TemporaryFile()  # noqa: SIM115 - the response closes it
        write_zip(request.user, kept, stream)
        stream.seek(0)
        response = FileResponse(stream, as_attachment=True, filename=f"{name}.zip")
        # Packed already: packing it a second time would only cost the length of the download.
        response["Content-Encoding"] = "identity"
    return response


@takes_files(one=PARCEL_BYTES, together=PARCEL_BYTES)
@require_http_methods(["GET", "HEAD", "POST"])
def bring_in(request: Request) -> HttpResponse:
    """Data in and out; a file that reads without a fault goes on to its preview."""
    if request.method == "POST":
        refusal = NO_ROOM if found_no_room(request) else TOO_LARGE if was_stopped(request) or left_out(request) else ""
        form = ImportForm(request.POST, request.FILES, user=request.user, refusal=refusal)
        if form.is_valid():
            try:
                token = pending.keep(request.user, form.cleaned_data["file"], form.look.files)
            except User.DoesNotExist:  # deleted in another tab while the file came in
                raise Http404 from None
            return redirect("evidence-import-preview", token=token)
    else:
        form = ImportForm(user=request.user)
    page = ImportPage(form)
    return render(request, "evidence/evidence_file/data.html", {"page": page}, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def preview(request: Request, token: UUID) -> HttpResponse:
    """What a waiting file would add; the yes takes it in."""
    form = TakeInForm(request.POST if request.method == "POST" else None)
    try:
        with pending.waiting(request.user, token, request.user.today()) as waiting:
            if request.method == "POST" and form.is_valid():
                profiles: Profiles = "replace" if form.cleaned_data["replace_profile"] else "fill"
                return _taken(request, token, take_in(request.user, waiting.parcel, profiles=profiles))
            found = look_at(request.user, waiting.parcel, known=waiting.found)
            page = preview_page(form, token, found, request.user.today())
            return render(request, "evidence/evidence_file/preview.html", {"page": page})
    except User.DoesNotExist:  # deleted in another tab while it was taken in
        raise Http404 from None
    except pending.NotWaiting as error:
        return _not_waiting(request, error)
    except EvidenceError as error:
        return render(request, "evidence/evidence_file/refused.html", {"page": refused_page(error)}, status=422)


def _taken(request: Request, token: UUID, taken: Import) -> HttpResponse:
    pending.finish(request.user, token)
    messages.success(request, said(taken))
    return redirect("wins")


def _not_waiting(request: Request, error: pending.NotWaiting) -> HttpResponse:
    if not error.taken:
        raise Http404
    messages.info(request, "This file has been taken in.")
    return redirect("wins")


@post_only("evidence-import")
def give_up(request: Request) -> HttpResponse:
    """Forgets the waiting file; nothing of it is taken in."""
    pending.forget(request.user)
    messages.info(request, "The file is forgotten. Nothing was taken in.")
    return redirect("evidence-import")

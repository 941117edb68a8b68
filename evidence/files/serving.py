"""Handing a file out. Whoever calls has made sure that the person asking may see it."""

from django.core.files.storage import default_storage
from django.http import FileResponse, Http404

from evidence.models import Artifact


def serve(artifact: Artifact) -> FileResponse:
    """The file as a download under its own name; no browser shows it, runs it, guesses at it or keeps it.

    Raises Http404 if the bytes are not there.
    """
    try:
        content = default_storage.open(artifact.file.name or "")
    except (OSError, ValueError):
        raise Http404("The file is not here.") from None
    return FileResponse(
        content,
        as_attachment=True,
        filename=artifact.name,
        content_type=artifact.content_type or "application/octet-stream",
        headers={
            "Content-Security-Policy": "sandbox; default-src 'none'",
            "Cross-Origin-Resource-Policy": "same-origin",
            "X-Content-Type-Options": "nosniff",
            "Cache-Control": "private, no-store",
            # What is packed already is not packed again, and keeps its length.
            "Content-Encoding": "identity",
        },
    )

"""The answer where the database cannot be written, or not now: nothing of it was saved, and what was typed stays."""

import logging
import sys
from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.middleware.csrf import get_token
from django.template import loader

from evidence.models.waiting import Hindrance, hindrance
from evidence.web.sent import sent_by
from pmcareer.logs import route_of

RETRY_AFTER: dict[Hindrance, int] = {"busy": 2, "closed": 30}
"""Seconds after which it is worth a try."""
log = logging.getLogger("pmcareer.database")


class Hindered:
    """Answers 503 where a view failed because the database could not be written."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        why = hindrance(error)
        return answer(request, why) if why else None


def server_error(request: HttpRequest) -> HttpResponse:
    """The page of a fault (`handler500`). A session is kept after the view, so what hinders that arrives only here."""
    why = hindrance(sys.exception())
    if why:
        return answer(request, why)
    sent = sent_again(request)
    context = {"sent": sent, "csrf_token": get_token(request) if sent else "", "path": request.get_full_path()}
    return HttpResponse(loader.get_template("500.html").render(context), status=500)


def answer(request: HttpRequest, why: Hindrance) -> HttpResponse:
    """503 with when to try again: a sentence where htmx asked, else a page that can send the same form again."""
    told = "busy" if why == "busy" else "full or read-only: free some space, or see to the disk; /readyz says more"
    log.warning("%s %s was not saved: the database is %s", request.method, route_of(request), told)
    context: dict[str, Any] = {"busy": why == "busy", "reading": request.method in ("GET", "HEAD")}
    if request.headers.get("HX-Request") == "true":
        name = "503.html#words"
    else:
        name, sent = "503.html", sent_again(request)
        context |= {"sent": sent, "csrf_token": get_token(request) if sent else "", "path": request.get_full_path()}
    # Without the request: drawing asks the database nothing.
    page = loader.get_template(name).render(context)
    headers = {"Retry-After": str(RETRY_AFTER[why]), "Cache-Control": "no-store"}
    return HttpResponse(page, status=503, headers=headers)


def sent_again(request: HttpRequest) -> list[tuple[str, str]]:
    """What a form of ours sent, so that a page can send it again; nothing where files are with it, which it cannot."""
    was_ours = getattr(request, "csrf_processing_done", False)
    return sent_by(request) if was_ours and not request.FILES else []

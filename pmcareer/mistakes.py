"""What whoever runs the server has set wrongly: the log says in one line what to set, and pages say what is so.

Each is told once a minute at most, by all processes together. A name that a stranger chose stands in such a line only
as far as it is a name.
"""

import logging
import mmap
import re
import struct
import time
from collections.abc import Callable
from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import DisallowedHost
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.http.request import validate_host
from django.shortcuts import render
from django.template import loader
from django.views.defaults import bad_request

from evidence.web.sent import sent_by, words_of

KINDS = ("proxy", "no proxy", "fewer proxies", "scheme", "name", "origin")
MINUTE = 60
_NOT_OF_A_NAME = re.compile(r"[^A-Za-z0-9.:/\[\]_-]")
FROM_A_PROXY = ("X-Forwarded-For", "X-Forwarded-Proto", "X-Forwarded-Host", "Forwarded")
# Made before the server forks, so that its processes share it: when each kind was last told.
_told = mmap.mmap(-1, struct.calcsize("d") * len(KINDS))
log = logging.getLogger("pmcareer.settings")


def tell(kind: str, sentence: str) -> None:
    """Writes the sentence to the log, unless one of this kind was written within the last minute."""
    at, now = KINDS.index(kind) * struct.calcsize("d"), time.time()
    (last,) = struct.unpack_from("d", _told, at)
    if not 0 <= now - last < MINUTE:
        struct.pack_into("d", _told, at, now)
        log.error("%s", sentence)


def forget_what_was_told() -> None:
    """Everything is told again."""
    _told[:] = bytes(len(_told))


def a_name(given: str) -> str:
    """What of a header may stand in the log."""
    return _NOT_OF_A_NAME.sub("", given)[:100] or "(nothing)"


def at_the_door(get_response: Callable[[HttpRequest], HttpResponseBase]) -> Callable[[HttpRequest], HttpResponseBase]:
    """Looks whether the proxies in front are those that TRUSTED_PROXIES counts."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        is_probe = request.path in ("/healthz", "/readyz")
        return (None if is_probe else _wrong_way_in(request)) or get_response(request)

    return middleware


def _wrong_way_in(request: HttpRequest) -> HttpResponse | None:
    """An answer where none of ours can be given: sent to HTTPS, the visitor would be sent there again and again."""
    if not settings.TRUSTED_PROXIES:
        if named := [header for header in FROM_A_PROXY if header in request.headers]:
            tell(
                "proxy",
                f"A request came through a proxy (it has {', '.join(named)}), and TRUSTED_PROXIES is 0: where it is "
                "yours, set TRUSTED_PROXIES=1. Until then all visitors count as one, and HTTPS is not seen.",
            )
        return None
    _look_at_proxies(request)
    if settings.HTTPS and "X-Forwarded-Proto" not in request.headers:
        tell(
            "scheme",
            "A request came without X-Forwarded-Proto, so nobody knows whether it was by HTTPS: let the proxy set it "
            "(nginx: proxy_set_header X-Forwarded-Proto $scheme), or set HTTPS=off where all is plain HTTP.",
        )
        return HttpResponse(loader.get_template("wrong_way_in.html").render(), status=500)
    return None


def _look_at_proxies(request: HttpRequest) -> None:
    through = request.headers.get("X-Forwarded-For", "")
    came, counted = through.count(",") + 1 if through else 0, settings.TRUSTED_PROXIES
    if not came:
        tell(
            "no proxy",
            f"TRUSTED_PROXIES is {counted}, and a request came without X-Forwarded-For: let the proxy append to it, or "
            "set TRUSTED_PROXIES=0 where there is none.",
        )
    elif came < counted:
        tell(
            "fewer proxies",
            f"TRUSTED_PROXIES is {counted}, and a request came through {came}: set TRUSTED_PROXIES={came}.",
        )
        # Whoever counts back from the end finds the first of them all.
        first = through.partition(",")[0].strip()
        request.META["HTTP_X_FORWARDED_FOR"] = ", ".join([first] * (counted - came)) + f", {through}"
        del request.headers  # made of META when it is first asked for


def not_understood(request: HttpRequest, exception: Exception) -> HttpResponse:
    """400 (`handler400`): a request that no page of ours sends, or one for a name that is not ours."""
    if not isinstance(exception, DisallowedHost):
        return bad_request(request, exception)
    asked, visible = a_name(request.META.get("HTTP_HOST", "")), request.headers.get("X-Forwarded-Host", "")
    names = ",".join(settings.ALLOWED_HOSTS)
    if visible and validate_host(urlsplit(f"//{visible}").hostname or "", settings.ALLOWED_HOSTS):
        advice = (
            f"the visitor asked for {a_name(visible)}: let the proxy pass Host (nginx: proxy_set_header Host $host)"
        )
    else:
        advice = f"if it is a name of yours, set ALLOWED_HOSTS={names},{asked}; else let the proxy pass Host"
    tell("name", f"A request for {asked} was refused, since ALLOWED_HOSTS is {names}: {advice}.")
    return HttpResponse(loader.get_template("wrong_name.html").render(), status=400)


def form_refused(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403 (`CSRF_FAILURE_VIEW`): a form that stood open too long, or one from another address than we take for ours."""
    context = {"words": words_of(sent_by(request))}
    if not reason.startswith("Origin checking failed"):
        return render(request, "403_csrf.html", context, status=403)
    origin = a_name(request.headers.get("Origin", ""))
    ours = f"{request.scheme}://{a_name(request.get_host())}"
    tell(
        "origin",
        f"A form from {origin} was refused, since this server takes itself for {ours}: if both are yours, let the "
        f"proxy set Host and X-Forwarded-Proto, and set TRUSTED_PROXIES, or CSRF_TRUSTED_ORIGINS={origin}.",
    )
    return render(request, "wrong_origin.html", context, status=403)

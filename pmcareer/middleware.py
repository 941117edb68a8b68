"""What happens around every view: answers are marked as ours, what cannot be read is refused, the access log, the
sign-in rule, the time zone.
"""

import logging
import time
from collections.abc import Callable
from typing import Any
from urllib.parse import unquote, urlsplit

from django.contrib.auth import REDIRECT_FIELD_NAME
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import SuspiciousOperation
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import resolve_url
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.http import urlencode
from django_htmx.middleware import HtmxDetails

from evidence.account.middleware import where_words_wait
from pmcareer.logs import route_of
from pmcareer.server.asking import REFUSED

Next = Callable[[HttpRequest], HttpResponseBase]
access = logging.getLogger("pmcareer.access")

# What no page of ours uses, a script that should not be there cannot use either.
PERMISSIONS_POLICY = ", ".join(
    f"{feature}=()"
    for feature in (
        "accelerometer",
        "autoplay",
        "camera",
        "display-capture",
        "geolocation",
        "gyroscope",
        "magnetometer",
        "microphone",
        "midi",
        "payment",
        "serial",
        "usb",
        "xr-spatial-tracking",
    )
)


OURS = "X-Pmcareer"
"""The header by which a script tells an answer of ours from whatever else may stand between: a sign-in proxy, a portal
of a hotel, an error page of a server in front (sending.js).
"""


def marked_as_ours(get_response: Next) -> Next:
    """Mark every answer, also those of pages that say what went wrong. It stands outermost."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        response = get_response(request)
        response.headers[OURS] = "1"
        return response

    return middleware


def permissions_policy(get_response: Next) -> Next:
    """Switch off the powers of a browser that nothing here needs."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        response = get_response(request)
        response.headers.setdefault("Permissions-Policy", PERMISSIONS_POLICY)
        return response

    return middleware


def access_log(get_response: Next) -> Next:
    """One line a request: method, route, status, milliseconds. Never the address, which may hold a token."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        begun = time.perf_counter()
        response = get_response(request)
        spent = (time.perf_counter() - begun) * 1000
        access.info("%s %s %d %.0f ms", request.method, route_of(request), response.status_code, spent)
        return response

    return middleware


class Understood:
    """Refuses a request that nobody can read, with a page of ours, before anything tries to.

    What the server could not read, a type or charset that is none, more fields than anybody sends, a NUL in a
    cookie, and addresses that are none in the places where one stands.
    """

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if status := request.META.get(REFUSED):
            return refused(status)
        return self.get_response(request) if self._is_readable(request) else refused(400)

    def _is_readable(self, request: HttpRequest) -> bool:
        if not getattr(request, "is_readable", True):
            return False
        try:
            asked = request.GET
        except SuspiciousOperation:
            return False
        page = request.headers.get("HX-Current-URL", "")  # htmx may have percent-encoded it
        addresses = [*asked.getlist(REDIRECT_FIELD_NAME), page, unquote(page)]
        return not any("\0" in text for text in request.COOKIES.values()) and all(map(_is_address, addresses))

    def process_view(self, request: HttpRequest, *_: Any) -> HttpResponse | None:
        """What comes in a body is read here, where it is known which view it is for, and how much that may take."""
        if request.method == "POST" and not all(map(_is_address, request.POST.getlist(REDIRECT_FIELD_NAME))):
            return refused(400)
        return None


def refused(status: int) -> HttpResponse:
    """The page for a request that could not be read, or that broke the server. It needs no database and no session."""
    if status not in (413, 500, 503):
        status = 400
    page = render_to_string(f"{status}.html", {"busy": True}).encode()
    return HttpResponse(page, status=status, headers={"Content-Length": str(len(page))})


def _is_address(text: str) -> bool:
    """Whether a browser could have meant this as an address."""
    try:
        urlsplit(text).port  # noqa: B018 - reading it tells
    except ValueError:
        return False
    return True


class SignInRequired(LoginRequiredMiddleware):
    """Django's rule, with an answer that htmx understands.

    A redirect would put the whole sign-in page into the fragment; 401 swaps nothing, and the header moves the
    browser to the sign-in page, which leads back to the page that the person was on. Words that a form sent wait where
    the sign-in leads to.
    """

    def handle_no_permission(  # type: ignore[override]  # the stubs know of no other answer than a redirect
        self, request: HttpRequest, view_func: Callable[..., HttpResponseBase]
    ) -> HttpResponseBase:
        htmx: HtmxDetails = request.htmx  # type: ignore[attr-defined]  # put there by HtmxMiddleware
        if not htmx:
            if words := where_words_wait(request, view_func):
                return redirect_to_login(words, resolve_url(self.get_login_url(view_func)), self.redirect_field_name)
            return super().handle_no_permission(request, view_func)
        page = htmx.current_url_abs_path or "/"
        sign_in = resolve_url(self.get_login_url(view_func))
        return HttpResponse(
            status=401,
            headers={"HX-Redirect": f"{sign_in}?{urlencode({self.redirect_field_name: page})}"},
        )


def kept_nowhere(get_response: Next) -> Next:
    """What somebody signed in gets, no browser or proxy keeps: pages, parts of pages, files, downloads."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        was_signed_in = request.user.is_authenticated  # signing out is answered to them too
        response = get_response(request)
        if was_signed_in or request.user.is_authenticated:
            response.headers["Cache-Control"] = "private, no-store"
        return response

    return middleware


def own_time_zone(get_response: Next) -> Next:
    """Dates are the person's own: activate the time zone of whoever is signed in."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        with timezone.override(request.user.zone if request.user.is_authenticated else None):
            return get_response(request)

    return middleware

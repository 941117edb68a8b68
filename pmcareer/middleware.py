"""What happens around every view: the access log, the sign-in rule, the user's own time zone."""

import logging
import time
from collections.abc import Callable

from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import resolve_url
from django.utils import timezone
from django.utils.http import urlencode
from django_htmx.middleware import HtmxDetails

from pmcareer.logs import route_of

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


class SignInRequired(LoginRequiredMiddleware):
    """Django's rule, with an answer that htmx understands.

    A redirect would put the whole sign-in page into the fragment; 401 swaps nothing, and the header moves the
    browser to the sign-in page, which leads back to the page that the person was on.
    """

    def handle_no_permission(  # type: ignore[override]  # the stubs know of no other answer than a redirect
        self, request: HttpRequest, view_func: Callable[..., HttpResponseBase]
    ) -> HttpResponseBase:
        htmx: HtmxDetails = request.htmx  # type: ignore[attr-defined]  # put there by HtmxMiddleware
        if not htmx:
            return super().handle_no_permission(request, view_func)
        page = htmx.current_url_abs_path or "/"
        sign_in = resolve_url(self.get_login_url(view_func))
        return HttpResponse(
            status=401,
            headers={"HX-Redirect": f"{sign_in}?{urlencode({self.redirect_field_name: page})}"},
        )


def own_time_zone(get_response: Next) -> Next:
    """Dates are the person's own: activate the time zone of whoever is signed in."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        with timezone.override(request.user.zone if request.user.is_authenticated else None):
            return get_response(request)

    return middleware

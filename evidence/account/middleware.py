"""What the sign-in pages need around every view."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse

from evidence.account.unsent import UNSENT, forget, keep
from evidence.web.numbers import whole_number
from evidence.web.sent import sent_by

PERSON = "person"
"""The cookie that says who is, or was last, signed in with this browser; signing out takes it away."""
LASTS = timedelta(days=365)
SAMPLE = "A sample account has no sign-in of its own. It ends by itself: Settings says when."


def whose_browser(get_response: Callable[[HttpRequest], HttpResponseBase]) -> Callable[[HttpRequest], HttpResponseBase]:
    """Notes who is signed in with a browser, in a signed cookie that outlives the session.

    Words that waited for them are forgotten once they have been taken.
    """

    def middleware(request: HttpRequest) -> HttpResponseBase:
        was_signed_in = request.user.is_authenticated
        response = get_response(request)
        here = str(request.user.pk) if request.user.is_authenticated else ""
        if here and request.method == "POST" and response.status_code < 400 and UNSENT in request.POST:
            forget(int(here), request.POST[UNSENT])
        if here and here != _last_here(request):
            secure = settings.SESSION_COOKIE_SECURE
            response.set_signed_cookie(
                PERSON, here, salt=PERSON, max_age=LASTS, secure=secure, httponly=True, samesite="Lax"
            )
        elif was_signed_in and not here:
            response.delete_cookie(PERSON, samesite="Lax")
        return response

    return middleware


def where_words_wait(request: HttpRequest, view: Any) -> str:
    """The address where the words of a form wait that was sent when the session had ended; "" where none are kept.

    They wait for the person who was last signed in with this browser, and for nobody else: of whoever has signed out,
    or was never here, nothing is known and nothing kept. What a script sends, a script keeps.
    """
    is_sent = request.method == "POST" and request.headers.get("Sec-Fetch-Mode", "navigate") == "navigate"
    owner = whole_number(_last_here(request))
    if not is_sent or owner is None or not getattr(view, "takes_words", False):
        return ""
    kept = keep(owner, request.get_full_path(), sent_by(request), took_files=hasattr(view, "upload_limit"))
    return reverse("unsent", args=[kept.token]) if kept else ""


def _last_here(request: HttpRequest) -> str:
    return request.get_signed_cookie(PERSON, "", salt=PERSON, max_age=LASTS) or ""


class AccountPages:
    """Makes allauth's pages keep two rules of ours.

    An invalid form answers 422, like every other form here. A sample account has no address, password or second
    step to manage: it cannot be made to send mail, or to last.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, args: tuple, kwargs: dict) -> HttpResponse | None:
        """Sends a sample account from allauth's pages to Settings; signing out stays open."""
        user = request.user
        if not user.is_authenticated or not user.is_sample or not view.__module__.startswith("allauth."):
            return None
        if request.resolver_match and request.resolver_match.url_name == "account_logout":
            return None
        messages.info(request, SAMPLE)
        return redirect("settings")

    def process_template_response(self, request: HttpRequest, response: TemplateResponse) -> TemplateResponse:
        """Turns the 200 of a page that shows a refused form again into 422."""
        shown = (response.context_data or {}).values()
        refused = any(isinstance(form, BaseForm) and form.is_bound and form.errors for form in shown)
        if request.method == "POST" and response.status_code == 200 and refused:
            response.status_code = 422
        return response

"""What the sign-in pages need around every view."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.template.response import TemplateResponse

SAMPLE = "A sample account has no sign-in of its own. It ends by itself: Settings says when."


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

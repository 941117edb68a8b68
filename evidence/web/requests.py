"""The request that a view behind the sign-in rule gets; and where a page that can only be sent to is come back to."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from typing import Any

from django.core.exceptions import ObjectDoesNotExist
from django.http import Http404, HttpRequest, HttpResponseBase, HttpResponseNotAllowed
from django.shortcuts import redirect
from django_htmx.middleware import HtmxDetails

from evidence.models import User


class Request(HttpRequest):
    """A request of somebody signed in; `htmx` tells whether a fragment is asked for. It is for type checks."""

    user: User
    htmx: HtmxDetails


@contextmanager
def not_found_if_gone() -> Iterator[None]:
    """What an act within does not find, or finds no more, is answered with 404."""
    try:
        yield
    except ObjectDoesNotExist:
        raise Http404 from None


def post_only[View: Callable[..., Any]](back: str, *kept: str) -> Callable[[View], View]:
    """Marks a view that is sent to. Who comes to its address otherwise goes to the route `back`, and nothing is done.

    People do: by a reload, the browser's history, or signing in anew in between. `kept` names the parts of the
    address that `back` needs too.
    """

    def mark(view: View) -> View:
        @wraps(view)
        def answer(request: HttpRequest, **address: Any) -> HttpResponseBase:
            if request.method == "POST":
                return view(request, **address)
            if request.method in ("GET", "HEAD"):
                return redirect(back, **{name: address[name] for name in kept})
            return HttpResponseNotAllowed(["GET", "HEAD", "POST"])

        return answer  # type: ignore[return-value]  # the same, with an answer to more methods

    return mark

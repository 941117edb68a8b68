"""The request that a view behind the sign-in rule gets."""

from django.http import HttpRequest
from django_htmx.middleware import HtmxDetails

from evidence.models import User


class Request(HttpRequest):
    """A request of somebody signed in; `htmx` tells whether a fragment is asked for. It is for type checks."""

    user: User
    htmx: HtmxDetails

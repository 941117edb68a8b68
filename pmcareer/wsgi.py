"""The entry point of a web server, and the request as it comes in: what cannot be read breaks nothing."""

import os
from collections.abc import Callable, Iterator
from typing import Any

import django
from django.core.exceptions import BadRequest, SuspiciousOperation
from django.core.handlers.wsgi import WSGIHandler, WSGIRequest
from django.http.multipartparser import MultiPartParserError
from django.utils.http import parse_header_parameters

CHARSETS = ("utf-8", "utf8", "us-ascii")
"""What is written in any other is not read: no page of ours asks for one, and Python knows some that read nothing."""


class Request(WSGIRequest):
    """Django's, which can always be made. `is_readable` tells whether its type is one that can be read."""

    is_readable = True

    def _set_content_type_params(self, meta: dict[str, Any]) -> None:
        self.content_type, self.content_params = "", {}
        try:
            kind, parameters = parse_header_parameters(meta.get("CONTENT_TYPE", ""))
        except ValueError:
            self.is_readable = False
            return
        if parameters.get("charset", "utf-8").lower() in CHARSETS:
            self.content_type, self.content_params = kind, parameters
        else:
            self.is_readable = False

    def _load_post_and_files(self) -> None:
        """Raises BadRequest, or what Django makes one of, for a body that cannot be read; the next time it is empty.

        Where no view was found nobody is waiting for it but the page that says so, which would break over it.
        """
        try:
            super()._load_post_and_files()
        except (ValueError, LookupError, BadRequest, SuspiciousOperation, MultiPartParserError) as problem:
            self._mark_post_parse_error()  # type: ignore[attr-defined]  # the stubs leave it out
            if self.resolver_match is None:
                return
            if isinstance(problem, (SuspiciousOperation, MultiPartParserError)):
                raise
            raise BadRequest("The body cannot be read.") from problem


class Handler(WSGIHandler):
    """Django's, with our request; to a HEAD it gives no body, which Django leaves to the server and waitress sends."""

    request_class = Request

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Any:
        answer = super().__call__(environ, start_response)
        return NoBody(answer) if environ["REQUEST_METHOD"] == "HEAD" else answer


class NoBody:
    """An answer of which nothing is sent but its head."""

    def __init__(self, answer: Any) -> None:
        self.close = answer.close

    def __iter__(self) -> Iterator[bytes]:
        return iter(())


os.environ.setdefault("DJANGO_SETTINGS_MODULE", "pmcareer.settings")
django.setup(set_prefix=False)
application = Handler()

"""Logs that an operator may read: routes instead of addresses, and no words, tokens or rows of anybody."""

import logging
import traceback
from typing import Any

NO_ROUTE = "(no route)"
DEEPEST = 5  # exceptions of one chain that are shown
FORMAT = "{asctime} {levelname} {name}: {message}"


def route_of(request: Any) -> str:
    """The pattern that a request matched, like `wins/<int:pk>/`; the address itself may hold a token."""
    match = getattr(request, "resolver_match", None)
    return "/" + match.route if match else NO_ROUTE


class DiscreetFormatter(logging.Formatter):
    """One line a record. Requests are named by route; exceptions by type and stack, without their message.

    A message can quote what people wrote: PostgreSQL's "DETAIL: Failing row contains (…)" does.
    """

    def formatMessage(self, record: logging.LogRecord) -> str:
        request: Any = getattr(record, "request", None)
        if hasattr(request, "META"):
            record.message = f"{request.method} {route_of(request)} {getattr(record, 'status_code', '')}".strip()
        elif record.exc_info:
            record.message = "failed"
        return super().formatMessage(record)

    def formatException(self, ei: Any) -> str:
        return "\n".join(_without_messages(ei[1]))


def _without_messages(error: BaseException | None) -> list[str]:
    """The stack and the types of an exception and of what it came from, oldest first."""
    lines: list[str] = []
    seen: set[int] = set()
    while error is not None and id(error) not in seen and len(seen) < DEEPEST:
        seen.add(id(error))
        stack = "".join(traceback.format_tb(error.__traceback__)).rstrip()
        kind = f"{type(error).__module__}.{type(error).__qualname__}"
        lines = [*([stack] if stack else []), kind, *(["then:"] if lines else []), *lines]
        error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    return lines


def configuration(level: str) -> dict[str, Any]:
    """The LOGGING setting: everything to standard error through the one discreet formatter."""
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {
            "discreet": {
                "()": DiscreetFormatter,
                "format": FORMAT,
                "style": "{",
            }
        },
        "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "discreet"}},
        "root": {"handlers": ["console"], "level": level},
        "loggers": {
            "django": {"handlers": [], "level": level, "propagate": True},
            # runserver's own line names the whole address; access_log writes ours.
            "django.server": {"handlers": [], "level": "ERROR", "propagate": False},
            # `mistakes` says what to set, and says it seldom: strangers who try every machine ask for any name.
            "django.security.DisallowedHost": {"level": "CRITICAL"},
            # It tells of addresses and of visitors that have gone; a full queue is no fault.
            "waitress": {"level": "WARNING"},
            "waitress.queue": {"level": "ERROR"},
            # At DEBUG these would print statements with their values.
            "django.db.backends": {"level": "INFO"},
            "django.template": {"level": "INFO"},
        },
    }

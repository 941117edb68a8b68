"""What a form sent, for pages that give it back when it could not be taken."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import SuspiciousOperation
from django.http import HttpRequest, UnreadablePostError

SECRETS = ("/accounts/", "/admin/")
"""Where what was typed may be a password: it is put into no page again, and kept nowhere."""
NOT_TYPED = {"submission", "offer", "next", "from", "change", "move", "then", "was", "link", "skip", "unsent"}
"""What forms bring along beside the words."""


@dataclass(frozen=True, slots=True)
class Named:
    """A value that was sent, and its field's name or label."""

    name: str
    value: str


def takes_words[View: Callable[..., Any]](view: View) -> View:
    """Marks a view that words are sent to: where the session has ended meanwhile, they wait for the next sign-in."""
    view.takes_words = True  # type: ignore[attr-defined]
    return view


def sent_by(request: HttpRequest) -> list[tuple[str, str]]:
    """Each name and value, in their order; nothing where there is a password among them, or nobody can read it."""
    try:
        sent = request.POST
    except (SuspiciousOperation, UnreadablePostError):
        return []
    secret = request.path.startswith(SECRETS) or any("password" in name for name in sent)
    if request.method != "POST" or secret:
        return []
    return [(name, value) for name, values in sent.lists() if name != "csrfmiddlewaretoken" for value in values]


def words_of(sent: Iterable[tuple[str, str]]) -> list[Named]:
    """What of it somebody has typed or chosen, each under its field's name as a label: not what stood there before."""
    sent = [(name, value) for name, value in sent if value.strip()]
    before = {name.removeprefix("initial-"): value for name, value in sent if name.startswith("initial-")}
    return [
        Named(name.replace("_", " ").capitalize(), value)
        for name, value in sent
        if not name.startswith("initial-") and name not in NOT_TYPED and before.get(name) != value
    ]

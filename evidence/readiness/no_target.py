"""What is shown to a person with nothing above them to be held against."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render

from evidence.web.requests import Request
from insights.targets import TargetError


@dataclass(frozen=True, slots=True)
class NoTargetPage:
    """The page; `why` is the sentence that says what is wrong."""

    why: str


def needs_target[View: Callable[..., Any]](view: View) -> View:
    """Marks a view that holds a person against their target. Who has none is shown that, and what to do about it."""

    @wraps(view)
    def answer(request: Request, **address: Any) -> HttpResponse:
        try:
            return view(request, **address)
        except TargetError as error:
            return render(request, "evidence/readiness/no_target.html", {"page": NoTargetPage(str(error))})

    return answer  # type: ignore[return-value]  # the same, with another answer where there is no target

"""What every template may know."""

from typing import Any

from django.http import HttpRequest

from evidence.models.trash import DAYS_IN_TRASH


def page(request: HttpRequest) -> dict[str, Any]:
    """`section`: the first part of the path, by which the navigation knows where it is; `days_in_trash`."""
    return {"section": request.path.split("/")[1], "days_in_trash": DAYS_IN_TRASH}

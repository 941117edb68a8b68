"""What every template may know."""

from django.http import HttpRequest


def page(request: HttpRequest) -> dict[str, str]:
    """`section`: the first part of the path, by which the navigation knows where it is."""
    return {"section": request.path.split("/")[1]}

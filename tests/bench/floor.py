"""The floor: what a bare Django view costs here. Default middleware, a session, one query, a template of fifty rows.

It is served from the benchmark's own database by the very server of `make run`, and by nothing else.
"""

import os
import sys

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import path

COLUMNS = ("title", "private", "kind", "horizon", "driver", "decision", "part")


def fifty_wins(request: HttpRequest) -> HttpResponse:
    """The newest fifty wins of whoever the session belongs to."""
    from django.shortcuts import render

    from evidence.models import Win

    # As the log's own index has them: a floor that sorts ten thousand rows would be no floor.
    rows = Win.objects.filter(owner=request.session["_auth_user_id"], deleted_at=None).order_by("-date", "-pk")
    return render(request, "floor.html", {"wins": rows.only(*COLUMNS)[:50]})


urlpatterns = [
    path("", fifty_wins, name="fifty-wins"),
    path("wins/<int:pk>/", fifty_wins, name="win"),
]


def main() -> None:
    """Serve the floor at 127.0.0.1, at the port given."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.bench.floor_settings"
    import django

    from pmcareer import serve

    django.setup()
    settings.MIDDLEWARE = settings.DEFAULT_MIDDLEWARE
    port = int(sys.argv[1])
    serve.serve(serve.claim("127.0.0.1", port), f"127.0.0.1:{port}", int(sys.argv[2]))


if __name__ == "__main__":
    main()

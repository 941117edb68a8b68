"""`manage.py check --deploy`: what is set so that it cannot work, or not safely."""

import stat
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, Warning, register  # noqa: A004
from django.http.request import validate_host

from evidence.files import disk

LOCAL = {"127.0.0.1", "localhost", "[::1]", "testserver"}


@register(Tags.security, deploy=True)
def check_names_and_proxies(app_configs: Any, **_kwargs: Any) -> list[CheckMessage]:
    """Whether the names, the proxies and HTTPS go together."""
    return list(_names_and_proxies())


def _names_and_proxies() -> Iterator[CheckMessage]:
    public = [name for name in settings.ALLOWED_HOSTS if name not in LOCAL]
    if settings.HTTPS and not settings.TRUSTED_PROXIES:
        yield Error(
            "HTTPS is on and TRUSTED_PROXIES is 0: every request would be sent to HTTPS again and again.",
            hint="Set TRUSTED_PROXIES to the number of your proxies; the server itself speaks no TLS.",
            id="pmcareer.E001",
        )
    if not public:
        yield Warning(
            "ALLOWED_HOSTS names this machine alone: nobody else can come in.",
            hint="Set ALLOWED_HOSTS=career.example.com, or whatever name people ask for.",
            id="pmcareer.W001",
        )
    if "*" in settings.ALLOWED_HOSTS:
        yield Warning(
            "ALLOWED_HOSTS is *, so the links in mail lead wherever a stranger says.",
            hint="Name the hosts.",
            id="pmcareer.W002",
        )
    for origin in settings.CSRF_TRUSTED_ORIGINS:
        name = urlsplit(origin).hostname or ""
        if not validate_host(name.replace("*", "x"), settings.ALLOWED_HOSTS):
            yield Warning(
                f"CSRF_TRUSTED_ORIGINS trusts {origin}, and ALLOWED_HOSTS does not have its name.",
                hint=f"Add {name} to ALLOWED_HOSTS, or take the origin away.",
                id="pmcareer.W003",
            )
        elif settings.HTTPS and not origin.startswith("https://"):
            yield Warning(
                f"CSRF_TRUSTED_ORIGINS trusts {origin}, and HTTPS is on: nobody comes from there.",
                hint="Write it with https://.",
                id="pmcareer.W004",
            )


@register(deploy=True)
def check_mail_and_samples(app_configs: Any, **_kwargs: Any) -> list[CheckMessage]:
    """Whether people of a team can get a forgotten password back, and strangers get no accounts to try."""
    found: list[CheckMessage] = []
    if not settings.MAIL_IS_SET_UP:
        found.append(
            Warning(
                "There is no mail: nobody's address is verified, and a forgotten password cannot be reset.",
                hint="Set EMAIL_URL=smtp://user:password@mail.example.com:587.",
                id="pmcareer.W005",
            )
        )
    elif settings.DEFAULT_FROM_EMAIL.rstrip(">").endswith("@localhost"):
        found.append(
            Warning(
                f"Mail would come from {settings.DEFAULT_FROM_EMAIL}, which others refuse.",
                hint="Set DEFAULT_FROM_EMAIL='pmcareer <career@example.com>'.",
                id="pmcareer.W006",
            )
        )
    if settings.DEMO:
        found.append(
            Warning(
                "DEMO is on: anybody can make a sample account.",
                hint="Take DEMO away where strangers come.",
                id="pmcareer.W007",
            )
        )
    return found


@register(deploy=True)
def check_folders(app_configs: Any, **_kwargs: Any) -> list[CheckMessage]:
    """Whether the folders can be used, have room, and are for nobody else's eyes."""
    folders = {"VAR": Path(settings.VAR_DIR), "MEDIA_ROOT": Path(settings.MEDIA_ROOT)}
    return [message for name, folder in folders.items() if folder.exists() for message in _folder(name, folder)]


def _folder(name: str, folder: Path) -> Iterable[CheckMessage]:
    if stat.S_IMODE(folder.stat().st_mode) & 0o077:
        yield Warning(
            f"{name} ({folder}) can be read by others on this machine.",
            hint=f"chmod 700 {folder}",
            id="pmcareer.W008",
        )
    if disk.free_at(folder) < disk.FLOOR:
        yield Warning(
            f"{name} ({folder}) has {disk.free_at(folder) // 1024**2} MB left, so no files are taken.",
            hint=f"Free some: below {disk.FLOOR // 1024**2} MB only lines are taken.",
            id="pmcareer.W009",
        )

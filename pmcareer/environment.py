"""What the environment may say: every variable with its default, its meaning and the check it must pass."""

import logging
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit
from zoneinfo import available_timezones

import dj_database_url

SMTP_TIMEOUT = 10  # seconds; Django's own default is to wait for ever
ON_OFF = dict.fromkeys(("on", "true", "yes", "1"), True) | dict.fromkeys(("off", "false", "no", "0"), False)


class WrongSetting(Exception):
    """An environment variable holds what it cannot mean; the message is one sentence that names it."""


@dataclass(frozen=True)
class Variable:
    """One variable: `default` and `means` as the README's table shows them; `read` checks a value."""

    name: str
    default: str
    means: str
    read: Callable[[str], Any]


def switch(value: str) -> bool:
    """`on` or `off`, in the usual spellings."""
    if value.lower() not in ON_OFF:
        raise ValueError("say on or off")
    return ON_OFF[value.lower()]


def open_or_closed(value: str) -> bool:
    """True for `open`."""
    if value.lower() not in ("open", "closed"):
        raise ValueError("say open or closed")
    return value.lower() == "open"


def whole_number(least: int, most: int) -> Callable[[str], int]:
    """A reader of whole numbers from `least` to `most`, both included."""

    def read(value: str) -> int:
        if not value.isdecimal() or not least <= int(value) <= most:
            raise ValueError(f"give a whole number from {least} to {most}")
        return int(value)

    return read


def words(value: str) -> list[str]:
    """A list written with commas."""
    return [word.strip() for word in value.split(",") if word.strip()]


def hosts(value: str) -> list[str]:
    """Host names without scheme, path or port, as Django wants them."""
    for host in words(value):
        if "/" in host or re.search(r"[^]:]:\d+$", host):
            raise ValueError(f"give host names alone, like career.example.com, not {host}")
    return words(value)


def origins(value: str) -> list[str]:
    """Origins: scheme and host, like https://career.example.com."""
    for origin in words(value):
        parts = urlsplit(origin)
        if parts.scheme not in ("http", "https") or not parts.netloc or parts.path.strip("/"):
            raise ValueError(f"give origins like https://career.example.com, not {origin}")
    return [origin.rstrip("/") for origin in words(value)]


def folder(value: str) -> Path:
    """A folder; made when it is missing, so only its being a path is checked here."""
    return Path(value).expanduser().absolute()


def secret(value: str) -> str:
    """A key long enough to sign with."""
    if len(value) < 50 or len(set(value)) < 5:
        raise ValueError("give 50 random characters or more")
    return value


def time_zone(value: str) -> str:
    """An IANA time zone's name."""
    if value not in available_timezones():
        raise ValueError("give an IANA name like Europe/Paris")
    return value


def log_level(value: str) -> str:
    """One of Python's log levels."""
    if value.upper() not in logging.getLevelNamesMapping():
        raise ValueError("say DEBUG, INFO, WARNING or ERROR")
    return value.upper()


def database(value: str) -> dict[str, Any]:
    """sqlite:///file or postgres://user:password@host:port/name -> Django's description of a database."""
    parts = urlsplit(value)
    if parts.scheme not in ("sqlite", "postgres", "postgresql"):
        raise ValueError("begin it with sqlite:// or postgres://")
    try:
        described = dict(dj_database_url.parse(value))
    except ValueError:
        raise ValueError("write it like postgres://user:password@host:5432/name, percent-encoded") from None
    if parts.scheme == "sqlite" and (parts.netloc or described["NAME"] in ("", ":memory:")):
        raise ValueError("write it like sqlite:////srv/pmcareer/pmcareer.sqlite3, with the file's full path")
    if parts.scheme != "sqlite" and not described["NAME"]:
        raise ValueError("name the database at its end, like postgres://user:password@host:5432/name")
    return described


def mailer(value: str) -> dict[str, Any]:
    """smtp://, smtps://, console: or file:///folder -> one entry of Django's MAILERS."""
    parts = urlsplit(value)
    if parts.scheme == "console":
        return {"BACKEND": "django.core.mail.backends.console.EmailBackend"}
    if parts.scheme == "file" and parts.path:
        return {
            "BACKEND": "django.core.mail.backends.filebased.EmailBackend",
            "OPTIONS": {"file_path": unquote(parts.path)},
        }
    if parts.scheme not in ("smtp", "smtps") or not parts.hostname:
        raise ValueError("write it like smtp://user:password@mail.example.com:587, percent-encoded")
    try:
        port = parts.port
    except ValueError:
        raise ValueError("its port is not a number from 0 to 65535") from None
    if parts.query not in ("", "tls=off", "tls=on"):
        raise ValueError("after the ? only tls=off is understood")
    return {
        "BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "OPTIONS": {
            "host": parts.hostname,
            "port": port or (465 if parts.scheme == "smtps" else 587),
            "username": unquote(parts.username or ""),
            "password": unquote(parts.password or ""),
            "use_ssl": parts.scheme == "smtps",
            # Passwords and reset codes never travel in the clear unless it was asked for.
            "use_tls": parts.scheme == "smtp" and parts.query != "tls=off",
            "timeout": SMTP_TIMEOUT,
        },
    }


def address(value: str) -> str:
    """Who mail comes from: an address, or a name and an address in angle brackets."""
    if not re.fullmatch(r"[^<>\r\n]*<[^@\s<>]+@[^@\s<>]+>|[^@\s<>]+@[^@\s<>]+", value):
        raise ValueError("write it like pmcareer <career@example.com>")
    return value


def host(value: str) -> str:
    """One address to listen on."""
    if not re.fullmatch(r"[A-Za-z0-9.:_-]+", value):
        raise ValueError("give one address like 127.0.0.1 or 0.0.0.0")
    return value


VARIABLES = (
    Variable("HOST", "127.0.0.1", "the address to listen on", host),
    Variable("PORT", "8000", "the port to listen on", whole_number(1, 65535)),
    Variable("VAR", "var", "the folder for database file, uploads, secret key, static files", folder),
    Variable("WORKERS", "one a core, 2 to 8", "how many server processes answer", whole_number(1, 64)),
    Variable("DATABASE_URL", "a SQLite file in `VAR`", "`sqlite:///…` or `postgres://…`", database),
    Variable("SECRET_KEY", "made once, in `VAR`", "what signs sessions; 50 characters or more", secret),
    Variable("ALLOWED_HOSTS", "this machine", "the host names to answer to, with commas between", hosts),
    Variable("CSRF_TRUSTED_ORIGINS", "none", "origins that forms may come from behind a proxy", origins),
    Variable("TRUSTED_PROXIES", "0", "how many proxies of yours stand in front", whole_number(0, 9)),
    Variable("HTTPS", "on with a proxy", "secure cookies, HSTS and no plain HTTP", switch),
    Variable("EMAIL_URL", "no mail", "`smtp://user:password@host:587`, `smtps://…`, `console:`", mailer),
    Variable("DEFAULT_FROM_EMAIL", "`pmcareer@localhost`", "who mail comes from", address),
    Variable("TIME_ZONE", "UTC", "the time zone of visitors, and where a browser tells none", time_zone),
    Variable("MEDIA_ROOT", "`media` in `VAR`", "the folder for uploaded files", folder),
    Variable("SIGNUP", "open", "`open`, or `closed`: no new accounts", open_or_closed),
    Variable("DEMO", "on for a local `make run`", "offer throwaway accounts with sample data", switch),
    Variable("LOG_LEVEL", "INFO", "how much is logged", log_level),
    Variable("DEBUG", "off", "error pages with code; for `make dev` alone", switch),
)


def read(environ: Mapping[str, str]) -> dict[str, Any]:
    """Every variable by name, checked; None where it is unset or empty. Raises WrongSetting."""
    values: dict[str, Any] = {}
    for variable in VARIABLES:
        given = environ.get(variable.name, "").strip()
        try:
            values[variable.name] = variable.read(given) if given else None
        except ValueError as problem:
            raise WrongSetting(f"{variable.name} is not right: {problem}.") from None
    return values

"""`make run` and `make dev`: prepare everything, then serve until Ctrl-C; what goes wrong is one line."""

import errno
import gc
import ipaddress
import os
import resource
import signal
import socket
import sys
from collections.abc import Callable
from dataclasses import replace
from typing import Any, NoReturn

import django
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.management import CommandError, call_command
from django.db import DatabaseError
from django.urls import get_resolver

from insights.text_models import text_model
from pmcareer import environment, housekeeping
from pmcareer.apps import let_go
from pmcareer.environment import WrongSetting
from pmcareer.prepare import prepare
from pmcareer.server.crew import Crew
from pmcareer.server.limits import Limits
from pmcareer.server.loop import Loop

FILES = 8192
"""Open files that a worker asks the machine for."""


def main() -> None:
    """Claim the port first: a taken one is told before anything is changed."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "pmcareer.settings")
    try:
        env = environment.read(os.environ)
        host, port = env["HOST"] or "127.0.0.1", env["PORT"] or 8000
        welcome_this_machine(env, host)
        listener = claim(host, port)
        set_up()
    except WrongSetting as problem:
        give_up(str(problem))
    place = f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
    if env["DEBUG"]:
        listener.close()
        call_command("runserver", place)
    else:
        serve(listener, place, env["WORKERS"] or min(8, max(2, os.cpu_count() or 2)))


def give_up(sentence: str) -> NoReturn:
    """One line on standard error, and no success."""
    sys.exit(f"pmcareer cannot start: {' '.join(sentence.split())}")


def is_this_machine(host: str) -> bool:
    """Whether only programs of this machine can reach the address."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def welcome_this_machine(env: dict[str, Any], host: str) -> None:
    """The defaults that `make run` adds: sample accounts where nobody else comes, and the host it serves."""
    own_file = env["DATABASE_URL"] is None or env["DATABASE_URL"]["ENGINE"].endswith("sqlite3")
    if env["DEMO"] is None and is_this_machine(host) and own_file and not env["TRUSTED_PROXIES"]:
        os.environ["DEMO"] = "on"
    if env["ALLOWED_HOSTS"] is None and host not in ("0.0.0.0", "::"):  # noqa: S104
        name = f"[{host}]" if ":" in host else host
        os.environ["ALLOWED_HOSTS"] = f"127.0.0.1,localhost,[::1],{name}"


def claim(host: str, port: int) -> socket.socket:
    """A listening socket, handed to the server later. Raises WrongSetting when it is not to be had."""
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        listener = socket.socket(family, kind, protocol)
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(address)
        listener.listen(2048)
    except socket.gaierror:
        raise WrongSetting(f"HOST is not right: {host} is no address of this machine.") from None
    except OSError as problem:
        what = "taken" if problem.errno == errno.EADDRINUSE else f"not to be had ({problem.strerror})"
        advice = f"choose another, like PORT={port % 65535 + 1}"
        raise WrongSetting(f"PORT {port} on {host} is {what}; {advice}.") from None
    return listener


def set_up() -> None:
    """Django, the database, the catalogue and the static files. Raises WrongSetting with what to do."""
    try:
        django.setup()
        try:
            prepare()
        finally:
            # The server forks: no connection may be shared with its children. And an open pool delays an early end.
            let_go()
    except OSError as problem:
        where = f" ({problem.filename})" if problem.filename else ""
        raise WrongSetting(f"VAR is not usable: {problem.strerror}{where}.") from None
    except DatabaseError as problem:
        said = str(problem) or type(problem).__name__
        raise WrongSetting(f"DATABASE_URL leads to no usable database: {said}.") from None
    except (CommandError, ImproperlyConfigured) as problem:
        raise WrongSetting(str(problem)) from None


def serve(listener: socket.socket, place: str, workers: int) -> None:
    """The workers, with everything loaded once before they are forked, and the house kept beside them."""
    application = load()
    limits = limits_here()
    keeper = housekeeping.start(listener)

    def work(gone: int, serves: Callable[[], None]) -> None:
        loop = Loop(application, listener, limits)
        serves()
        loop.run(gone)
        let_go()

    def ready() -> None:
        print(f"pmcareer is at http://{place}/ (Ctrl-C stops it)", flush=True)

    def ended() -> None:
        listener.close()
        keeper.stop()

    if not Crew(workers, work, limits.stop_time).run(ready, ended):
        give_up("a worker ended before it had begun; what it said stands above")


def load() -> Callable:
    """The application, with all that its workers share."""
    from pmcareer.wsgi import application  # noqa: PLC0415 - Django has to be set up

    get_resolver().url_patterns  # noqa: B018 - every view is imported once, before the fork
    text_model()  # before the fork too: the workers share its memory
    # What is loaded by now stays: looking through it for garbage would copy its memory into every worker.
    gc.freeze()
    return application


def limits_here() -> Limits:
    """The limits as far as this machine lets us have as many open files, and as its proxies ask for."""
    most = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    files = FILES if most == resource.RLIM_INFINITY else min(FILES, most)
    resource.setrlimit(resource.RLIMIT_NOFILE, (files, most))
    limits = Limits()
    # A connection takes up to three: itself, a body and an answer that lie in files.
    limits = replace(limits, connections=min(limits.connections, (files - 100) // 3))
    return replace(limits, of_an_address=None) if settings.TRUSTED_PROXIES else limits


if __name__ == "__main__":
    try:
        main()
    except KeyboardInterrupt:  # it was still preparing
        sys.exit(128 + signal.SIGINT)

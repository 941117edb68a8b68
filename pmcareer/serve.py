"""`make run` and `make dev`: prepare everything, then serve until Ctrl-C; what goes wrong is one line."""

import errno
import gc
import ipaddress
import os
import signal
import socket
import sys
from collections.abc import Callable
from typing import Any, NoReturn

import django
from django.core.exceptions import ImproperlyConfigured
from django.core.management import CommandError, call_command
from django.core.wsgi import get_wsgi_application
from django.db import DatabaseError, connections
from django.urls import get_resolver
from gunicorn.app.base import BaseApplication
from gunicorn.glogging import Logger

from insights.text_models import text_model
from pmcareer import environment, housekeeping, logs, stopping
from pmcareer.environment import WrongSetting
from pmcareer.prepare import prepare


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


def let_go() -> None:
    """Close this process's connections to the database, and the pool that holds them."""
    for connection in connections.all():
        connection.close()
        if hasattr(connection, "close_pool"):
            connection.close_pool()


def leave(_server: Any, _worker: Any) -> None:
    """The end of a worker. Nothing may come between: a pool that is left open would keep it for twenty seconds."""
    stopping.hold()
    let_go()


def serve(listener: socket.socket, place: str, workers: int) -> None:
    """gunicorn, with everything loaded once before it forks, and the house kept beside it."""
    keeper = housekeeping.start()

    def ready(_: Any) -> None:
        print(f"pmcareer is at http://{place}/ (Ctrl-C stops it)", flush=True)

    def ended(_: Any) -> None:
        stopping.hold()
        keeper.stop()

    Server(
        bind=f"fd://{listener.detach()}",
        workers=workers,
        worker_class=stopping.Worker,
        # Browsers speak to it directly: a second thread keeps a slow one from blocking a worker, and a short
        # keep-alive keeps connections from gathering on one worker.
        threads=2,
        keepalive=2,
        preload_app=True,
        accesslog=None,
        loglevel="warning",
        logger_class=DiscreetLog,
        control_socket_disable=True,
        # Django reads the proxy's headers, and only when TRUSTED_PROXIES says that there is one.
        secure_scheme_headers={},
        forwarder_headers="",
        when_ready=ready,
        worker_exit=leave,
        on_exit=ended,
    ).run()


class Server(BaseApplication):
    """gunicorn with its settings handed in: it reads no file, no command line and no environment."""

    def __init__(self, **settings: Any) -> None:
        self.settings = settings
        super().__init__()

    def load_config(self) -> None:
        for name, value in self.settings.items():
            self.cfg.set(name, value)

    def load(self) -> Callable:
        application = get_wsgi_application()
        get_resolver().url_patterns  # noqa: B018 - every view is imported once, before the fork
        text_model()  # before the fork too: the workers share its memory
        # What is loaded by now stays: looking through it for garbage would copy its memory into every worker,
        # and take most of the time that a stop lasts.
        gc.freeze()
        return application

    def run(self) -> None:
        stopping.Parent(self).run()


class DiscreetLog(Logger):
    """gunicorn's own words in our format: it would name the address of a request that it refuses."""

    def setup(self, cfg: Any) -> None:
        super().setup(cfg)
        for handler in self.error_log.handlers:
            handler.setFormatter(logs.DiscreetFormatter(logs.FORMAT, style="{"))


if __name__ == "__main__":
    try:
        main()
    except KeyboardInterrupt:  # it was still preparing
        sys.exit(128 + signal.SIGINT)

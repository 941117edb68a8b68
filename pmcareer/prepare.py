"""Brings the database, the catalogue and the static files in step with the code; quick when they are."""

import hashlib
from pathlib import Path
from types import ModuleType
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command
from django.db import DEFAULT_DB_ALIAS, connection, connections
from django.db.migrations.executor import MigrationExecutor

from pmcareer import database_file, in_use
from pmcareer.alone import alone
from pmcareer.environment import WrongSetting

A_MINUTE = 60


def prepare() -> None:
    """All that comes before the first request. Raises WrongSetting, OSError, DatabaseError or CommandError."""
    for folder in (settings.VAR_DIR, Path(settings.MEDIA_ROOT)):
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        _try_to_write(folder)
    hold_the_folder()
    with alone():
        refuse_what_does_not_fit()
        migrate()
        belonging().settle()
        call_command("load_catalog", verbosity=0)
        if not settings.DEBUG:
            collect_static()


def hold_the_folder() -> None:
    """Holds VAR for as long as the server runs. Raises WrongSetting while a backup is put back there."""
    try:
        in_use.hold(settings.VAR_DIR)
    except in_use.InUse:
        raise WrongSetting(f"VAR ({settings.VAR_DIR}) is being restored; start again when that is done.") from None


def refuse_what_does_not_fit() -> None:
    """Raises WrongSetting where the database is damaged, or is not the one of these uploads."""
    try:
        if connection.vendor == "sqlite":
            database_file.check(Path(connection.settings_dict["NAME"]))
        belonging().look()
    except (database_file.Damaged, belonging().Strangers) as problem:
        raise WrongSetting(str(problem)) from None


def belonging() -> ModuleType:
    """What tells whether the database and the uploads belong together; models come after the apps."""
    from evidence.files import belonging  # noqa: PLC0415

    return belonging


def migrate() -> None:
    """Apply what is missing, with what belongs to it, which is looked after at every start."""
    from evidence.models.search import keep_index  # noqa: PLC0415 - models come after the apps
    from evidence.models.waiting import patience  # noqa: PLC0415

    executor = MigrationExecutor(connection)
    # Whoever changes tables waits until those who read and write there have ended.
    with patience(A_MINUTE):
        _migrate(executor)
    keep_index()


def _migrate(executor: MigrationExecutor) -> None:
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        print("Bringing the database up to date", flush=True)
        call_command("migrate", interactive=False, verbosity=0)
    make_beside_the_models()


def make_beside_the_models(using: str = DEFAULT_DB_ALIAS, **_: Any) -> None:
    """The cache's table, which no migration makes; and nobody else on this machine reads a database in a file."""
    connection = connections[using]
    if settings.CACHES["default"]["LOCATION"] not in connection.introspection.table_names():
        call_command("createcachetable", verbosity=0, database=using)
    if connection.vendor == "sqlite" and (file := Path(connection.settings_dict["NAME"])).exists():
        file.chmod(0o600)  # its -wal and -shm inherit this


def collect_static() -> None:
    """Collect, hash and compress the static files when one of them changed."""
    stamp = settings.STATIC_ROOT.with_name("static.stamp")
    state = _state_of_static()
    if stamp.exists() and stamp.read_text() == state and settings.STATIC_ROOT.exists():
        return
    print("Collecting the static files", flush=True)
    stamp.unlink(missing_ok=True)
    call_command("collectstatic", interactive=False, clear=True, verbosity=0, stderr=_Silence())
    stamp.write_text(state)


def _state_of_static() -> str:
    """A digest of every static file's name, size and time of change."""
    digest = hashlib.sha256(settings.STORAGES["staticfiles"]["BACKEND"].encode())
    for finder in get_finders():
        for name, storage in finder.list(None):
            about = Path(storage.path(name)).stat()
            digest.update(f"{name} {about.st_size} {about.st_mtime_ns}\n".encode())
    return digest.hexdigest()


def _try_to_write(folder: Path) -> None:
    probe = folder / ".probe"
    probe.write_bytes(b"x" * 4096)  # an empty file fits on a full disk
    probe.unlink()


class _Silence:
    """Where a command's words go that nobody needs to read."""

    def write(self, *_: object) -> None: ...

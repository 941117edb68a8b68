"""What the drills do with a real database in a process of its own: fill it, go on writing, tell all that is in it.

python -m tests.pmcareer.records fill|write|show
"""

import hashlib
import json
import os
import sys
from pathlib import Path

import django


def fill() -> None:
    """Two people with wins, skills, links and files."""
    from tests.factories import make_artifact, make_user, make_win, store_bytes

    for name in ("alice", "bob"):
        user = make_user(f"{name}@example.org")
        for nth in range(20):
            win = make_win(user, f"Win {nth} of {name}", told=True, skills=["agency"], days_ago=nth)
            make_artifact(win)
            store_bytes(win, f"{nth}.txt", f"{name} {nth} ".encode() * 500)


def write() -> None:
    """Adds one win after the other with a file each, and tells the number of each that is stored."""
    from evidence.models import User
    from tests.factories import make_win, store_bytes

    user = User.objects.get(email="alice@example.org")
    for nth in range(100_000):
        win = make_win(user, f"Written {nth}")
        store_bytes(win, "w.txt", f"written {nth}".encode())
        print(win.pk, flush=True)


def show() -> None:
    """Of every table the number of rows and a digest of them all; of every upload its digest; who has what files."""
    from django.apps import apps
    from django.conf import settings

    from evidence.models import Artifact, Win

    def rows(model) -> list[str]:
        # When the house was kept is not part of the record.
        left_out = {"tidied_at", "backed_up_at"}
        names = [field.attname for field in model._meta.concrete_fields if field.attname not in left_out]
        return sorted(repr(row) for row in model._base_manager.values_list(*names))

    tables = {model._meta.label: rows(model) for model in apps.get_models(include_auto_created=True)}
    root = Path(settings.MEDIA_ROOT)
    files = {path.relative_to(root).as_posix(): digest(path.read_bytes()) for path in root.rglob("*") if path.is_file()}
    told = {
        "tables": {name: [len(some), digest("\n".join(some).encode())] for name, some in tables.items()},
        "files": files,
        "wins": sorted(Win.objects.values_list("pk", flat=True)),
        "of rows": dict(Artifact.objects.exclude(file="").values_list("file", "sha256")),
        "key": settings.SECRET_KEY,
    }
    print(json.dumps(told))


def digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


if __name__ == "__main__":
    os.environ["DJANGO_SETTINGS_MODULE"] = "pmcareer.settings"
    django.setup()
    {"fill": fill, "write": write, "show": show}[sys.argv[1]]()

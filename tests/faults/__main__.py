"""`make faults`: plants faults in `evidence/`, one at a time, and tells which of them no test notices.

A number of all that could be planted is drawn, the same ones each time; `--seed` draws others, and `--only` takes
those of one folder or file.
"""

import argparse
import json
import os
import random
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.faults.planting import Fault, faults_in

BASE = Path(__file__).resolve().parents[2]
LEFT_OUT = ("migrations", "admin.py", "apps.py", "management")
TESTS = ("tests/evidence", "tests/test_access.py", "tests/test_heads.py")
PARTS = 2
MOST_ALIVE = 0.05


def main() -> None:
    """Plants, tries, tells; ends with 1 where more than a twentieth of the faults live."""
    parser = argparse.ArgumentParser(prog="python -m tests.faults", description=__doc__)
    parser.add_argument("count", type=int, nargs="?", default=400)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", default="", help="a folder or a file below evidence/")
    parser.add_argument("--tests", nargs="*", default=list(TESTS))
    asked = parser.parse_args()
    some = drawn(asked.count, asked.seed, asked.only)
    with tempfile.TemporaryDirectory(prefix="pmcareer-faults-") as folder:
        verdicts = tried(some, asked.tests, Path(folder))
    alive = [fault for fault in some if verdicts[fault.name] != "noticed"]
    for fault in alive:
        print(f"{verdicts[fault.name]:<12} {fault}")
    print(f"{len(some)} faults planted, {len(some) - len(alive)} noticed, {len(alive)} not")
    sys.exit(len(alive) > MOST_ALIVE * len(some))


def drawn(count: int, seed: int, only: str) -> list[Fault]:
    """So many of all faults that could be planted, the same ones for the same seed."""
    found: list[Fault] = []
    for path in sorted((BASE / "evidence").rglob("*.py")):
        place = path.relative_to(BASE / "evidence").as_posix()
        if place.startswith(only) and not set(LEFT_OUT) & set(Path(place).parts):
            found += faults_in(path, place)
    return random.Random(seed).sample(found, min(count, len(found)))


def tried(faults: list[Fault], tests: list[str], folder: Path) -> dict[str, str]:
    """What became of each fault, by its name: noticed, lives, not reached."""
    by_file: dict[str, tuple[str, list[str]]] = {}
    for fault in faults:
        by_file.setdefault(str(fault.path), (fault.name.partition(":")[0], []))[1].append(fault.name)
    running = []
    for part in range(PARTS):
        task = folder / f"task-{part}.json"
        task.write_text(json.dumps({"faults": by_file, "part": part, "parts": PARTS, "folder": str(folder)}))
        command = [sys.executable, "-m", "pytest", "-q", "-p", "tests.faults.plugin", "-p", "no:randomly", *tests]
        # The same examples each time, or a fault could be noticed in one run and not in the next.
        environment = os.environ | {"FAULTS_TASK": str(task), "CI": "1", "DATABASE_URL": ""}
        running.append(subprocess.Popen(command, cwd=BASE, env=environment))
    for process in running:
        process.wait()
    verdicts: dict[str, str] = {}
    for part in range(PARTS):
        verdicts |= json.loads((folder / f"verdicts-{part}.json").read_text())
    return verdicts


if __name__ == "__main__":
    main()

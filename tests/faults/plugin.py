"""What runs inside pytest: loads `evidence` with faults in it, sees which tests reach which, and switches each on.

Every fault is tried in a process of its own, forked off when all is loaded and the database stands: so a try costs no
more than the tests that it runs.
"""

import functools
import gc
import importlib.abc
import importlib.util
import json
import os
import shutil
import signal
import sys
import time
from collections import defaultdict
from collections.abc import Sequence
from importlib.machinery import ModuleSpec, SourceFileLoader
from pathlib import Path
from types import CodeType, ModuleType
from typing import Any

import pytest
from _pytest.runner import runtestprotocol

from tests.faults.planting import IS_ON, planted

SECONDS = 60
"""A fault under which the tests take longer is noticed: something hangs."""
TASK = json.loads(Path(os.environ["FAULTS_TASK"]).read_text())
"""`faults`: the names to plant, by file; `part` of `parts`: which of them, and which of the tests, are ours."""
reached: set[str] = set()
_on = [""]


def is_on(name: str) -> bool:
    """Whether a fault is the one that is switched on; notes that it was reached."""
    reached.add(name)
    return name == _on[0]


class _Loader(SourceFileLoader):
    def source_to_code(self, data: Any, path: Any, *_args: Any, **_kwargs: Any) -> CodeType:
        place, names = TASK["faults"][str(path)]
        return planted(Path(path), place, set(names))

    def get_code(self, fullname: str) -> CodeType | None:
        path = self.get_filename(fullname)
        return self.source_to_code(None, path)  # never from what was compiled before

    def exec_module(self, module: ModuleType) -> None:
        vars(module)[IS_ON] = is_on
        super().exec_module(module)


class _Finder(importlib.abc.MetaPathFinder):
    def find_spec(self, fullname: str, path: Any, target: Any = None) -> ModuleSpec | None:
        if fullname.partition(".")[0] != "evidence":
            return None
        spec = importlib.machinery.PathFinder.find_spec(fullname, path, target)
        if spec and spec.origin and spec.origin in TASK["faults"]:
            spec.loader = _Loader(fullname, spec.origin)
        return spec


sys.meta_path.insert(0, _Finder())


@pytest.hookimpl(tryfirst=True)
def pytest_runtestloop(session: pytest.Session) -> bool:
    """In place of pytest's own: every test once without a fault, then each fault with the tests that reach it."""
    items = session.items
    tests = _without_faults([item for at, item in enumerate(items) if at % TASK["parts"] == TASK["part"]])
    _tell("tests", tests)
    known: dict[str, list[tuple[float, str]]] = defaultdict(list)
    for part in range(TASK["parts"]):
        for test, (seconds, names) in _told("tests", part).items():
            for name in names:
                known[name].append((seconds, test))
    by_name, whole = {item.nodeid: item for item in items}, _database()
    mine = sorted(name for _, names in TASK["faults"].values() for name in names)[TASK["part"] :: TASK["parts"]]
    if _tried("", [by_name[test] for test in list(tests)[::20]], whole) != "lives":
        raise RuntimeError(
            "Tests fail in a process of their own without a fault: nothing that follows would mean much."
        )
    verdicts = {}
    for name in mine:
        some = [by_name[test] for _, test in sorted(known[name])]
        verdicts[name] = _tried(name, some, whole) if some else "not reached"
        print(f"{verdicts[name]:<12} {name}", flush=True)
    _tell("verdicts", verdicts)
    return True


def _without_faults(items: Sequence[pytest.Item]) -> dict[str, tuple[float, list[str]]]:
    """Of each test that passes its seconds and the faults that it reaches."""
    found = {}
    for item in items:
        reached.clear()
        begun = time.monotonic()
        if all(report.passed for report in _reports(item)):
            found[item.nodeid] = (time.monotonic() - begun, sorted(reached))
    return found


def _tried(name: str, items: Sequence[pytest.Item], whole: tuple[Path, Path]) -> str:
    """`noticed` where a test fails with the fault switched on, else `lives`."""
    from django.db import connections

    connections.close_all()
    shutil.copy(*whole)
    for beside in ("-wal", "-shm"):
        Path(f"{whole[1]}{beside}").unlink(missing_ok=True)
    child = os.fork()
    if not child:
        os._exit(_notices(name, items))
    _, status = os.waitpid(child, 0)
    return "lives" if os.waitstatus_to_exitcode(status) == 0 else "noticed"


def _notices(name: str, items: Sequence[pytest.Item]) -> int:
    """1 as soon as a test fails, 0 where all pass. In a process of its own."""
    silent = os.open(os.devnull, os.O_WRONLY)
    os.dup2(silent, 1)
    os.dup2(silent, 2)
    signal.alarm(SECONDS)
    _on[0] = name
    for known in [one for one in gc.get_objects() if isinstance(one, functools._lru_cache_wrapper)]:
        if (known.__module__ or "").startswith("evidence"):
            known.cache_clear()
    for item in items:
        if any(report.failed for report in _reports(item)):
            return 1
    return 0


def _reports(item: pytest.Item) -> list[pytest.TestReport]:
    """What became of a test. Never the last one, nor followed by itself: what all tests share has to stay."""
    first, second, *_ = item.session.items
    return runtestprotocol(item, log=False, nextitem=second if item is first else first)


def _database() -> tuple[Path, Path]:
    """The tests' database, as it is without faults, and where every try finds it."""
    from django.db import connection, connections

    connections.close_all()
    file = Path(str(connection.settings_dict["NAME"]))
    whole = file.with_suffix(".whole")
    shutil.copy(file, whole)
    return whole, file


def _tell(what: str, found: Any) -> None:
    file = Path(TASK["folder"], f"{what}-{TASK['part']}.json")
    file.with_suffix(".part").write_text(json.dumps(found))
    file.with_suffix(".part").rename(file)


def _told(what: str, part: int) -> Any:
    """What another process has found; waits for it."""
    file = Path(TASK["folder"], f"{what}-{part}.json")
    while not file.exists():
        time.sleep(0.5)
    return json.loads(file.read_text())

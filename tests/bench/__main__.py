"""`make bench`: builds large accounts in a temporary database, serves them as `make run` does, and measures."""

import argparse
import json
import os
import secrets
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import datetime
from pathlib import Path
from statistics import median
from typing import Any

import psycopg

from pmcareer.environment import VARIABLES
from tests.bench.assets import assets_of
from tests.bench.measuring import Browser, Target, measure, measure_acts, ratio
from tests.bench.verdict import ACT_AIMS, aims, got_worse, table
from tests.postgres import embedded_postgres

RESULTS = Path("var/bench")
WORKERS = 2
FLOOR_QUERIES = 2


def main() -> None:
    """Measure, print, save; ends with 1 when an aim is missed or, with --compare, when something got worse."""
    asked = arguments()
    begun = time.monotonic()
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="pmcareer-bench-")))
        environment = surroundings(folder)
        if asked.postgres:
            environment["DATABASE_URL"] = stack.enter_context(a_postgres_database())
        say("Building accounts with 1,000 and 10,000 wins")
        people = json.loads(run("tests.bench.world", environment | {"LOG_LEVEL": "WARNING"}))
        product, floor = free_port(), free_port()
        stack.enter_context(server(environment | {"PORT": str(product)}, product, "pmcareer.serve"))
        stack.enter_context(server(environment, floor, "tests.bench.floor", str(floor), str(WORKERS)))
        result = measured(people, product, floor)
    result["database"] = "PostgreSQL" if asked.postgres else "SQLite"
    say(
        f"\n{table(result)}\n\n{result['database']}, {result['rounds']} rounds, {time.monotonic() - begun:.0f} s in all"
    )
    sys.exit(judged(result, asked.compare))


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("--compare", type=Path, metavar="RESULT", help="an earlier result, to see what got worse")
    parser.add_argument("--postgres", action="store_true", help="on PostgreSQL: DATABASE_URL's, or one of its own")
    asked = parser.parse_args()
    if asked.compare and not asked.compare.is_file():
        parser.error(f"there is no result {asked.compare}")
    return asked


def surroundings(folder: Path) -> dict[str, str]:
    """The environment of a server that nobody else uses: production's defaults, everything in one folder."""
    ours = {variable.name for variable in VARIABLES} | {"DJANGO_SETTINGS_MODULE"}
    rest = {name: value for name, value in os.environ.items() if name not in ours}
    return rest | {"VAR": str(folder), "SECRET_KEY": secrets.token_urlsafe(64), "WORKERS": str(WORKERS)}


@contextmanager
def a_postgres_database() -> Iterator[str]:
    """The address of an empty database, gone afterwards; on DATABASE_URL's server, else on one of our own."""
    given = os.environ.get("DATABASE_URL", "")
    if not given.startswith("postgres"):
        with embedded_postgres() as url:
            yield url
        return
    name = f"pmcareer_bench_{secrets.token_hex(4)}"
    with psycopg.connect(given, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
        try:
            yield f"{given.rpartition('/')[0]}/{name}"
        finally:
            connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


def run(module: str, environment: dict[str, str]) -> str:
    """The last line that a module of ours prints."""
    done = subprocess.run([sys.executable, "-m", module], env=environment, stdout=subprocess.PIPE, text=True)
    if done.returncode:
        sys.exit(f"{module} ended with {done.returncode}")
    return done.stdout.splitlines()[-1]


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextmanager
def server(environment: dict[str, str], port: int, *command: str) -> Iterator[None]:
    """A server process that answers, stopped afterwards."""
    with tempfile.TemporaryFile() as log:
        process = subprocess.Popen([sys.executable, "-m", *command], env=environment, stdout=log, stderr=log)
        try:
            wait_for(port, process)
            yield
        except BaseException:
            log.seek(0)
            say(log.read().decode()[-2000:])
            raise
        finally:
            process.terminate()
            process.wait(timeout=30)


def wait_for(port: int, process: subprocess.Popen) -> None:
    for _ in range(300):
        if process.poll() is not None:
            raise SystemExit("the server ended")
        try:
            Browser().get(port, "/")
            return
        except OSError:
            time.sleep(0.1)
    raise SystemExit("the server did not answer within half a minute")


def measured(people: dict[str, Any], product: int, floor_port: int) -> dict[str, Any]:
    """All figures of one run."""
    sizes = list(people)
    targets = {
        (name, size): Target(product, page["path"], page["cookie"])
        for size, pages in people.items()
        for name, page in pages.items()
    }
    cookie = {size: pages["This week"]["cookie"] for size, pages in people.items()}
    floor = Target(floor_port, "/", cookie[sizes[-1]])
    rounds = measure([floor, *targets.values()], lambda done: print(f"\rround {done}", end="", flush=True))
    print("\r", end="")
    pages: dict[str, dict[str, Any]] = {name: {} for name in people[sizes[0]]}
    assets = {}
    for (name, size), target in targets.items():
        loaded = assets_of(product, target.html)
        assets |= {asset.path: asset for asset in loaded}
        pages[name][size] = figures(target) | {
            "queries": people[size][name]["queries"],
            "raw": target.raw,
            "sent": target.sent,
            "floors": list(vars(ratio(target, floor)).values()),
            "growth": list(vars(ratio(target, targets[name, sizes[0]])).values()),
            "first_load": target.sent + sum(asset.sent for asset in loaded),
        }
    act_floor = Target(floor_port, "/", cookie[sizes[-1]])
    acts = {
        size: (Target(product, "/capture/", cookie[size]), Target(product, "/readiness/", cookie[size]))
        for size in sizes
    }
    measure_acts(act_floor, list(acts.values()))
    return {
        "when": datetime.now().isoformat(timespec="seconds"),
        "rounds": rounds,
        "sizes": sizes,
        "floor": figures(floor) | {"queries": FLOOR_QUERIES, "raw": floor.raw, "sent": floor.sent},
        "pages": pages,
        "act_floor": figures(act_floor),
        "acts": {
            name: {
                size: figures(acts[size][place]) | {"floors": list(vars(ratio(acts[size][place], act_floor)).values())}
                for size in sizes
            }
            for place, name in enumerate(ACT_AIMS)
        },
        "assets": [vars(asset) for asset in assets.values()],
    }


def figures(target: Target) -> dict[str, Any]:
    return {"median": median(target.times), "p99": target.p99}


def judged(result: dict[str, Any], compare: Path | None) -> int:
    """Prints the aims and the comparison, saves the result; 0 if all is well, else 1."""
    missed = 0
    for met, words in aims(result):
        missed += not met
        say(f"{'ok    ' if met else 'MISSED'} {words}")
    RESULTS.mkdir(parents=True, exist_ok=True)
    file = RESULTS / f"{result['when'].replace(':', '')}.json"
    file.write_text(json.dumps(result, indent=1))
    say(f"\nSaved as {file}; compare a later run with it: make bench COMPARE={file}")
    worse = []
    if compare:
        worse = got_worse(json.loads(compare.read_text()), result)
        say("\n".join(["\nWorse than before by a fifth:", *worse]) if worse else "\nNothing is worse by a fifth.")
    return 1 if missed or worse else 0


def say(words: str) -> None:
    print(words, flush=True)


if __name__ == "__main__":
    main()

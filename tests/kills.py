"""A server that is killed again and again while people write: `python -m tests.kills 60` serves and kills so often.

Three people write all the time: one logs lines, one changes the words of a win, one takes in files of many wins. Each
goes on with the same until it is answered, as a browser does. Meanwhile a worker, the housekeeping or the whole server
is killed with SIGKILL. At the end each line and each import stands there exactly once, and the words are the last ones
that were answered; and between two kills nobody has seen half of an import.
"""

import json
import os
import random
import re
import signal
import subprocess
import sys
import tempfile
import time
import uuid
from collections import Counter
from contextlib import suppress
from html.parser import HTMLParser
from http.client import HTTPException
from pathlib import Path
from threading import Event, Thread
from urllib.parse import urlencode

from tests.pmcareer.servers import address_of, everything_ends, free_port, start
from tests.slow import Normal

WINS = 250
"""In each file that is taken in: more than one slice of them."""
FORM = "application/x-www-form-urlencoded"
EXPORT = "/settings/data/evidence/?as=json"


class Server:
    """The server in a folder, at one port, alive or dead."""

    def __init__(self, var: Path, **environment: str) -> None:
        self.var, self.environment = var, environment | {"PORT": str(free_port()), "WORKERS": "2", "DEMO": "on"}
        self.process: subprocess.Popen | None = None

    def begin(self) -> str:
        self.process = start(self.var, **self.environment)
        return address_of(self.process)

    def kill_one(self, dice: random.Random) -> str:
        """Kills a worker or the housekeeping."""
        pid = self.process.pid
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
        with suppress(ProcessLookupError):
            os.kill(int(dice.choice(children)), signal.SIGKILL)
        return "one process"

    def kill_all(self) -> str:
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()
        self.begin()
        return "the whole server"

    def end(self) -> None:
        self.process.terminate()
        everything_ends(self.process, within=45)


class Person(Thread):
    """Somebody who writes until told to stop; `does` is one thing, done again until it is answered."""

    def __init__(self, address: str, stop: Event) -> None:
        super().__init__()
        self.browser, self.stop, self.done, self.fault = Normal(address), stop, 0, ""

    def run(self) -> None:
        try:
            while not self.stop.is_set() and not self.fault:
                self.does(self.done + 1)
                self.done += 1
        except Exception as error:  # noqa: BLE001 - told at the end
            self.fault = f"{type(self).__name__}: {type(error).__name__} {error}"

    def until_answered(self, path: str, body: str | bytes, kind: str = FORM, *, fine: tuple[int, ...], **more: str):
        """Sends the same until there is an answer that says that it is done; gives the address that it leads to."""
        deadline = time.monotonic() + 120
        while time.monotonic() < deadline:
            try:
                status = self.browser.send(path, body, kind, **more)
            except (OSError, HTTPException):
                self.browser.connection.close()
                time.sleep(0.05)
                continue
            if status in fine:
                return self.browser.location
            if status != 503:
                raise AssertionError(f"{path} answered {status}")
            time.sleep(0.1)
        raise AssertionError(f"{path} was not answered for two minutes")

    def kept(self) -> dict:
        """Everything that the person keeps."""
        assert self.browser.ask(EXPORT) == 200
        return json.loads(self.browser.text)

    def does(self, number: int) -> None:
        raise NotImplementedError

    def faults(self) -> list[str]:
        raise NotImplementedError


class Logs(Person):
    """Logs a line, and another."""

    def does(self, number: int) -> None:
        sent = {"line": f"Line number {number}", "submission": str(uuid.uuid4())}
        self.until_answered("/capture/", urlencode(sent), fine=(302,))

    def faults(self) -> list[str]:
        lines = Counter(w["title"] for w in self.kept()["wins"] if w["title"].startswith("Line number "))
        wrong = [f"{n} is there {lines[n]} times" for n in lines if lines[n] != 1]
        # One more than was answered may be there: that of the last kill.
        return wrong + [f"line {n} is lost" for n in range(1, self.done + 1) if f"Line number {n}" not in lines]


class Changes(Person):
    """Changes the words of a win, as its page does while one types."""

    def __init__(self, address: str, stop: Event) -> None:
        super().__init__(address, stop)
        self.browser.ask("/wins/")
        self.path = re.search(r"/wins/\d+/", self.browser.text)[0]
        self.browser.ask(self.path)
        self.fields = Fields(self.browser.text).found
        self.words = self.fields["action"]

    def does(self, number: int) -> None:
        before, self.words = self.words, f"Words number {number}"
        sent = self.fields | {"action": self.words, "initial-action": before}
        self.until_answered(self.path, urlencode(sent), fine=(200,), **{"HX-Request": "true"})

    def faults(self) -> list[str]:
        said = [w["action"] for w in self.kept()["wins"] if w.get("action") == self.words]
        return [] if len(said) == 1 else [f"“{self.words}” stands there {len(said)} times"]


class TakesIn(Person):
    """Brings a file of many wins in, looks at its preview, says yes."""

    def does(self, number: int) -> None:
        wins = [
            {"key": f"f{number}-{n}", "title": f"File {number}, win {n}", "date": "2026-03-01", "action": "word " * 30}
            for n in range(WINS)
        ]
        text = json.dumps({"format": "pmcareer.evidence/1", "wins": wins})
        part = 'Content-Disposition: form-data; name="file"; filename="evidence.json"\r\nContent-Type: application/json'
        body = f"--b\r\n{part}\r\n\r\n{text}\r\n--b--\r\n".encode()
        preview = self.until_answered("/settings/data/", body, "multipart/form-data; boundary=b", fine=(302,))
        self.until_answered(preview, "", fine=(302,))
        if wrong := self.faults():
            raise AssertionError("; ".join(wrong))

    def faults(self) -> list[str]:
        try:
            wins = [w["title"] for w in self.kept()["wins"] if w["title"].startswith("File ")]
        except (OSError, HTTPException):  # killed while it was looked at
            self.browser.connection.close()
            return []
        files = Counter(title.partition(",")[0] for title in wins)
        wrong = [f"{name} has {count} of {WINS} wins" for name, count in files.items() if count != WINS]
        return wrong + [f"file {n} is lost" for n in range(1, self.done + 1) if f"File {n}" not in files]


class Fields(HTMLParser):
    """What the form of a win's page would send."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: dict[str, str] = {}
        self.inside, self.choosing, self.text = False, "", ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list) -> None:
        given = dict(attrs)
        if tag == "form":
            self.inside = given.get("id") == "win-form"
        name = given.get("name") or ""
        if not name or not (self.inside or given.get("form") == "win-form"):
            if tag == "option" and self.choosing and "selected" in given:
                self.found[self.choosing] = given.get("value") or ""
            return
        if tag == "input" and (given.get("type") not in ("radio", "checkbox") or "checked" in given):
            self.found[name] = given.get("value") or ""
        elif tag == "textarea":
            self.choosing, self.found[name], self.text = "", "", name
        elif tag == "select":
            self.choosing = name
            self.found[name] = ""

    def handle_data(self, data: str) -> None:
        if self.text:
            self.found[self.text] += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea":
            self.found[self.text] = self.found[self.text].removeprefix("\n")
            self.text = ""
        if tag == "select":
            self.choosing = ""
        if tag == "form":
            self.inside = False


def killed(server: Server, kills: int, seed: int = 1, rest: float = 0.7) -> tuple[list[str], str]:
    """Kills so often while three people write; gives what is wrong at the end, and what was done."""
    dice, stop = random.Random(seed), Event()
    address = server.begin()
    people = [kind(address, stop) for kind in (Logs, Changes, TakesIn)]
    for person in people:
        person.start()
    for number in range(kills):
        time.sleep(rest * (0.5 + dice.random()))
        how = server.kill_all() if number % 3 == 2 else server.kill_one(dice)
        print(f"{number + 1}: {how}; done by then: {[person.done for person in people]}", flush=True)
    stop.set()
    for person in people:
        person.join()
    wrong = [person.fault for person in people if person.fault]
    wrong += [fault for person in people for fault in person.faults()]
    lines, changes, files = (person.done for person in people)
    return wrong, f"{kills} kills: {lines} lines, {changes} changes, {files} files of {WINS} wins"


def main() -> None:
    """The command; what is wrong stands at its end."""
    kills = int(sys.argv[1]) if len(sys.argv) > 1 else 60
    with tempfile.TemporaryDirectory(prefix="pmcareer-kills-") as folder:
        server = Server(Path(folder) / "var")
        try:
            wrong, done = killed(server, kills)
        finally:
            server.end()
    print(done)
    print("\n".join(wrong) or "Nothing is lost, and nothing happened twice.")
    sys.exit(bool(wrong))


if __name__ == "__main__":
    main()

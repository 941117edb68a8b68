"""Slow visitors beside a normal one: `python -m tests.slow 500` serves as `make run` does, and measures.

Three crowds come, one after the other: who sends half a head, who sends half a body, and who reads a large file a
little at a time. Beside each a normal visitor asks for a page and for /healthz, and the median of both is held
against that of the quiet server. Everything stays on this machine; who is in a crowd has one of many of its addresses.
"""

import asyncio
import http.client
import re
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from urllib.parse import urlencode, urlsplit

from tests.pmcareer.servers import BASE, address_of, ctrl_c, everything_ends, start

PAGES = ("/wins/", "/healthz")
KINDS = ("half heads", "half bodies", "slow readers")
AT_MOST = 2.0
"""How many times its quiet time a page may take beside a crowd."""
TRIES = 3
"""A machine that does something else for a while is no fault of the server's: the best of so many counts."""
FILE_BYTES = 4_900_000
ASKED = 40
"""So often each page is asked for, to tell its median."""
LONGEST = 120
"""Seconds after which a crowd goes home, whatever happens."""


@dataclass(frozen=True, slots=True)
class Seen:
    """The medians of a page in milliseconds, quiet and beside a crowd."""

    kind: str
    page: str
    quiet: float
    beside: float

    def __str__(self) -> str:
        return f"{self.kind:13}{self.page:10}{self.quiet:8.2f} ms quiet{self.beside:8.2f} ms beside them"

    @property
    def is_fine(self) -> bool:
        return self.beside < AT_MOST * self.quiet


@dataclass(frozen=True, slots=True)
class Asked:
    """What a crowd asks for, of whom, and as whom."""

    port: int
    path: str
    cookie: str


class Normal:
    """A visitor with a sample account who asks, takes the answer, and asks again."""

    def __init__(self, address: str) -> None:
        place = urlsplit(address)
        self.host, self.port, self.cookies = place.hostname, place.port, {}
        self.connection = http.client.HTTPConnection(self.host, self.port, timeout=30)
        self.ask("/")
        self.token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', self.text)[1]
        self.send("/sample/", urlencode({"csrfmiddlewaretoken": self.token}), "application/x-www-form-urlencoded")

    def ask(self, path: str, body: str | bytes | None = None, **headers: str) -> int:
        """One request; gives the status, and keeps cookies, text and where it leads."""
        headers["Cookie"] = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        self.connection.request("GET" if body is None else "POST", path, body, headers)
        answer = self.connection.getresponse()
        self.text = answer.read().decode(errors="replace")
        self.location = answer.headers.get("Location", "")
        for line in answer.headers.get_all("Set-Cookie", []):
            name, _, value = line.partition(";")[0].partition("=")
            self.cookies[name] = value
        return answer.status

    def send(self, path: str, body: str | bytes, content_type: str, **headers: str) -> int:
        headers |= {"Content-Type": content_type, "X-CSRFToken": self.cookies.get("csrftoken", "")}
        return self.ask(path, body, **headers)

    def a_large_file(self) -> str:
        """Adds a file to a win; gives its address."""
        self.ask("/wins/")
        win = re.search(r'href="(/wins/\d+/)"', self.text)[1]
        part = 'Content-Disposition: form-data; name="files"; filename="notes.txt"\r\nContent-Type: text/plain'
        content = f"--b\r\n{part}\r\n\r\n{'all that was said\n' * (FILE_BYTES // 18)}\r\n--b--\r\n"
        assert self.send(f"{win}artifacts/", content.encode(), "multipart/form-data; boundary=b") == 302
        self.ask(win)
        return re.search(r'href="(/wins/\d+/files/\d+/)"', self.text)[1]

    def median_of(self, page: str) -> float:
        """Milliseconds from asking to the whole answer; two of three times over a new connection."""
        times = []
        for number in range(ASKED):
            if number % 3:
                self.connection.close()
            begun = time.perf_counter()
            assert self.ask(page) == 200
            times.append((time.perf_counter() - begun) * 1000)
        return median(times)


async def one_of_a_crowd(kind: str, number: int, asked: Asked, here: asyncio.Semaphore) -> None:
    """A slow visitor. Who is sent away comes again, but for readers: to be asked for so much anew is another burden."""
    head = f"GET {asked.path} HTTP/1.1\r\nHost: 127.0.0.1\r\nCookie: {asked.cookie}\r\n"
    body = f"POST /capture/ HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 90000\r\n\r\n{'a=b&' * 200}"
    begins = {"half heads": f"{head}X-Slow: ", "half bodies": body, "slow readers": f"{head}\r\n"}[kind]
    loop, reads, came = asyncio.get_running_loop(), kind == "slow readers", False
    while not (came and reads):
        with socket.socket() as visitor:
            visitor.setblocking(False)
            visitor.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
            visitor.bind((f"127.0.{1 + number % 50}.{1 + number % 7}", 0))
            with suppress(OSError):
                await loop.sock_connect(visitor, ("127.0.0.1", asked.port))
                await loop.sock_sendall(visitor, begins.encode())
                while not reads or await loop.sock_recv(visitor, 1024):
                    if not came:
                        came = True
                        here.release()
                    await asyncio.sleep(1)
                    if not reads:
                        await loop.sock_sendall(visitor, b"a")
        await asyncio.sleep(0.5)


async def a_crowd(kind: str, count: int, asked: Asked) -> None:
    """All of them at once; says when all have come."""
    here = asyncio.Semaphore(0)
    visitors = [asyncio.create_task(one_of_a_crowd(kind, number, asked, here)) for number in range(count)]
    for _ in visitors:
        await here.acquire()
    print("here", flush=True)
    await asyncio.wait(visitors, timeout=LONGEST)


@contextmanager
def crowd(kind: str, count: int, asked: Asked) -> Iterator[None]:
    """So many slow visitors, in a process of their own."""
    command = [sys.executable, "-m", "tests.slow", "crowd", kind, str(count), str(asked.port), asked.path, asked.cookie]
    with subprocess.Popen(command, cwd=BASE, stdout=subprocess.PIPE, stdin=subprocess.DEVNULL, text=True) as process:
        try:
            assert process.stdout.readline() == "here\n"
            yield
        finally:
            process.kill()


@contextmanager
def a_server(folder: Path, **environment: str) -> Iterator[str]:
    """The address of a server as `make run` has it, with two workers."""
    server = start(folder, DEMO="on", WORKERS="2", **environment)
    try:
        yield address_of(server)
    finally:
        ctrl_c(server)
        everything_ends(server, within=45)


def measured(address: str, count: int) -> list[Seen]:
    """Each page beside each crowd; a pair that is too slow is measured again, three times at most."""
    visitor, found = Normal(address), []
    asked = Asked(visitor.port, visitor.a_large_file(), f"sessionid={visitor.cookies['sessionid']}")
    for kind in KINDS:
        for _ in range(TRIES):
            quiet = {page: visitor.median_of(page) for page in PAGES}
            with crowd(kind, count, asked):
                beside = {page: visitor.median_of(page) for page in PAGES}
            # Other programs come and go: quiet is how it is before and after.
            quiet = {page: max(before, visitor.median_of(page)) for page, before in quiet.items()}
            seen = [Seen(kind, page, quiet[page], beside[page]) for page in PAGES]
            print(*seen, sep="\n", flush=True)
            if all(one.is_fine for one in seen):
                break
        found += seen
    return found


def main() -> None:
    """The command, or with `crowd` one of the crowds that it calls."""
    if sys.argv[1:2] == ["crowd"]:
        kind, count, port, path, cookie = sys.argv[2:]
        asyncio.run(a_crowd(kind, int(count), Asked(int(port), path, cookie)))
        return
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 500
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="pmcareer-slow-")))
        found = measured(stack.enter_context(a_server(folder / "var", DATABASE_URL="")), count)
    print(f"{count} slow visitors beside a normal one:")
    print("\n".join(map(str, found)))
    sys.exit(not all(one.is_fine for one in found))


if __name__ == "__main__":
    main()

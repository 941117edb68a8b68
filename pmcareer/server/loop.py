"""The loop of a worker: who comes in, who has waited too long, and how it ends."""

import errno
import select
import socket
import time
from collections import Counter, defaultdict
from collections.abc import Callable
from time import monotonic
from typing import Any

from django.db import connections
from waitress import wasyncore
from waitress.adjustments import Adjustments
from waitress.server import TcpWSGIServer
from waitress.task import ThreadedTaskDispatcher

from pmcareer.server.connection import ANSWERED, HEAD, Connection
from pmcareer.server.limits import Limits, place_of

BACKLOG = 2048
SWEEP = 1.0
"""Seconds between two looks at everybody."""
_FAREWELL = 0.05
"""Told to stop, a worker still reads for so long what was sent before."""
_OUT_OF_FILES = (errno.EMFILE, errno.ENFILE, errno.ENOBUFS, errno.ENOMEM)
_EPOLL = hasattr(select, "epoll")


class Threads(ThreadedTaskDispatcher):
    """The threads that answer; each closes its connections to the database when it ends."""

    def handler_thread(self, thread_no: int) -> None:
        """Answer until told to end."""
        try:
            super().handler_thread(thread_no)
        finally:
            connections.close_all()


class Loop(TcpWSGIServer):
    """waitress's server with a poll that costs nothing for those who only wait, and with limits."""

    channel_class = Connection

    def __init__(self, application: Callable, listener: socket.socket, limits: Limits) -> None:
        self.limits = limits
        self.stopping = False
        self._places: defaultdict[str, set[Connection]] = defaultdict(set)
        self._held: Counter[str] = Counter()
        self._poll: Any = select.epoll() if _EPOLL else select.poll()
        self._polled: dict[int, int] = {}
        self._changed: set[Any] = set()
        self._next_sweep, self._farewell, self._end = 0.0, 0.0, 0.0
        threads = Threads()
        threads.set_thread_count(limits.threads)
        super().__init__(
            application,
            _sock=listener,
            dispatcher=threads,
            adj=_adjustments(limits, listener.getsockname()[0]),
            sockinfo=(listener.family, listener.type, listener.proto, listener.getsockname()),
            bind_socket=False,
        )

    def run(self, gone: int) -> None:
        """Serve until `gone`, the end of a pipe, tells that the parent wants an end or has ended."""
        self._poll.register(gone, select.POLLIN)
        self._look_at(self)
        self._look_at(self.trigger)
        while not self._is_done():
            for fd, flags in self._wait():
                if fd == gone:
                    self._poll.unregister(gone)
                    self._stop()
                elif (thing := self._map.get(fd)) is not None:
                    wasyncore.readwrite(thing, flags)
                    self._changed.add(thing)
            # Who is being answered is looked at each time: a thread tells that it is done, but not with whom.
            self._changed = {thing for thing in self._changed if self._look_at(thing)}
            if (now := monotonic()) >= self._next_sweep:
                self._changed |= self._sweep(now)
        self.task_dispatcher.shutdown(timeout=1)

    def is_pressed(self) -> bool:
        """Whether what is asked next had better be asked over a new connection, of which a freer worker may take it."""
        return self.stopping or bool(self.task_dispatcher.queue)

    # --- Who comes and goes

    def accept(self) -> Any:
        """The next visitor, or None. Where there is no room, whoever is missed least makes it."""
        try:
            taken = super().accept()
        except OSError as problem:
            if problem.errno in _OUT_OF_FILES and not self._send_one_away(self._largest_place()):
                time.sleep(0.01)
            return None
        if taken is None:
            return None
        visitor, address = taken
        here = self._places.get(place_of(address[0]), set())
        if self.limits.of_an_address is not None and len(here) >= self.limits.of_an_address:
            has_room = self._send_one_away(here)
        else:
            has_room = len(self.active_channels) < self.limits.connections or self._send_one_away(self._largest_place())
        if not has_room:
            visitor.close()
        return taken if has_room else None

    def came(self, connection: Connection) -> None:
        """A connection was opened."""
        self._places[connection.place].add(connection)
        self._changed.add(connection)

    def goes(self, connection: Connection) -> None:
        """A connection is about to be closed."""
        self._forget(connection)
        self._hold(connection, 0)
        self._places[connection.place].discard(connection)
        if not self._places[connection.place]:
            del self._places[connection.place]

    def _largest_place(self) -> set[Connection]:
        return max(self._places.values(), key=len, default=set())

    def _send_one_away(self, of: set[Connection]) -> bool:
        """Ends the connection that is missed least: one that waits, the longest; never one that is being answered."""
        now = monotonic()
        waiting = [(one.stage(), -one.waited(now), id(one), one) for one in of if one.stage() != ANSWERED]
        if waiting:
            min(waiting)[-1].handle_close()
        return bool(waiting)

    # --- What bodies take up

    def has_room(self, place: str) -> bool:
        """Whether more of a large body from `place` can be kept."""
        total = self.limits.spooled
        at_most = total if self.limits.of_an_address is None else total // 2
        return self._held.total() < total and self._held[place] < at_most

    def _hold(self, connection: Connection, size: int) -> None:
        if size != connection.held:
            self._held[connection.place] += size - connection.held
            connection.held = size
            self._held += Counter()  # drops what is zero

    # --- The poll

    def maintenance(self, now: float) -> None:
        """waitress's own look at everybody; ours is `_sweep`."""

    def _wait(self) -> list[tuple[int, int]]:
        seconds = _FAREWELL / 2 if self.stopping else SWEEP
        return self._poll.poll(seconds if _EPOLL else seconds * 1000)

    def _look_at(self, thing: Any) -> bool:
        """Asks the poll for what `thing` waits for now; tells whether it is being answered."""
        if (fd := thing._fileno) is None:
            return False
        is_answered = isinstance(thing, Connection) and bool(thing.requests)
        flags = (select.POLLIN if thing.readable() else 0) | (select.POLLOUT if thing.writable() else 0)
        known = self._polled.get(fd, 0)
        self._polled[fd] = flags
        if flags and not known:
            self._poll.register(fd, flags)
        elif known and not flags:
            self._poll.unregister(fd)
        elif flags != known:
            self._poll.modify(fd, flags)
        if isinstance(thing, Connection):
            self._hold(thing, thing.waiting_bytes())
        return is_answered

    def _forget(self, thing: Any) -> None:
        if self._polled.pop(thing._fileno, 0):
            self._poll.unregister(thing._fileno)

    def _sweep(self, now: float) -> set[Connection]:
        """Looks at everybody: who is late is cut off. Gives those who are being answered."""
        self._next_sweep = now + (_FAREWELL / 2 if self.stopping else SWEEP)
        everybody = list(self.active_channels.values())
        for connection in everybody:
            is_over = self.stopping and now > self._farewell and connection.stage() <= HEAD
            if is_over or connection.is_late(now):
                connection.handle_close()
        return {one for one in everybody if self._look_at(one)}

    # --- The end

    def _stop(self) -> None:
        """Takes in who knocked already, then nobody more; who is being answered, or sends a body, has its time."""
        now = monotonic()
        self.stopping, self._end, self._farewell = True, now + self.limits.stop_time, now + _FAREWELL
        self._next_sweep, before = 0.0, -1
        while before != len(self.active_channels):
            before = len(self.active_channels)
            self.handle_accept()
        self._forget(self)
        wasyncore.dispatcher.close(self)

    def _is_done(self) -> bool:
        now = monotonic()
        return self.stopping and (now > self._end or (now > self._farewell and not self.active_channels))


def _adjustments(limits: Limits, host: str) -> Adjustments:
    """The limits in waitress's words. `host` is asked for by whoever names none, as some probes do."""
    return Adjustments(
        backlog=BACKLOG,
        recv_bytes=limits.in_memory,
        inbuf_overflow=limits.in_memory,
        outbuf_overflow=limits.in_memory,
        # No thread waits for a slow reader: what is drawn goes into a file, however much it is.
        outbuf_high_watermark=2**40,
        max_request_header_size=limits.head,
        max_request_body_size=limits.body,
        # `Loop.accept` has its own, which lets nobody wait at the door.
        connection_limit=2**31,
        log_socket_errors=False,
        # Django reads the proxy's headers, and only when TRUSTED_PROXIES says that there is one.
        clear_untrusted_proxy_headers=False,
        ident=None,
        server_name=host,
    )

"""One visitor's connection: what it is waiting for, and for how long it may."""

import logging
import socket
from contextlib import suppress
from time import monotonic
from typing import Any

from waitress.channel import HTTPChannel

from pmcareer.server.asking import Answer, Asking, Refusal
from pmcareer.server.limits import place_of

log = logging.getLogger("pmcareer.server")

IDLE, HEAD, BODY, SENDING, ANSWERED = range(5)
"""What a connection does: nothing since its last answer, it sends a head or a body, it takes or awaits an answer."""
FAREWELL = 2
"""Seconds. Who was refused while they were still sending is listened to for so long: else they would not hear why."""
_AT_ONCE = 64 * 1024
"""Bytes that are read for sending: a slow reader takes few of them, and the next time they are read again."""


class Connection(HTTPChannel):
    """waitress's connection, which knows since when it is waiting, and how much of the worker's room it takes."""

    task_class, error_task_class = Answer, Refusal
    server: Any
    request: Any
    """What has begun to come in: an `Asking`, or None."""
    sendbuf_len: int

    def __init__(self, server: Any, sock: Any, addr: Any, *args: Any, **kwargs: Any) -> None:
        self.place = place_of(addr[0])
        self.held, self.answers = 0, 0
        self._stage: tuple[int, int] = (HEAD, 0)
        self._since, self._to_send = monotonic(), 0
        self.was_refused, self._leaves_at = False, 0.0
        super().__init__(server, sock, addr, *args, **kwargs)
        self.sendbuf_len = min(self.sendbuf_len, _AT_ONCE)

    def parser_class(self, adj: Any) -> Asking:
        """What reads the next request."""
        return Asking(self, adj)

    def add_channel(self, *args: Any, **kwargs: Any) -> None:
        super().add_channel(*args, **kwargs)
        self.server.came(self)

    def del_channel(self, *args: Any, **kwargs: Any) -> None:
        self.server.goes(self)
        super().del_channel(*args, **kwargs)

    def service(self) -> None:
        """In a thread: answer one request."""
        try:
            super().service()
        finally:
            self.answers += 1

    def readable(self) -> bool:
        return bool(self._leaves_at) or super().readable()

    def received(self, data: bytes) -> bool:
        """Takes in what came; of who was refused it is thrown away."""
        return not self._leaves_at and super().received(data)

    def handle_close(self) -> None:
        """The end, whoever wants it."""
        if self.was_refused and not self._leaves_at:
            self._leaves_at = monotonic() + FAREWELL
            self.will_close = False
            with suppress(OSError):
                self.socket.shutdown(socket.SHUT_WR)
                return
        super().handle_close()
        if (half := self.request) is not None:
            self.request = None
            half.close()

    def handle_error(self) -> None:
        """What broke while reading or sending. waitress would name the visitor, and what they sent."""
        log.exception("failed")
        self.handle_close()

    def has_room(self) -> bool:
        """Whether more of a large body can be kept."""
        return self.server.has_room(self.place)

    def waiting_bytes(self) -> int:
        """How much of bodies that are not answered yet lies in files."""
        asked = [*self.requests, *([self.request] if self.request else [])]
        return sum(size for one in asked if (size := one.body_bytes_received) > self.adj.inbuf_overflow)

    def stage(self) -> int:
        """What this connection is doing."""
        asked = self.request
        if self.requests:
            return ANSWERED
        if self.total_outbufs_len or self.will_close or self.close_when_flushed or self._leaves_at:
            return SENDING
        if asked is None:
            return IDLE if self.answers else HEAD
        return BODY if asked.headers_finished else HEAD

    def waited(self, now: float) -> float:
        """Seconds that it has been at this stage of this request, as far as was looked."""
        stage = (self.stage(), id(self.request) if self.request else self.answers)
        if stage != self._stage:
            self._stage, self._since, self._to_send = stage, now, self.total_outbufs_len
        return now - self._since

    def is_late(self, now: float) -> bool:
        """Whether it has taken longer than it may."""
        if self._leaves_at:
            return now > self._leaves_at
        limits, waited, (stage, _) = self.server.limits, self.waited(now), self._stage
        if stage == HEAD:
            return waited > limits.head_time
        if stage == IDLE:
            return waited > limits.idle_time
        if stage == BODY:
            return waited > limits.stall + self.request.body_bytes_received / limits.rate
        sent = self._to_send - self.total_outbufs_len
        return stage == SENDING and waited > limits.stall + sent / limits.rate

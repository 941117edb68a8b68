"""What a visitor sends, read as far as it can be read; what cannot is refused by a page of ours."""

from typing import Any

from waitress.parser import HTTPRequestParser
from waitress.receiver import ChunkedReceiver
from waitress.task import WSGITask
from waitress.utilities import BadRequest, Error

REFUSED = "pmcareer.refused"
"""In the environ of a request that was refused before it could be understood: the status to answer with."""
_LINE_OF_A_CHUNK = 1024
_TRAILER = 8192


class NoRoom(Error):
    """Too much waits already to be answered, or the disk is full."""

    code = 503
    reason = "Service Unavailable"


class Asking(HTTPRequestParser):
    """waitress's reader of one request, which also refuses what would break it or fill the disk."""

    completed: bool

    def __init__(self, connection: Any, adj: Any) -> None:
        super().__init__(adj)
        self.connection = connection

    def received(self, data: bytes) -> int:
        """Take in what came; returns how many bytes of it belong to this request."""
        try:
            consumed: int = super().received(data)
        except ValueError:  # an address that is none, a length of thousands of digits
            self.error, consumed = BadRequest("not understood"), len(data)
        except OSError:
            self.error, consumed = NoRoom("no room"), len(data)
        if self.error is None and not self.completed:
            self._keep_small()
        if self.error is not None:
            self.completed = True
            # Who waits for a word to go on gets the answer in its place.
            self.expect_continue = False
        return consumed

    def _keep_small(self) -> None:
        chunks = self.body_rcv
        if isinstance(chunks, ChunkedReceiver) and (
            len(chunks.control_line) > _LINE_OF_A_CHUNK or len(chunks.trailer) > _TRAILER
        ):
            self.error = BadRequest("not understood")
        elif self.body_bytes_received > self.adj.inbuf_overflow and not self.connection.has_room():
            self.error = NoRoom("no room")


class Answer(WSGITask):
    """One request, answered by the application."""

    def start(self) -> None:
        """Ends the connection where another worker may be freer for what is asked next, or where none is to come."""
        super().start()
        if self.channel.server.is_pressed():
            self.set_close_on_finish()


class Refusal(WSGITask):
    """What could not be read, or broke outside the application: it answers in its own look, with all its headers."""

    request: Asking

    def start(self) -> None:
        super().start()
        self.channel.was_refused = True
        self.set_close_on_finish()

    def get_environment(self) -> dict[str, Any]:
        """A request for nothing, which carries the status to answer with. Nothing of what was sent is in it."""
        asked, self.request = self.request, Asking(self.channel, self.channel.adj)
        self.request.command = "HEAD" if getattr(asked, "command", "") == "HEAD" else "GET"
        # A probe's address: it is sent on to https no more than a probe is.
        self.request.path, self.request.query, self.request.request_uri = "/healthz", "", "/healthz"
        self.request.url_scheme = self.channel.adj.url_scheme
        environ: dict[str, Any] = super().get_environment()
        self.request = asked
        return environ | {REFUSED: asked.error.code}

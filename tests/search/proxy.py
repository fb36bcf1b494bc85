"""A door in front of a real server that can be told to hang, to break, to lose an answer or to give one of its own."""

import contextlib
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from urllib.parse import urlsplit

PASS, HANG, RESET, RUBBISH, LOSE = "pass", "hang", "reset", "rubbish", "lose"
CHUNK = 65_536

Answer = Callable[[socket.socket, socket.socket], None]


class Proxy:
    """Listens on a port of its own; `mode` holds for what comes next: a mode, or a status as "503".

    It holds for requests that begin with `only`; the others pass.
    """

    def __init__(self, target: str) -> None:
        parts = urlsplit(target)
        self._target = (parts.hostname or "127.0.0.1", parts.port or 9200)
        self._scheme = parts.scheme
        self.mode = PASS
        self.only = b""
        self.asked = 0
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port = self._listener.getsockname()[1]
        self._held: list[socket.socket] = []
        threading.Thread(target=self._listen, daemon=True).start()

    @property
    def url(self) -> str:
        return f"{self._scheme}://127.0.0.1:{self.port}"

    def close(self) -> None:
        for held in (self._listener, *self._held):
            with contextlib.suppress(OSError):
                held.shutdown(socket.SHUT_RDWR)  # closing alone leaves a thread that accepts or reads
        self._listener.close()

    def _listen(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                caller, _ = self._listener.accept()
                self._held.append(caller)
                threading.Thread(target=self._serve, args=(caller,), daemon=True).start()

    def _serve(self, caller: socket.socket) -> None:
        """Pass on whatever the caller sends; each piece meets the mode of its moment."""
        server: socket.socket | None = None
        with contextlib.suppress(OSError), caller, contextlib.ExitStack() as reached:
            while piece := caller.recv(CHUNK):
                self.asked += 1
                mode = self.mode if piece.startswith(self.only) else PASS
                if mode == HANG:
                    continue
                if mode == RESET:
                    break
                if mode == LOSE:
                    server = reached.enter_context(self._reach(caller, _swallow))
                elif mode != PASS:
                    caller.sendall(self._own_answer())
                    break
                server = server or reached.enter_context(self._reach(caller, _pump))
                server.sendall(piece)

    def _reach(self, caller: socket.socket, answer: Answer) -> socket.socket:
        server = socket.create_connection(self._target)
        self._held.append(server)
        threading.Thread(target=answer, args=(server, caller), daemon=True).start()
        return server

    def _own_answer(self) -> bytes:
        if self.mode == RUBBISH:
            return b"\x00\xffnot a server at all\r\n\r\n"
        body = b'{"error":{"type":"said_by_the_test"},"status":' + self.mode.encode() + b"}"
        head = f"HTTP/1.1 {self.mode} No\r\nX-Elastic-Product: Elasticsearch\r\nContent-Type: application/json\r\n"
        return head.encode() + f"Content-Length: {len(body)}\r\nConnection: close\r\n\r\n".encode() + body


def _pump(source: socket.socket, drain: socket.socket) -> None:
    with contextlib.suppress(OSError):
        while piece := source.recv(CHUNK):
            drain.sendall(piece)
    drain.close()


def _swallow(source: socket.socket, caller: socket.socket) -> None:
    """Let the server do what it was asked, and hang up on the caller instead of telling."""
    with contextlib.suppress(OSError):
        source.recv(CHUNK)
        caller.shutdown(socket.SHUT_RDWR)


@contextmanager
def a_proxy(target: str) -> Iterator[Proxy]:
    proxy = Proxy(target)
    try:
        yield proxy
    finally:
        proxy.close()

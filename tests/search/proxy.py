"""A door in front of a real server that can be told to hang, to break, or to give an answer of its own."""

import contextlib
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import urlsplit

PASS, HANG, RESET, RUBBISH = "pass", "hang", "reset", "rubbish"
CHUNK = 65_536


class Proxy:
    """Listens on a port of its own; `mode` holds for what comes next: a mode, or a status as "503"."""

    def __init__(self, target: str) -> None:
        parts = urlsplit(target)
        self._target = (parts.hostname or "127.0.0.1", parts.port or 9200)
        self._scheme = parts.scheme
        self.mode = PASS
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
        with contextlib.suppress(OSError):
            while piece := caller.recv(CHUNK):
                self.asked += 1
                if self.mode == HANG:
                    continue
                if self.mode == RESET:
                    break
                if self.mode != PASS:
                    caller.sendall(self._own_answer())
                    break
                if server is None:
                    server = socket.create_connection(self._target)
                    self._held.append(server)
                    threading.Thread(target=_pump, args=(server, caller), daemon=True).start()
                server.sendall(piece)
        caller.close()
        if server is not None:
            server.close()

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


@contextmanager
def a_proxy(target: str) -> Iterator[Proxy]:
    proxy = Proxy(target)
    try:
        yield proxy
    finally:
        proxy.close()

"""A clamd that answers as it is told, on a Unix socket."""

import socket
import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

EICAR = b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR-" + b"STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"


class FakeClamd(socketserver.ThreadingUnixStreamServer):
    daemon_threads = True

    def __init__(self, address: str) -> None:
        self.seen: list[bytes] = []
        self.reply = b""
        super().__init__(address, _Session)


class _Session(socketserver.BaseRequestHandler):
    server: FakeClamd

    def handle(self) -> None:
        assert self._exactly(10) == b"zINSTREAM\0"
        content = b""
        while length := int.from_bytes(self._exactly(4), "big"):
            content += self._exactly(length)
        self.server.seen.append(content)
        found = b"stream: Eicar-Test-Signature FOUND\0" if b"EICAR" in content else b"stream: OK\0"
        self.request.sendall(self.server.reply or found)

    def _exactly(self, count: int) -> bytes:
        got = b""
        while len(got) < count and (piece := self.request.recv(count - len(got))):
            got += piece
        return got


@contextmanager
def running(address: Path) -> Iterator[FakeClamd]:
    """Run a scanner at the address, until the end of the block."""
    with FakeClamd(str(address)) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        try:
            yield server
        finally:
            server.shutdown()
            thread.join()
            address.unlink()


@contextmanager
def silent(address: Path) -> Iterator[None]:
    """Listen, and never say a word."""
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as line:
        line.bind(str(address))
        line.listen()
        yield
    address.unlink()

"""Asking a ClamAV server whether a file is known to be harmful (clamd's INSTREAM command, see clamd(8))."""

import socket
from pathlib import Path

CHUNK = 64 * 1024
TIMEOUT = 20.0


class ScannerAway(Exception):  # noqa: N818  (it is away, and comes back)
    """The scanner did not answer, or not with a verdict; the file is asked about again later."""


class NoVerdict(ScannerAway):
    """The scanner is there, and says that it cannot tell about this file."""


def scan(file: Path, address: str) -> str:
    """Return the name of what was found in the file, "" when nothing was; raise ScannerAway.

    `address` is the path of a Unix socket, or host:port.
    """
    try:
        with _connected(address) as line, file.open("rb") as content:
            line.sendall(b"zINSTREAM\0")
            while piece := content.read(CHUNK):
                line.sendall(len(piece).to_bytes(4, "big") + piece)
            line.sendall(b"\0\0\0\0")
            reply = _read(line)
    except (OSError, ValueError) as error:
        raise ScannerAway from error
    return _verdict(reply)


def _connected(address: str) -> socket.socket:
    if address.startswith("/"):
        line = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        try:
            line.settimeout(TIMEOUT)
            line.connect(address)
        except OSError:
            line.close()
            raise
        return line
    host, _, port = address.rpartition(":")
    return socket.create_connection((host, int(port)), TIMEOUT)


def _read(line: socket.socket) -> str:
    reply = b""
    while len(reply) < 4096 and (piece := line.recv(4096)):
        reply += piece
        if b"\0" in piece:
            break
    return reply.partition(b"\0")[0].decode("utf-8", "replace").strip()


def _verdict(reply: str) -> str:
    if reply == "stream: OK":
        return ""
    if reply.startswith("stream: ") and reply.endswith(" FOUND"):
        return reply.removeprefix("stream: ").removesuffix(" FOUND")[:100]
    raise NoVerdict if reply else ScannerAway

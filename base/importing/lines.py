"""The lines of a file, packed by gzip or not: never more than one of them in memory, and that one bounded."""

import itertools
import zlib
from collections import deque
from collections.abc import Iterator
from typing import BinaryIO

from base.importing.rows import Unreadable

MAX_LINE = 8_000_000  # bytes: a cell of a million characters and its neighbours, escaped as \uXXXX
MAX_UNPACKED = 20_000_000_000  # bytes
MAX_RATIO = 200  # text packs to a fifth or a tenth; what packs better than this is a bomb
RATIO_COUNTS_FROM = 100_000_000  # bytes
_CHUNK = 1 << 16
_GZIP = b"\x1f\x8b"
_BOM = b"\xef\xbb\xbf"


class BreaksOff(Exception):  # noqa: N818  (it is what the file does)
    """The rest of the file cannot be read; the lines before were good."""


class LineTooLong(Exception):  # noqa: N818  (it is what the line is)
    """A line is longer than MAX_LINE and was passed over; the next one can be read."""


class Lines:
    """The lines of an open file as bytes without their ends; `number` is that of the line given last."""

    def __init__(self, file: BinaryIO) -> None:
        packed = file.read(len(_GZIP)) == _GZIP
        file.seek(0)
        chunks = _unpacked(file) if packed else iter(lambda: file.read(_CHUNK), b"")
        try:
            first = next((chunk for chunk in chunks if chunk), b"")
        except BreaksOff as error:
            raise Unreadable(str(error)) from error
        _expect_text(first)
        self.number = 0
        self._chunks = itertools.chain([first.removeprefix(_BOM)], chunks)
        self._ready: deque[bytes | None] = deque()
        self._begun: list[bytes] = []
        self._begun_size = 0

    def __iter__(self) -> "Lines":
        return self

    def __next__(self) -> bytes:
        while not self._ready:
            chunk = next(self._chunks, None)
            if chunk is not None:
                self._take(chunk)
            elif self._begun:
                self._end_line(b"")
            else:
                raise StopIteration
        self.number += 1
        line = self._ready.popleft()
        if line is None:
            raise LineTooLong
        return line

    def _take(self, chunk: bytes) -> None:
        *ends, begun = chunk.split(b"\n")
        for end in ends:
            self._end_line(end)
        if begun:
            self._begun_size += len(begun)
            if self._begun_size > MAX_LINE:
                self._begun.clear()
            self._begun.append(begun)

    def _end_line(self, end: bytes) -> None:
        too_long = self._begun_size + len(end) > MAX_LINE
        self._ready.append(None if too_long else b"".join([*self._begun, end]))
        self._begun.clear()
        self._begun_size = 0


def _expect_text(beginning: bytes) -> None:
    if beginning.startswith((b"\xff\xfe", b"\xfe\xff")) or beginning[:200].count(b"\0") * 3 > len(beginning[:200]):
        raise Unreadable('It is UTF-16; save it as UTF-8 (Excel: "CSV UTF-8").')
    if beginning.startswith(b"PK\x03\x04"):
        raise Unreadable("It is an XLSX or ZIP file; give --format xlsx.")


def _unpacked(file: BinaryIO) -> Iterator[bytes]:
    """Unpack the members of a gzip file in small pieces, so that what was good before a break is not lost."""
    unpacker = zlib.decompressobj(zlib.MAX_WBITS | 16)
    within = False
    total = 0
    rest = b""
    while data := rest or file.read(_CHUNK):
        try:
            piece = unpacker.decompress(data, _CHUNK)
        except zlib.error:
            if within:
                raise BreaksOff("The gzip file is damaged here; nothing after it can be read.") from None
            raise BreaksOff("What follows the gzip data is no gzip data.") from None
        total += len(piece)
        if total > MAX_UNPACKED or total > max(RATIO_COUNTS_FROM, MAX_RATIO * file.tell()):
            raise BreaksOff(f"The gzip file unpacks to more than {MAX_RATIO} times its size, or to more than 20 GB.")
        yield piece
        within = not unpacker.eof
        rest = unpacker.unconsumed_tail
        if unpacker.eof:
            rest = unpacker.unused_data.lstrip(b"\0")  # padding, as on tapes
            unpacker = zlib.decompressobj(zlib.MAX_WBITS | 16)
    if within:
        yield unpacker.flush()
        raise BreaksOff("The gzip file breaks off here.")

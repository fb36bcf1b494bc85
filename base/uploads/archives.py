"""Reading a zip that a stranger made: members, ratio and bytes counted while reading, whatever its directory says."""

import zipfile
import zlib
from dataclasses import dataclass
from typing import IO

from base.uploads.limits import MAX_MEMBERS, MAX_RATIO, MAX_UNPACKED, RATIO_FROM
from base.uploads.refusals import Refused

CHUNK = 64 * 1024
BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, ValueError, OSError, RuntimeError)


@dataclass(slots=True)
class Budget:
    """What may still be unpacked; an archive inside an archive draws on the same one."""

    members: int = MAX_MEMBERS
    bytes: int = MAX_UNPACKED

    def take_members(self, count: int) -> None:
        self.members -= count
        if self.members < 0:
            raise Refused("bomb")

    def take_bytes(self, count: int) -> None:
        self.bytes -= count
        if self.bytes < 0:
            raise Refused("bomb")


class Archive:
    """An archive whose every member was unpacked once, within the budget, and found whole."""

    def __init__(self, file: IO[bytes], budget: Budget | None = None) -> None:
        self.budget = budget or Budget()
        try:
            self._zip = zipfile.ZipFile(file)
        except BROKEN as error:
            raise Refused("damaged") from error
        members = self._zip.infolist()
        self.budget.take_members(len(members))
        self.names = [member.filename for member in members]
        if self._zip.comment or len(set(self.names)) < len(self.names):
            raise Refused("mixed")
        for member in members:
            self._measure(member)

    def read(self, name: str) -> bytes:
        """Return a member that was measured before; raise Refused("damaged") when there is none of that name."""
        try:
            return self._zip.read(name)
        except (KeyError, *BROKEN) as error:
            raise Refused("damaged") from error

    def begins(self, name: str, start: bytes) -> bool:
        """Tell whether a member begins with these bytes."""
        with self.open(name) as content:
            return content.read(len(start)) == start

    def open(self, name: str) -> IO[bytes]:
        """Open a member that was measured before, for reading piece by piece."""
        try:
            return self._zip.open(name)
        except (KeyError, *BROKEN) as error:
            raise Refused("damaged") from error

    def _measure(self, member: zipfile.ZipInfo) -> None:
        if member.flag_bits & 0x1:
            raise Refused("encrypted")
        if member.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise Refused("damaged")
        if member.file_size > self.budget.bytes:
            raise Refused("bomb")
        read = 0
        try:
            with self._zip.open(member) as content:
                while piece := content.read(CHUNK):
                    read += len(piece)
                    self.budget.take_bytes(len(piece))
                    if read > RATIO_FROM and read > member.compress_size * MAX_RATIO:
                        raise Refused("bomb")
        except BROKEN as error:
            raise Refused("damaged") from error

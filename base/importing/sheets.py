"""The first sheet of an XLSX workbook, row by row; the first row that is not blank names the columns."""

import warnings
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import ParseError

from defusedxml.common import DefusedXmlException
from openpyxl import load_workbook

from base.importing.rows import Reason, Refusal, Unreadable
from base.importing.sources import Table, column_name

MAX_UNPACKED = 1_000_000_000  # bytes of the whole workbook
MAX_SHARED_TEXTS = 200_000_000  # bytes of the texts that openpyxl holds in memory
LAST_ROW = 1_048_576  # of the format
_FAULTS = (
    zipfile.BadZipFile,
    zlib.error,
    ParseError,
    DefusedXmlException,
    KeyError,
    ValueError,
    TypeError,
    AttributeError,
    IndexError,
    OSError,
    EOFError,
)


class Sheet(Table):
    """The rows of a workbook's first sheet; dates come as dates."""

    def __init__(self, path: Path) -> None:
        super().__init__(path)
        self.size = None  # how far a sheet was read is not known

    def columns(self) -> list[str]:
        header = next(self._cells(), None)
        if isinstance(header, Refusal):
            raise Unreadable(f"Its first sheet cannot be read: {header.detail}")
        return [column_name(name) for name in header[1]] if header else []

    def _cells(self) -> Iterator[tuple[int, list[Any]] | Refusal]:
        number = 0
        self._refuse_bombs()
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of styles and extensions that do not concern the rows
            try:
                workbook = load_workbook(self.path, read_only=True, data_only=True)
            except _FAULTS as error:
                raise Unreadable(f"It is no XLSX workbook: {error}") from error
        try:
            sheet = workbook.worksheets[0]
            sheet.reset_dimensions()  # some programs write a wrong size, and rows beyond it would be lost
            for number, cells in enumerate(sheet.iter_rows(values_only=True), start=1):
                if number > LAST_ROW:
                    yield Refusal(number, Reason.BREAKS_OFF, "a sheet has no more rows than this")
                    return
                if any(cell is not None and str(cell).strip() for cell in cells):
                    yield number, list(cells)
        except _FAULTS as error:
            yield Refusal(number + 1, Reason.BREAKS_OFF, f"the workbook is damaged here: {error!r}"[:200])
        finally:
            workbook.close()

    def _refuse_bombs(self) -> None:
        """Raise Unreadable for a workbook that states to unpack to too much; zipfile reads no more than is stated."""
        try:
            with zipfile.ZipFile(self.path) as archive:
                sizes = {member.filename: member.file_size for member in archive.infolist()}
        except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
            raise Unreadable(f"It is no XLSX workbook: {error}") from error
        shared = sum(size for name, size in sizes.items() if name.lower().endswith("sharedstrings.xml"))
        if sum(sizes.values()) > MAX_UNPACKED or shared > MAX_SHARED_TEXTS:
            raise Unreadable("It unpacks to more than 1 GB, or its texts to more than 200 MB; save it as CSV.")

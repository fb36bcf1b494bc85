"""Files of rows: JSON lines and CSV; XLSX is in sheets.py."""

import csv
import json
import re
import unicodedata
from abc import ABC, abstractmethod
from collections.abc import Iterator
from pathlib import Path
from typing import Any, BinaryIO

from base.importing.lines import MAX_LINE, BreaksOff, Lines, LineTooLong
from base.importing.rows import MAX_CELL, Reason, Refusal, Row, Unreadable

LOOKED_AT = 1000  # rows whose columns are looked at before the first one is read
FORMATS = ("jsonl", "csv", "xlsx")
_TOO_LONG = f"the line has more than {MAX_LINE:,} bytes"
_QUOTED = re.compile(r'"[^"]*"?')
_ESCAPED_BYTE = re.compile("[\udc80-\udcff]")


class Source(ABC):
    """A file of rows; `position` of `size` tells how far it was read, in bytes."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.size: int | None = path.stat().st_size
        self._file: BinaryIO | None = None

    @property
    def position(self) -> int:
        return self._file.tell() if self._file and not self._file.closed else 0

    @abstractmethod
    def columns(self) -> list[str]:
        """Return the names of the columns; none when the file holds no row.

        Raises:
            Unreadable: the file cannot be read at all.
        """

    @abstractmethod
    def rows(self) -> Iterator[Row | Refusal]:
        """Give the rows in order; a row that cannot be read is given as a refusal, and the next one follows."""

    def close(self) -> None:
        if self._file:
            self._file.close()

    def _lines(self) -> Lines:
        self.close()
        self._file = self.path.open("rb")
        return Lines(self._file)


def column_name(given: object) -> str:
    """Return the name of a column in one writing: macOS writes accents apart, spreadsheets add blanks."""
    return " ".join(unicodedata.normalize("NFC", "" if given is None else str(given)).split())


def table_row(line: int, columns: list[str], cells: list[Any]) -> Row | Refusal | None:
    """Return the row of a table, or nothing for a blank one."""
    if not any(cell not in (None, "") and str(cell).strip() for cell in cells):
        return None
    over = [cell for cell in cells[len(columns) :] if cell not in (None, "")]
    if over:
        return Refusal(line, Reason.TOO_MANY_COLUMNS, f"{len(columns) + len(over)} cells, {len(columns)} columns")
    return Row(line, {name: cell for name, cell in zip(columns, cells, strict=False) if name})


class Table(Source):
    """Cells under named columns; the first line names them."""

    def rows(self) -> Iterator[Row | Refusal]:
        columns = self.columns()
        cells = self._cells()
        next(cells, None)
        for found in cells:
            if isinstance(found, Refusal):
                yield found
            elif row := table_row(found[0], columns, found[1]):
                yield row

    @abstractmethod
    def _cells(self) -> Iterator[tuple[int, list[Any]] | Refusal]:
        """Yield each line's number with its cells, the first line included."""


class JsonLines(Source):
    """One JSON object a line."""

    def columns(self) -> list[str]:
        found: dict[str, None] = {}
        for number, row in enumerate(self.rows()):
            if isinstance(row, Row):
                found.update(dict.fromkeys(row.cells))
            if number >= LOOKED_AT:
                break
        return list(found)

    def rows(self) -> Iterator[Row | Refusal]:
        lines = self._lines()
        while True:
            try:
                line = next(lines)
            except StopIteration:
                return
            except LineTooLong:
                yield Refusal(lines.number, Reason.LINE_TOO_LONG, _TOO_LONG)
            except BreaksOff as error:
                yield Refusal(lines.number + 1, Reason.BREAKS_OFF, str(error))
                return
            else:
                if line.strip():
                    yield _json_row(lines.number, line)


def _json_row(number: int, line: bytes) -> Row | Refusal:
    if b"\0" in line:
        return Refusal(number, Reason.NUL)
    try:
        cells = json.loads(line.decode("utf-8"))
    except UnicodeDecodeError as error:
        return Refusal(number, Reason.NOT_UTF8, f"byte {error.start + 1} of the line")
    except json.JSONDecodeError as error:
        return Refusal(number, Reason.NOT_JSON, f"{error.msg} at character {error.pos + 1}")
    except (ValueError, RecursionError) as error:  # a number without end, brackets without end
        return Refusal(number, Reason.NOT_JSON, str(error)[:100])
    if not isinstance(cells, dict):
        return Refusal(number, Reason.NOT_AN_OBJECT, f"it is a {type(cells).__name__}")
    return Row(number, {column_name(name): cell for name, cell in cells.items()})


class Csv(Table):
    """Cells between commas, semicolons (what Excel writes in Vietnam) or tabs; the first row names the columns."""

    def columns(self) -> list[str]:
        header = next(self._cells(), None)
        if header is None:
            return []
        if isinstance(header, Refusal):
            raise Unreadable(f"Its first line, which names the columns, cannot be read: {header}.")
        return [column_name(name) for name in header[1]]

    def _cells(self) -> Iterator[tuple[int, list[Any]] | Refusal]:
        csv.field_size_limit(MAX_CELL)
        lines = _TextLines(self._lines())
        # Strict: a cell whose quotation marks do not pair would otherwise swallow its neighbours without a word.
        reader = csv.reader(lines, delimiter=lines.delimiter, strict=True)
        while True:
            first = lines.number + 1
            try:
                cells = next(reader)
            except StopIteration:
                return
            except LineTooLong:
                yield Refusal(first, Reason.LINE_TOO_LONG, _TOO_LONG)
            except BreaksOff as error:
                yield Refusal(first, Reason.BREAKS_OFF, str(error))
                return
            except csv.Error as error:
                yield _broken(first, lines.number, str(error))
            else:
                if any(_ESCAPED_BYTE.search(cell) for cell in cells):
                    yield Refusal(first, Reason.NOT_UTF8)
                elif any(cell.strip() for cell in cells):
                    yield first, cells


def _broken(first: int, last: int, error: str) -> Refusal:
    where = f" (lines {first} to {last} are passed over)" if last > first else ""
    if "field limit" in error:
        return Refusal(first, Reason.CELL_TOO_LONG, f"a cell has more than {MAX_CELL:,} characters{where}")
    return Refusal(first, Reason.BROKEN_QUOTES, f"{error}{where}")


class _TextLines:
    """The lines as text; a byte that is not UTF-8 becomes a lone surrogate, so that the row it is in can be refused."""

    def __init__(self, lines: Lines) -> None:
        self._lines = lines
        try:
            self._first: str | None = _decoded(next(lines, b""))
        except (LineTooLong, BreaksOff) as error:
            raise Unreadable(f"Its first line, which names the columns, cannot be read. {error}") from error
        bare = _QUOTED.sub("", self._first or "")
        self.delimiter = max(",;\t", key=bare.count)

    @property
    def number(self) -> int:
        return self._lines.number - (self._first is not None)

    def __iter__(self) -> "_TextLines":
        return self

    def __next__(self) -> str:
        first, self._first = self._first, None
        return _decoded(next(self._lines)) if first is None else first


def _decoded(line: bytes) -> str:
    return line.decode("utf-8", "surrogateescape") + "\n"

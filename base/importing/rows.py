"""What a file gives: rows, and refusals by line and name."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

MAX_CELL = 1_000_000  # characters


class Reason(StrEnum):
    """Why a row is not loaded, whatever it holds; a room has reasons of its own beside these."""

    NOT_JSON = "not JSON"
    NOT_AN_OBJECT = "not an object"
    NOT_UTF8 = "not UTF-8"
    NUL = "NUL character"
    LONE_SURROGATE = "lone surrogate"
    NOT_A_TEXT = "not a text"
    CELL_TOO_LONG = "cell too long"
    LINE_TOO_LONG = "line too long"
    TOO_MANY_COLUMNS = "too many columns"
    BROKEN_QUOTES = "broken quotation marks"
    BREAKS_OFF = "the file breaks off"
    MISSING_DATE = "missing date"
    UNREADABLE_DATE = "unreadable date"
    MISSING_FIELD = "missing field"
    UNKNOWN_FIELD = "unknown field"
    UNKNOWN_UNIT = "unknown unit"
    UNKNOWN_PROVINCE = "unknown province"
    NO_LEADING_UNIT = "no unit leads the field"
    DUPLICATE_KEY = "duplicate key"
    DATABASE = "refused by the database"


class Unreadable(Exception):  # noqa: N818  (it is what the file is)
    """The file cannot be read at all; the message is for the operator."""


class Refused(Exception):  # noqa: N818  (it is what the row is)
    """A row is refused, for a reason and with what explains it."""

    def __init__(self, reason: StrEnum, detail: str = "") -> None:
        super().__init__(reason, detail)
        self.reason = reason
        self.detail = detail


@dataclass(frozen=True, slots=True)
class Row:
    """One row of the file: the line it begins in and its cells by the names of their columns."""

    line: int
    cells: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Refusal:
    """A row that is not loaded: the line it begins in, why, and what explains it."""

    line: int
    reason: StrEnum
    detail: str = ""

    def __str__(self) -> str:
        return f"{self.reason}: {self.detail}" if self.detail else str(self.reason)

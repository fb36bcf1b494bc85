"""What the reader proposes, line by line: a flat list which the drafter corrects and from which the tree is built."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from consultation.structure.doubts import DoubtKind
from consultation.structure.nodes import Level

MAX_LINES = 100_000
MAX_NUMBER = 40


class Role(StrEnum):
    """What a line is in the document."""

    LETTERHEAD = "letterhead"
    TITLE = "title"
    PREAMBLE = "preamble"
    PROVISION = "provision"
    HEADING = "heading"
    TEXT = "text"
    JOINED = "joined"
    CLOSING = "closing"
    DROPPED = "dropped"


ROLE_LABELS = {
    Role.LETTERHEAD: "Tên cơ quan, quốc hiệu, số ký hiệu (không đưa vào)",
    Role.TITLE: "Tên văn bản",
    Role.PREAMBLE: "Phần mở đầu, căn cứ",
    Role.PROVISION: "Điều khoản có số",
    Role.HEADING: "Tên của điều khoản ở trên",
    Role.TEXT: "Đoạn văn",
    Role.JOINED: "Nối vào dòng trên",
    Role.CLOSING: "Phần cuối, chữ ký, nơi nhận",
    Role.DROPPED: "Bỏ",
}


@dataclass(frozen=True, slots=True)
class ReadLine:
    """A line of the file with its proposed role.

    `label` is the beginning as written ("Điều 12.", "đ)"), `words` what stands behind it: the heading of an article or
    of what is wider, the text of a clause or point. `level` and `number` are those of a provision. `line` counts
    from 1 in the file; two lines of a list may come from one. `doubts` are those of how it was read,
    gone once it is corrected.
    """

    line: int
    words: str
    role: Role = Role.TEXT
    label: str = ""
    level: Level | None = None
    number: str = ""
    doubts: tuple[DoubtKind, ...] = ()

    @property
    def whole(self) -> str:
        """Return the label and the words, as the file has them."""
        return f"{self.label} {self.words}".strip() if self.label else self.words


def to_rows(lines: Sequence[ReadLine]) -> list[list[Any]]:
    """Return the list as JSON knows it, for a row of the database to keep."""
    return [
        [each.line, each.role, each.level, each.number, each.label, each.words, list(each.doubts)] for each in lines
    ]


def to_json(lines: Sequence[ReadLine]) -> str:
    """Return the list as JSON, for a form to keep."""
    return json.dumps(to_rows(lines), ensure_ascii=False, separators=(",", ":"))


def from_json(text: str) -> list[ReadLine]:
    """Return the list that JSON tells.

    Raises:
        ValueError: it tells none; whoever kept it may have changed it.
    """
    try:
        rows = json.loads(text)
    except RecursionError as error:
        raise ValueError("not a list of lines") from error
    return from_rows(rows)


def from_rows(rows: Any) -> list[ReadLine]:
    """Return the list that `to_rows` told. Raise ValueError when it tells none."""
    if not isinstance(rows, list) or len(rows) > MAX_LINES:
        raise ValueError("not a list of lines")
    return [_line(row) for row in rows]


def _line(row: Any) -> ReadLine:
    if not isinstance(row, list) or len(row) != 7:
        raise ValueError("not a line")
    line, role, level, number, label, words, doubts = row
    if type(line) is not int or not all(isinstance(each, str) for each in (number, label, words)):
        raise ValueError("not a line")
    if len(number) > MAX_NUMBER or not isinstance(doubts, list) or (role == Role.PROVISION) != (level is not None):
        raise ValueError("not a line")
    kinds = tuple(DoubtKind(kind) for kind in doubts)
    return ReadLine(line, words, Role(role), label, None if level is None else Level(level), number, kinds)

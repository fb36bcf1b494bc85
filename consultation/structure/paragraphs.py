"""The paragraphs of a file, whatever kind it was: what the one reader reads."""

import re
import unicodedata
from dataclasses import dataclass

from consultation.structure.doubts import DoubtKind

MAX_CHARACTERS = 5_000_000
# More spans of one paragraph say no more of it.
MAX_SPANS = 200
Span = tuple[int, int]

_INVISIBLE = re.compile(
    "[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\x00-\x08\x0e-\x1f\x7f\ufffe\uffff\ud800-\udfff]"
)
_BLANKS = re.compile(r"\s+")


@dataclass(slots=True)
class Paragraph:
    """A paragraph or a row of a table.

    `line` counts from 1: the line of a Markdown file, the paragraph of a Word file. `words` is NFC, blanks single; a
    row is "| cell | cell |". `bold` are the spans of `words` in bold. `heading` is told by a style or "#". `follows`
    says that nothing parts it from the line above, so it may be the same paragraph. `plain` says that it is only words:
    neither a label nor a heading, nor part of the line above.
    """

    line: int
    words: str
    bold: tuple[Span, ...] = ()
    heading: bool = False
    centred: bool = False
    follows: bool = False
    plain: bool = False
    table: bool = False
    dropped: bool = False
    quoted: bool = False
    doubts: tuple[DoubtKind, ...] = ()

    @property
    def stands_out(self) -> bool:
        """Tell whether it is set as a heading: by its style, or wholly in bold."""
        return self.heading or sum(end - start for start, end in self.bold) >= len(self.words) - 2 > 0


class Words:
    """Words gathered piece by piece, blanks single, with the spans that are bold."""

    def __init__(self) -> None:
        self._pieces: list[str] = []
        self._bold: list[Span] = []
        self._length = 0
        self._blank = True  # at the beginning no blank is kept

    def add(self, piece: str, bold: bool = False) -> None:
        piece = _BLANKS.sub(" ", cleaned(piece))
        if self._blank:
            piece = piece.removeprefix(" ")
        if not piece:
            return
        self._pieces.append(piece)
        end = self._length + len(piece)
        if bold and self._bold and self._bold[-1][1] == self._length:
            self._bold[-1] = (self._bold[-1][0], end)
        elif bold and len(self._bold) < MAX_SPANS:
            self._bold.append((self._length, end))
        self._length, self._blank = end, piece.endswith(" ")

    def made(self) -> tuple[str, tuple[Span, ...]]:
        """Return the words and the bold spans of them."""
        words = "".join(self._pieces).rstrip()
        return words, tuple((start, min(end, len(words))) for start, end in self._bold if start < len(words))


def cleaned(text: str) -> str:
    """Return text in NFC without what cannot be seen; look-alikes of đ become đ (domain H.2)."""
    text = unicodedata.normalize("NFC", _INVISIBLE.sub("", text))
    return text.replace("Ð", "Đ").replace("ð", "đ").replace("Ɖ", "Đ")


def row_of(cells: list[str]) -> str:
    """Return the cells of a table's row as one line."""
    return "| " + " | ".join(" ".join(cell.replace("|", "/").split()) for cell in cells) + " |"


def cells_of(row: str) -> list[str] | None:
    """Return the cells of a line that is a table's row, None when it is none."""
    row = row.strip()
    return [cell.strip() for cell in row[1:-1].split("|")] if len(row) > 1 and row[0] == row[-1] == "|" else None


def is_upper(words: str) -> bool:
    """Tell whether nearly all letters are capitals, as in the heading of a chapter."""
    capitals = sum(letter.isupper() for letter in words)
    return capitals > 0 and capitals >= 0.85 * sum(letter.isalpha() for letter in words)

"""Numbers that Word counts itself ("Điều %1."): they stand in word/numbering.xml, and nowhere in the text."""

from dataclasses import dataclass, field

from consultation.structure.numbers import roman

_LETTERS = "abcdefghijklmnopqrstuvwxyz"
DEEPEST = 9
HIGHEST = 3_999


@dataclass(slots=True)
class LevelFormat:
    """How one level of a list is written: "Điều %1." counts from `start` in decimal."""

    format: str = "decimal"
    text: str = ""
    start: int = 1
    legal: bool = False
    style: str = ""


@dataclass(slots=True)
class Numbering:
    """The lists of a document (ECMA-376, part 1, 17.9), and how far each is counted."""

    abstract: dict[str, dict[int, LevelFormat]] = field(default_factory=dict)
    lists: dict[str, str] = field(default_factory=dict)
    restarts: dict[tuple[str, int], int] = field(default_factory=dict)
    _counts: dict[str, list[int | None]] = field(default_factory=dict)
    _begun: set[tuple[str, int]] = field(default_factory=set)

    def next_label(self, list_id: str, depth: int) -> str:
        """Return the label of the next paragraph of a list at a depth from 0; "" when it has none, "-" for a bullet."""
        kind = self.lists.get(list_id, "")
        formats = self.abstract.get(kind, {})
        if depth not in formats or not 0 <= depth < DEEPEST:
            return ""
        counts = self._counts.setdefault(kind, [None] * DEEPEST)
        if (list_id, depth) in self.restarts and (list_id, depth) not in self._begun:
            counts[depth] = self.restarts[list_id, depth] - 1
        self._begun.add((list_id, depth))
        before = counts[depth]
        counts[depth] = formats[depth].start if before is None else before + 1
        counts[depth + 1 :] = [None] * (DEEPEST - depth - 1)
        return self._written(formats, counts, depth)

    @staticmethod
    def _written(formats: dict[int, LevelFormat], counts: list[int | None], depth: int) -> str:
        own = formats[depth]
        if own.format == "bullet":
            return "-"
        label = own.text
        for place in range(depth + 1):
            each = formats.get(place, LevelFormat())
            count = counts[place]
            value = each.start if count is None else count
            label = label.replace(f"%{place + 1}", _number(value, "decimal" if own.legal else each.format))
        return label.strip()


def _number(value: int, style: str) -> str:
    if style == "none" or not 0 <= value <= HIGHEST:
        return ""
    if style == "upperRoman":
        return roman(value)
    if style == "lowerRoman":
        return roman(value).lower()
    if style in ("lowerLetter", "upperLetter") and value:
        letters = _LETTERS[(value - 1) % 26] * ((value - 1) // 26 + 1)
        return letters if style == "lowerLetter" else letters.upper()
    return f"{value:02}" if style == "decimalZero" else str(value)

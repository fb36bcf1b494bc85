"""Which words changed between two texts, for people to read: phrases taken out and put in, or side by side."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from consultation.comparing.edits import Block, changed_blocks
from consultation.structure.nodes import Node
from search.text import compose

ISLAND = 3  # words that stayed between two changes as long as they are; people read them as changed too
PAIRED = 0.3  # share of words that two passages of a side-by-side view have in common
MAX_PAIRS = 2_500  # passages compared with passages; above it all count as replaced
# A word with the blanks behind it; numbers, dates and the numbers of documents are one word each.
_PIECE = re.compile(r"\d\w*(?:[/.,:-]\w+)*\s*|[^\W_]+\s*|[\W_]\s*")
_PASSAGE = re.compile(r"[^\n]*?(?:[.;](?=\s)\s*|\n\s*|\Z)")
_WORD = re.compile(r"\w")


class Op(StrEnum):
    """What happened to a stretch of text."""

    EQUAL = "equal"
    DELETE = "delete"
    INSERT = "insert"


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of text with its blanks, and what happened to it."""

    op: Op
    text: str


Segments = tuple[Segment, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """A passage of the old text beside that of the new one; one is empty where the passage was taken out or put in."""

    old: Segments
    new: Segments


@dataclass(frozen=True, slots=True)
class Difference:
    """What changed in the heading and in the text of provisions."""

    heading: Segments
    text: Segments
    rows: tuple[Row, ...]


def difference(old: Iterable[Node], new: Iterable[Node]) -> Difference:
    """Return what changed between provisions and their heirs, without what stands below them.

    Several old ones are read as one text, and so are several new ones: a provision is compared with all its parts.
    """
    olds, news = list(old), list(new)
    headings = ["\n".join(node.heading for node in nodes if node.heading) for nodes in (olds, news)]
    texts = ["\n".join(node.text for node in nodes if node.text) for nodes in (olds, news)]
    return Difference(inline(*headings), inline(*texts), side_by_side(*texts))


def inline(old: str, new: str) -> Segments:
    """Return one text in which words were taken out and put in; what was taken out comes before what replaces it.

    Equal and inserted segments joined are the new text (composed), equal and deleted ones the old text but for
    blanks. A change is a phrase: short words that stayed between two changes are shown as changed with them.
    """
    before, after = _pieces(compose(old).strip()), _pieces(compose(new).strip())
    segments: list[Segment] = []
    old_at = new_at = 0
    for old_from, old_to, new_from, new_to in [*_changes(before, after), (len(before), len(before), len(after), 0)]:
        blank = ""
        if old_from > old_at and old_to > old_from and after[new_from - 1] == after[new_from - 1].rstrip():
            blank = before[old_from - 1][len(before[old_from - 1].rstrip()) :]
        segments += _segment(Op.EQUAL, after[new_at:new_from])
        segments += _segment(Op.DELETE, [blank, *before[old_from:old_to]] if old_to > old_from else [])
        segments += _segment(Op.INSERT, after[new_from:new_to])
        old_at, new_at = old_to, new_to
    return tuple(segments)


def side_by_side(old: str, new: str) -> tuple[Row, ...]:
    """Return the sentences of both texts in rows: equal ones beside each other, reworded ones with their changes."""
    before, after = _passages(old), _passages(new)
    rows: list[Row] = []
    old_at = new_at = 0
    for old_from, old_to, new_from, new_to in [
        *changed_blocks([one.strip() for one in before], [one.strip() for one in after]),
        (len(before), len(before), len(after), len(after)),
    ]:
        for one, other in zip(before[old_at:old_from], after[new_at:new_from], strict=True):
            rows.append(Row(_segment(Op.EQUAL, [one]), _segment(Op.EQUAL, [other])))
        rows += _paired(before[old_from:old_to], after[new_from:new_to])
        old_at, new_at = old_to, new_to
    return tuple(rows)


def _pieces(text: str) -> list[str]:
    return _PIECE.findall(text)


def _passages(text: str) -> list[str]:
    return [passage for passage in _PASSAGE.findall(compose(text).strip()) if passage]


def _phrases(blocks: list[Block], new: Sequence[str]) -> list[Block]:
    """Join changes between which only a few words stayed, fewer than either change has."""
    joined: list[Block] = []
    for block in blocks:
        joined.append(block)
        while len(joined) > 1 and _is_island(joined[-2], joined[-1], new):
            (old_from, _, new_from, _), (_, old_to, _, new_to) = joined[-2], joined[-1]
            joined[-2:] = [(old_from, old_to, new_from, new_to)]
    return joined


def _is_island(before: Block, after: Block, new: Sequence[str]) -> bool:
    between = sum(1 for piece in new[before[3] : after[2]] if _WORD.search(piece))
    return between <= min(ISLAND, _size(before), _size(after))


def _size(block: Block) -> int:
    return max(block[1] - block[0], block[3] - block[2])


def _at_a_pause(block: Block, old: Sequence[str], new: Sequence[str]) -> Block:
    """Shift what was only put in, or only taken out, to begin behind a pause, if the words allow it."""
    old_from, old_to, new_from, new_to = block
    text, start, end = (new, new_from, new_to) if old_from == old_to else (old, old_from, old_to)
    if old_from != old_to and new_from != new_to:
        return block
    for by in range(min(start, end - start)):
        if by and text[start - by] != text[end - by]:
            break
        if start - by == 0 or not _WORD.search(text[start - by - 1]):
            return old_from - by, old_to - by, new_from - by, new_to - by
    return block


def _changes(before: list[str], after: list[str]) -> list[Block]:
    keys = [piece.rstrip() for piece in before], [piece.rstrip() for piece in after]
    return [_at_a_pause(block, *keys) for block in _phrases(changed_blocks(*keys), keys[1])]


def _segment(op: Op, pieces: Sequence[str]) -> Segments:
    text = "".join(pieces)
    return (Segment(op, text),) if text else ()


def _in_two(old: str, new: str) -> Row:
    """Return two passages, each with what is only in it marked."""
    before, after = _pieces(old), _pieces(new)
    row: tuple[list[Segment], list[Segment]] = [], []
    old_at = new_at = 0
    for old_from, old_to, new_from, new_to in [*_changes(before, after), (len(before), len(before), len(after), 0)]:
        row[0].extend(_segment(Op.EQUAL, before[old_at:old_from]) + _segment(Op.DELETE, before[old_from:old_to]))
        row[1].extend(_segment(Op.EQUAL, after[new_at:new_from]) + _segment(Op.INSERT, after[new_from:new_to]))
        old_at, new_at = old_to, new_to
    return Row(tuple(row[0]), tuple(row[1]))


def _paired(old: list[str], new: list[str]) -> list[Row]:
    rows: list[Row] = []
    x = y = 0
    for one, other in [*_pairs(old, new), (len(old), len(new))]:
        rows += [Row((Segment(Op.DELETE, passage),), ()) for passage in old[x:one]]
        rows += [Row((), (Segment(Op.INSERT, passage),)) for passage in new[y:other]]
        if one < len(old):
            rows.append(_in_two(old[one], new[other]))
        x, y = one + 1, other + 1
    return rows


def _pairs(old: list[str], new: list[str]) -> list[tuple[int, int]]:
    """Return which passages became which, in order, so that the pairs have as many words in common as possible."""
    if len(old) * len(new) > MAX_PAIRS:
        return []
    bags = [Counter(_keys(one)) for one in old], [Counter(_keys(one)) for one in new]
    best = [[0.0] * (len(new) + 1) for _ in range(len(old) + 1)]
    alike = [[_alike(one, other) for other in bags[1]] for one in bags[0]]
    for x in reversed(range(len(old))):
        for y in reversed(range(len(new))):
            best[x][y] = max(best[x + 1][y], best[x][y + 1], best[x + 1][y + 1] + alike[x][y])
    pairs = []
    x = y = 0
    while x < len(old) and y < len(new):
        if alike[x][y] and best[x][y] == best[x + 1][y + 1] + alike[x][y]:
            pairs.append((x, y))
            x, y = x + 1, y + 1
        elif best[x][y] == best[x + 1][y]:
            x += 1
        else:
            y += 1
    return pairs


def _keys(text: str) -> list[str]:
    return [piece.rstrip() for piece in _pieces(text)]


def _alike(one: Counter[str], other: Counter[str]) -> float:
    share = 2 * (one & other).total() / ((one.total() + other.total()) or 1)
    return share if share >= PAIRED else 0.0

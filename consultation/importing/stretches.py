"""An import cut into stretches that fit on a screen, and its outline: what leads a drafter through 220 articles."""

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from consultation.structure.doubts import Doubt
from consultation.structure.labels import named
from consultation.structure.lines import ReadLine, Role
from consultation.structure.nodes import RANKS, Level

MOST_LINES = 250  # of a stretch, before it is cut at the next article
HARD_END = 400  # cut wherever it is
MOST_ARTICLES = 1_500  # told in an outline
WIDE = frozenset({Level.PART, Level.CHAPTER, Level.APPENDIX})


@dataclass(slots=True)
class Stretch:
    """Lines `start` to `end` (not included) of an import; `articles` are the places of its articles, with names."""

    ordinal: int
    start: int
    end: int
    name: str
    articles: list[tuple[int, str]] = field(default_factory=list)
    doubts: int = 0

    @property
    def told(self) -> str:
        """Return the first and the last article, as a chapter is told in a table of contents."""
        if not self.articles:
            return ""
        first, last = self.articles[0][1].partition(".")[0], self.articles[-1][1].partition(".")[0]
        return first if first == last else f"{first} – {last}"


def stretches(lines: Sequence[ReadLine], doubts: Iterable[Doubt] = ()) -> list[Stretch]:
    """Return the stretches in the order of the lines: the beginning, then chapters, long ones cut between articles."""
    cuts = _cuts(lines)
    ends = [*cuts[1:], len(lines)]
    doubted = Counter(bisect_right(cuts, doubt.index) - 1 for doubt in doubts)
    found: list[Stretch] = []
    wide = ""
    for ordinal, (start, end) in enumerate(zip(cuts, ends, strict=True)):
        first = lines[start] if start < len(lines) else None
        if first and first.role is Role.PROVISION and first.level in WIDE:
            wide = name = _name(lines, start)
        elif start == 0:
            name = "Phần đầu"
        else:
            name = f"{wide.partition('.')[0]} (tiếp)" if wide else "Tiếp theo"
        articles = [(at, _name(lines, at)) for at in range(start, end) if lines[at].level is Level.ARTICLE]
        found.append(Stretch(ordinal, start, end, name, articles, doubted[ordinal]))
    return found


def stretch_of(found: Sequence[Stretch], at: int) -> Stretch:
    """Return the stretch in which a line stands."""
    return next((each for each in found if each.start <= at < each.end), found[-1])


def counted(lines: Iterable[ReadLine]) -> list[tuple[str, int]]:
    """Return how many provisions of each level there are, the widest first: ("chương", 17), ("điều", 220) …"""
    levels = Counter(line.level for line in lines if line.role is Role.PROVISION and line.level)
    order = sorted(levels, key=lambda level: (level is Level.APPENDIX, RANKS[level]))
    return [(named(level, "").lower(), levels[level]) for level in order]


def _cuts(lines: Sequence[ReadLine]) -> list[int]:
    cuts = [0]
    for at, line in enumerate(lines):
        is_provision = line.role is Role.PROVISION
        length = at - cuts[-1]
        if at and (
            (is_provision and line.level in WIDE and not _only_wider_above(lines, cuts[-1], at))
            or (is_provision and line.level is Level.ARTICLE and length >= MOST_LINES)
            or length >= HARD_END
        ):
            cuts.append(at)
    return cuts


def _only_wider_above(lines: Sequence[ReadLine], start: int, at: int) -> bool:
    """Tell whether a part and its first chapter begin together: between them are only headings."""
    if not (lines[start].role is Role.PROVISION and lines[start].level in WIDE):
        return False
    return all(line.role is not Role.PROVISION for line in lines[start + 1 : at])


def _name(lines: Sequence[ReadLine], at: int) -> str:
    line = lines[at]
    words = [line.words] if line.words else []
    for below in lines[at + 1 : at + 6]:
        if below.role is not Role.HEADING:
            break
        words.append(below.words)
    name = named(line.level, line.number) if line.level else ""
    return f"{name}. {' '.join(words)}".removesuffix(". ")[:200] if words else name

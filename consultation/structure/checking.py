"""What is doubtful in a list of lines: the doubts of how it was read, and those of the order of its provisions."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from consultation.structure.doubts import Doubt, DoubtKind
from consultation.structure.labels import inside, named
from consultation.structure.lines import ReadLine, Role
from consultation.structure.nodes import RANKS, WITHOUT_HEADING, Level
from consultation.structure.numbers import Key, key_of, written_as

MOST_WORDS = 160
MOST_MISSING = 5
MOST_LOOKED_AT = 200
# In whose place a level is counted anew; articles go through the whole document.
_PARENTS = {
    Level.SECTION: (Level.CHAPTER,),
    Level.SUBSECTION: (Level.SECTION,),
    Level.CLAUSE: (Level.ARTICLE,),
    Level.POINT: (Level.CLAUSE,),
}


@dataclass(slots=True)
class _Counted:
    """The provisions of one level in one place, so far."""

    last: Key = ()
    number: str = ""
    seen: set[str] = field(default_factory=set)


def find(lines: Sequence[ReadLine]) -> list[Doubt]:
    """Return every doubt, in the order of the lines."""
    found = [Doubt(kind, index, line.line, _short(line)) for index, line in enumerate(lines) for kind in line.doubts]
    found += _Checker(lines).doubts()
    if not any(line.role is Role.TITLE for line in lines):
        first = next((index for index, line in enumerate(lines) if line.role is Role.PROVISION), 0)
        found.append(Doubt(DoubtKind.NO_TITLE, first, lines[first].line if lines else 1, ""))
    return sorted(found, key=lambda doubt: doubt.index)


class _Checker:
    """Walks the provisions once, with the path from the widest to the one at hand."""

    def __init__(self, lines: Sequence[ReadLine]) -> None:
        self.lines = lines
        self.path: list[tuple[int, ReadLine]] = []
        self.counted: dict[tuple[Level, int], _Counted] = {}
        self.told: set[tuple[int, Level]] = set()
        self.last_chapter: Key = ()
        self.found: list[Doubt] = []
        self.with_body: set[int] = set()
        self.with_heading: set[int] = set()

    def doubts(self) -> list[Doubt]:
        for index, line in enumerate(self.lines):
            if line.role is Role.PROVISION and line.level:
                self._provision(index, line, line.level)
            elif self.path and line.role in (Role.TEXT, Role.HEADING, Role.JOINED):
                (self.with_heading if line.role is Role.HEADING else self.with_body).add(self.path[-1][0])
        self._bare()
        return self.found

    def _provision(self, index: int, line: ReadLine, level: Level) -> None:
        while self.path and self.path[-1][1].level and RANKS[self.path[-1][1].level] >= RANKS[level]:
            self.path.pop()
        if self.path:
            self.with_body.add(self.path[-1][0])
        if line.words:
            (self.with_body if level in WITHOUT_HEADING else self.with_heading).add(index)
        self._check_place(index, line, level)
        if level is not Level.APPENDIX:
            self._check_number(index, line, level)
        self.path.append((index, line))

    def _check_place(self, index: int, line: ReadLine, level: Level) -> None:
        at, above = (self.path[-1][0], self.path[-1][1].level) if self.path else (-1, None)
        parents = _PARENTS.get(level)
        if parents and above not in parents and (at, level) not in self.told:
            self.told.add((at, level))
            wanted = named(parents[0], "").lower()
            self._tell(DoubtKind.LEVEL_SKIPPED, index, f"{named(level, line.number)} không nằm trong {wanted} nào")

    def _check_number(self, index: int, line: ReadLine, level: Level) -> None:
        key = key_of(level, line.number)
        counted = self.counted.setdefault((level, self._scope(level)), _Counted())
        name = named(level, line.number)
        if line.number in counted.seen:
            self._tell(DoubtKind.REPEATED, index, name)
        elif not key:
            self._tell(DoubtKind.OUT_OF_ORDER, index, f"không hiểu số “{line.number}”")
        elif counted.last and key < counted.last:
            self._tell(DoubtKind.OUT_OF_ORDER, index, f"{name} đứng sau {inside(level, counted.number)}")
        elif not self._goes_on_in_part(level, key) and (gone := _missing(level, counted, key, line.number)):
            behind = f"sau {inside(level, counted.number)} là" if counted.number else "bắt đầu bằng"
            lacking = f"thiếu {named(level, '').lower()} {gone}"
            self._tell(DoubtKind.GAP, index, f"{behind} {inside(level, line.number)}, {lacking}")
        counted.seen.add(line.number)
        if key:
            counted.last, counted.number = key, line.number
            self.last_chapter = key if level is Level.CHAPTER else self.last_chapter

    def _scope(self, level: Level) -> int:
        """Return the line of the provision in which numbers of a level begin anew, -1 for the whole document."""
        if level is Level.ARTICLE or level is Level.PART:
            return next((index for index, line in self.path if line.level is Level.APPENDIX), -1)
        return self.path[-1][0] if self.path else -1

    def _goes_on_in_part(self, level: Level, key: Key) -> bool:
        """Tell whether a chapter goes on from the part before: codes count chapters through, other laws anew."""
        return level is Level.CHAPTER and bool(self.last_chapter) and key[0] == self.last_chapter[0] + 1

    def _bare(self) -> None:
        """Doubt provisions without words, and articles without a heading where most have one."""
        articles = [
            index
            for index, line in enumerate(self.lines)
            if line.role is Role.PROVISION and line.level is Level.ARTICLE
        ]
        headed = sum(index in self.with_heading for index in articles)
        for index, line in enumerate(self.lines):
            if line.role is not Role.PROVISION or not line.level:
                continue
            if index not in self.with_body:
                self._tell(DoubtKind.EMPTY, index, named(line.level, line.number))
            elif line.level is Level.ARTICLE and index not in self.with_heading and headed * 2 > len(articles):
                self._tell(DoubtKind.NO_HEADING, index, named(line.level, line.number))

    def _tell(self, kind: DoubtKind, index: int, detail: str) -> None:
        line = self.lines[index]
        self.found.append(Doubt(kind, index, line.line, _short(line), detail))


def _missing(level: Level, counted: _Counted, key: Key, number: str) -> str:
    """Return the numbers left out before this one; one that came earlier in the wrong order is not left out."""
    first = (counted.last[0] if counted.last else 0) + 1
    places = range(first, min(key[0], first + MOST_LOOKED_AT))
    gone = [each for place in places if (each := written_as(level, place, number)) not in counted.seen]
    return ", ".join(gone[:MOST_MISSING]) + (" …" if len(gone) > MOST_MISSING else "")


def _short(line: ReadLine) -> str:
    words = line.whole
    return words if len(words) <= MOST_WORDS else words[:MOST_WORDS].rsplit(" ", 1)[0] + " …"

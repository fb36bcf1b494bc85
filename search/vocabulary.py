"""The words that the search knows: the lists of the folder `wordlists`, and what the staff adds (search.dictionary)."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from search.text import syllables, words, words_and_syllables

FOLDER = Path(__file__).resolve().parent / "wordlists"
ABBREVIATION, SPELLING, COURTESY = "abbreviation", "spelling", "courtesy"
NUMBER_BEHIND = "#"

Context = dict[str, list[tuple[str, ...]]]  # folded phrases by their first word


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a word list or of the staff's dictionary: what people write, what it means, near which words.

    `kind` is one of ABBREVIATION, SPELLING, COURTESY. With `context` it means this only near one of these phrases;
    "#" among them stands for a number right behind it.
    """

    kind: str
    short: str
    long: str = ""
    others: tuple[str, ...] = ()
    context: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Form:
    """One way to write a term: its words with accents, the same folded, the term, and near what it means that."""

    written: tuple[str, ...]
    folded: tuple[str, ...]
    long: tuple[str, ...]
    long_written: tuple[str, ...]
    context: Context = field(default_factory=dict)

    def is_written(self, words: list[str]) -> bool:
        """Tells whether words that fold to this form may be it: a typed accent or đ must be the form's own."""
        return all(word.isascii() or word == own for word, own in zip(words, self.written, strict=True))


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The terms of the word lists by their first two syllables joined as a bigram, or by the one they have."""

    forms: dict[str, list[Form]]
    shorts: dict[str, list[tuple[tuple[str, ...], str]]]
    courtesies: dict[str, list[tuple[str, ...]]]
    ambiguous: frozenset[str]


@dataclass(frozen=True, slots=True)
class DocumentKind:
    """A kind of legal document: code of its tokens, folded spellings, whether a number needs a year beside the code."""

    code: str
    names: tuple[str, ...]
    needs_year: bool


@lru_cache(maxsize=1)
def shipped() -> tuple[Line, ...]:
    """Returns the lines of the word lists that come with the portal, read once a process."""
    lines = [
        Line(kind, row[0], row[1], tuple(_others(row)))
        for kind, name in ((ABBREVIATION, "abbreviations.tsv"), (SPELLING, "spellings.tsv"))
        for row in read_rows(name)
    ]
    lines += [Line(ABBREVIATION, row[0], row[1], context=tuple(_others(row))) for row in read_rows("ambiguous.tsv")]
    return (*lines, *(Line(COURTESY, row[0]) for row in read_rows("politeness.txt")))


@lru_cache(maxsize=1)
def _vocabulary_shipped() -> Vocabulary:
    return build(shipped())


_current: Vocabulary | None = None


def vocabulary() -> Vocabulary:
    """Returns the vocabulary of this process: the word lists, and the staff's terms once these have been read."""
    return _current or _vocabulary_shipped()


def use(added: Iterable[Line], switched_off: Iterable[Line] = ()) -> None:
    """Makes the word lists with these changes the vocabulary of this process."""
    global _current
    added, off = list(added), list(switched_off)
    if not added and not off:
        _current = None
        return
    # A line of the staff without context is all that its writing means; one with context stands beside the shipped one.
    replaced = {_meaning(line)[:2] for line in added if not line.context and line.kind != COURTESY}
    kept = [line for line in shipped() if _meaning(line)[:2] not in replaced and not is_off(line, off)]
    _current = build([*added, *kept])


def is_off(line: Line, switched_off: Iterable[Line]) -> bool:
    """Tells whether one of these lines switches a line off: the same writing, and the same meaning or none."""
    kind, short, long = _meaning(line)
    return any(_meaning(one) in ((kind, short, ()), (kind, short, long)) for one in switched_off)


@contextmanager
def using(*added: Line, switched_off: Iterable[Line] = ()) -> Iterator[None]:
    """Makes changes to the vocabulary for the time of a test."""
    global _current
    before = _current
    use(added, switched_off)
    try:
        yield
    finally:
        _current = before


def build(lines: Iterable[Line]) -> Vocabulary:
    """Returns the lines as a vocabulary; of equal writings the first line wins, those with a context before all."""
    forms: dict[str, list[Form]] = {}
    shorts: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    courtesies: dict[str, list[tuple[str, ...]]] = {}
    for line in lines:
        if line.kind == COURTESY:
            for courtesy in filter(None, (tuple(syllables(writing)) for writing in (line.short, *line.others))):
                courtesies.setdefault(_key(courtesy), []).append(courtesy)
            continue
        long_written, long = words_and_syllables(line.long)
        context: Context = {}
        for phrase in line.context:
            near = (NUMBER_BEHIND,) if phrase == NUMBER_BEHIND else tuple(syllables(phrase))
            if near:
                context.setdefault(near[0], []).append(near)
        for writing in (line.short, *line.others):
            written, folded = words_and_syllables(writing)
            if folded and long:
                form = Form(tuple(written), tuple(folded), tuple(long), tuple(long_written), context)
                forms.setdefault(_key(folded), []).append(form)
        if line.kind == ABBREVIATION and len(long) > 2 and not context:  # a pair of syllables is found by its bigram
            shorts.setdefault(_key(long), []).append((tuple(long), "".join(syllables(line.short))))
    for found in forms.values():
        found.sort(key=lambda form: (-len(form.folded), not form.context))
    for phrases in courtesies.values():
        phrases.sort(key=len, reverse=True)
    several = frozenset(form.folded[0] for found in forms.values() for form in found if form.context)
    return Vocabulary(forms, shorts, courtesies, several)


@lru_cache(maxsize=1)
def document_kinds() -> tuple[DocumentKind, ...]:
    """Returns the kinds of legal documents, read once a process."""
    return tuple(
        DocumentKind(
            row[0],
            tuple(" ".join(syllables(name)) for name in (row[1], *_others(row))),
            row[3:] == ["year"],
        )
        for row in read_rows("document_kinds.tsv")
    )


@lru_cache(maxsize=1)
def function_words() -> frozenset[str]:
    """Returns the folded words that hold sentences together, read once a process."""
    return frozenset(syllables(" ".join(row[0] for row in read_rows("function_words.txt"))))


def read_rows(name: str) -> list[list[str]]:
    """Returns the rows of a word list as columns; lines that start with # and empty lines are left out."""
    lines = (FOLDER / name).read_text(encoding="utf-8").splitlines()
    return [line.split("\t") for line in lines if line.strip() and not line.startswith("#")]


def _meaning(line: Line) -> tuple[str, tuple[str, ...], tuple[str, ...]]:
    return line.kind, tuple(words(line.short)), tuple(syllables(line.long))


def _key(folded: Sequence[str]) -> str:
    return "_".join(folded[:2])


def _others(row: list[str]) -> list[str]:
    return [spelling.strip() for spelling in row[2].split(";") if spelling.strip()] if len(row) > 2 else []

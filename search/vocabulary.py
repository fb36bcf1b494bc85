"""The word lists of the search, read from the folder `wordlists` once a process."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from search.text import syllables, words_and_syllables

FOLDER = Path(__file__).resolve().parent / "wordlists"


@dataclass(frozen=True, slots=True)
class Form:
    """One way to write a term: its words with accents, the same folded, and the term."""

    written: tuple[str, ...]
    folded: tuple[str, ...]
    long: tuple[str, ...]
    long_written: tuple[str, ...]

    def is_written(self, words: list[str]) -> bool:
        """Tells whether words that fold to this form may be it: a typed accent or đ must be the form's own."""
        return all(word.isascii() or word == own for word, own in zip(words, self.written, strict=True))


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The terms of the word lists by their first two syllables joined as a bigram, or by the one they have."""

    forms: dict[str, list[Form]]
    shorts: dict[str, list[tuple[tuple[str, ...], str]]]
    courtesies: dict[str, list[tuple[str, ...]]]


@dataclass(frozen=True, slots=True)
class DocumentKind:
    """A kind of legal document: code of its tokens, folded spellings, whether a number needs a year beside the code."""

    code: str
    names: tuple[str, ...]
    needs_year: bool


@lru_cache(maxsize=1)
def vocabulary() -> Vocabulary:
    """Returns the word lists, read once a process."""
    forms: dict[str, list[Form]] = {}
    shorts: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for name, keeps_short in (("abbreviations.tsv", True), ("spellings.tsv", False)):
        for row in read_rows(name):
            long_written, long = words_and_syllables(row[1])
            for spelling in (row[0], *_others(row)):
                written, folded = words_and_syllables(spelling)
                form = Form(tuple(written), tuple(folded), tuple(long), tuple(long_written))
                forms.setdefault(_key(folded), []).append(form)
            if keeps_short and len(long) > 2:  # a pair of syllables is found by its bigram
                shorts.setdefault(_key(long), []).append((tuple(long), "".join(syllables(row[0]))))
    courtesies: dict[str, list[tuple[str, ...]]] = {}
    for row in read_rows("politeness.txt"):
        phrase = tuple(syllables(row[0]))
        courtesies.setdefault(_key(phrase), []).append(phrase)
    for found in forms.values():
        found.sort(key=lambda form: -len(form.folded))
    for phrases in courtesies.values():
        phrases.sort(key=len, reverse=True)
    return Vocabulary(forms, shorts, courtesies)


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


def _key(folded: Sequence[str]) -> str:
    return "_".join(folded[:2])


def _others(row: list[str]) -> list[str]:
    return [spelling.strip() for spelling in row[2].split(";") if spelling.strip()] if len(row) > 2 else []

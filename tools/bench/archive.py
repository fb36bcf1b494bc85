"""A made-up archive with the statistics of Vietnamese: any number of answers, each made from its number and a seed."""

import datetime
import gzip
import json
import re
import zlib
from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import Any

from search.engines import Document
from tools.bench.place import ROOT
from tools.bench.rare_words import rare_words

OWN_TEXTS = (ROOT / "qa" / "sample", ROOT / "search" / "judged")
MOST_CHARACTERS_A_RECORD = 2_000
MOST_RECORDS = 20_000
TITLE_WORDS = 10
QUESTION_WORDS = 30
SUBJECT_PHRASES = 200  # how far the phrases of one subject reach in the text they come from
RARE_WORDS_A_TEXT = 3
FIELDS, UNITS, YEARS = 40, 80, 18
LAST_YEAR = 2026
KINDS = ("answer",) * 17 + ("draft",) * 2 + ("conclusion",)
_TAG = re.compile(r"<[^>]+>")
_END_OF_PHRASE = re.compile(r"[.,;:!?()\[\]\"“”\n]+\s")


class Archive:
    """Answers of about 100 words: a title of ten, a text of phrases of one subject, common phrases and rare words.

    A phrase is three to six neighbouring words of a real text, so words and pairs of words are as common or rare as
    there; what lies between two phrases gives the long tail of rare pairs. The same seed and texts give the same answer
    for a number, in any order and in any process.
    """

    def __init__(self, texts: Path | None = None, seed: int = 1) -> None:
        """Reads the model from a folder of .jsonl, .jsonl.gz, .txt or .md; by default from the texts of the portal.

        Raises FileNotFoundError when there is no text.
        """
        self.seed = seed
        chance = Random(seed)  # noqa: S311 - figures must come again, nothing is secret
        self._phrases = [phrase for text in real_texts(texts) for phrase in _phrases(text, chance)]
        if not self._phrases:
            raise FileNotFoundError(f"{texts or OWN_TEXTS}: no text to make an archive from")
        self._common = chance.sample(self._phrases, len(self._phrases))
        self._rare = rare_words(chance)
        self._span = max(min(SUBJECT_PHRASES, len(self._phrases) // 10), 1)
        self._chance = chance
        self.fingerprint = f"{zlib.crc32(' '.join(self._phrases).encode()):08x}-{seed}"

    def document(self, number: int) -> Document:
        """Returns the answer of a number, from 1."""
        start, chance = self._subject(number)
        phrases, common, rare, span = self._phrases, self._common, self._rare, self._span
        length = 15 + int(16 * chance())
        own = length * 3 // 5
        text = [phrases[start + int(span * chance())] for _ in range(own)]
        # An exponent drawn evenly makes the n-th of a list come up about 1/n as often as the first.
        text += [common[int(len(common) ** chance()) - 1] for _ in range(length - own)]
        text += [rare[int(len(rare) ** chance()) - 1] for _ in range(RARE_WORDS_A_TEXT)]
        cut = int(len(text) * chance())
        text = text[cut:] + text[:cut]
        year = LAST_YEAR - int(YEARS * chance() ** 2)
        return Document(
            id=number,
            version=1,
            kind=KINDS[int(len(KINDS) * chance())],
            policy_field=f"linh-vuc-{FIELDS * start // len(phrases)}",
            unit=f"DV{int(UNITS ** chance())}",
            year=year,
            published_on=datetime.date(year, 1 + int(12 * chance()), 1 + int(28 * chance())),
            title=self._title(start, chance),
            text=" ".join(text),
        )

    def documents(self, count: int) -> Iterator[Document]:
        """Yields the answers from 1 to `count`."""
        return map(self.document, range(1, count + 1))

    def question(self, number: int) -> str:
        """Returns 30 words: the title of an answer, then its subject in words that need not be in the archive."""
        title = self.document(number).title
        start, chance = self._subject(number, anew=True)
        words = title.split()
        while len(words) < QUESTION_WORDS:
            words += self._phrases[start + int(self._span * chance())].split()
        return " ".join(words[:QUESTION_WORDS])

    def _subject(self, number: int, *, anew: bool = False) -> tuple[int, Any]:
        """Returns where the phrases of an answer's subject begin, and the source of its further chances."""
        self._chance.seed(self.seed << 48 | number)
        chance = self._chance.random
        start = int((len(self._phrases) - self._span) * chance() ** 2)  # some subjects are asked about far more
        if anew:
            self._chance.seed(self.seed << 48 | 1 << 47 | number)
        return start, chance

    def _title(self, start: int, chance: Any) -> str:
        words: list[str] = []
        while len(words) < TITLE_WORDS:
            words += self._phrases[start + int(self._span * chance())].split()
        title = " ".join(words[:TITLE_WORDS])
        return title[0].upper() + title[1:]


def real_texts(folder: Path | None) -> Iterator[str]:
    """Yields texts without tags, each cut to 2,000 characters, at most 20,000 of them."""
    left = MOST_RECORDS
    for place in [folder] if folder else OWN_TEXTS:
        for path in sorted(place.rglob("*")) if place.is_dir() else []:
            for text in _records(path):
                if not left:
                    return
                left -= 1
                yield _TAG.sub(" ", text[:MOST_CHARACTERS_A_RECORD])


def _records(path: Path) -> Iterator[str]:
    if path.suffix in (".txt", ".md"):
        whole = path.read_text(encoding="utf-8", errors="replace")
        yield from (whole[at : at + MOST_CHARACTERS_A_RECORD] for at in range(0, len(whole), MOST_CHARACTERS_A_RECORD))
    elif path.name.endswith((".jsonl", ".jsonl.gz")):
        with gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else path.open(encoding="utf-8") as lines:
            yield from ("\n".join(_strings(json.loads(line))) for line in lines if line.strip())


def _strings(value: Any) -> Iterator[str]:
    """Yields the texts with a space in a JSON value, in order, but `text_noaccent` and its like."""
    if isinstance(value, str) and " " in value:
        yield value
    elif isinstance(value, list):
        for part in value:
            yield from _strings(part)
    elif isinstance(value, dict):
        for name, part in value.items():
            if not name.startswith("text_"):
                yield from _strings(part)


def _phrases(text: str, chance: Random) -> Iterator[str]:
    for part in _END_OF_PHRASE.split(text):
        words = part.split()
        while words:
            length = chance.randint(3, 6)
            yield " ".join(words[:length])
            words = words[length:]

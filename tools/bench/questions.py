"""What is asked of an archive: words of titles, beginnings of titles, questions of 30 words."""

import unicodedata
from random import Random

from tools.bench.archive import TITLE_WORDS, Archive

SHORT, LONG = 3, 20  # characters of a beginning
QUERY_WORDS = 4
# The measure is the key; a figure with facets has its own queries, so that none is asked of one index twice.
MEASURES = ("words4", "words4_facets", "suggestion", "similar", "question", "question_facets")
WITH_FACETS = "_facets"


def drawn(archive: Archive, documents: int, count: int) -> dict[str, list[str]]:
    """Returns `count` texts for each measure, about answers 1 to `documents`; every second short one has no accents."""
    chance = Random(archive.seed + 1)  # noqa: S311 - figures must come again, nothing is secret
    found: dict[str, list[str]] = {}
    for measure in MEASURES:
        texts = []
        for place in range(count):
            number = chance.randint(1, documents)
            if measure.startswith("words4"):
                text = _words(archive.document(number).title, chance)
            elif measure == "suggestion":
                text = archive.document(number).title[: chance.randint(SHORT, LONG)].strip()
            else:
                text = archive.question(number)
            short = measure.startswith(("words4", "suggestion"))
            texts.append(without_accents(text) if short and place % 2 else text)
        found[measure] = texts
    return found


def without_accents(text: str) -> str:
    """Returns the text as it is typed on a keyboard without Vietnamese."""
    letters = unicodedata.normalize("NFD", text.replace("đ", "d").replace("Đ", "D"))
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


def _words(title: str, chance: Random) -> str:
    first = chance.randint(0, TITLE_WORDS - QUERY_WORDS)
    return " ".join(title.split()[first : first + QUERY_WORDS])

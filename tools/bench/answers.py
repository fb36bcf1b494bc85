"""Answers for a bench of pages: windows of real texts, any number of them, each made from its number."""

import datetime
from collections.abc import Sequence
from pathlib import Path
from random import Random

from qa.loading import NewAnswer
from tools.bench.archive import LAST_YEAR, YEARS, real_texts

TITLE, QUESTION, SHORT, PARAGRAPH = 12, 60, 30, 70  # words


class Answers:
    """Makes the answer of a number: title, question, short answer and two paragraphs, each a window of a real text.

    Some fields, units and late years are far more frequent than others.
    """

    def __init__(self, texts: Path | None, fields: Sequence[int], units: Sequence[int]) -> None:
        """Reads the texts of a folder (by default the portal's own); `fields` and `units` are keys of rows.

        Raises FileNotFoundError when there is no text.
        """
        self._words = [word for text in real_texts(texts) for word in text.split()]
        if len(self._words) <= PARAGRAPH:
            raise FileNotFoundError(f"{texts}: no text to make answers from")
        self._fields = fields
        self._units = units

    def answer(self, number: int) -> NewAnswer:
        """Returns the answer of a number, from 1; the same texts give the same answer."""
        chance = Random(number)  # noqa: S311 - figures must come again, nothing is secret
        title = self._window(TITLE, chance)
        year = LAST_YEAR - int(YEARS * chance.random() ** 2)
        return NewAnswer(
            key=f"bench-{number}",
            title=title[:1].upper() + title[1:200],
            question=self._window(QUESTION, chance),
            short_answer=self._window(SHORT, chance),
            blocks=[
                {"type": "heading", "value": "Quy định"},
                *({"type": "paragraph", "value": f"<p>{self._window(PARAGRAPH, chance)}</p>"} for _ in range(2)),
            ],
            field_id=self._fields[int(len(self._fields) ** chance.random()) - 1],
            unit_id=self._units[int(len(self._units) ** chance.random()) - 1],
            answered_on=datetime.date(year, 1 + int(10 * chance.random()), 1 + int(28 * chance.random())),
            legal_bases=[{"document_number": f"{1 + number % 200}/2019/NĐ-CP", "article": str(1 + number % 90)}],
        )

    def _window(self, words: int, chance: Random) -> str:
        start = int((len(self._words) - words) * chance.random())
        return " ".join(self._words[start : start + words]).replace("<", "").replace("&", "")

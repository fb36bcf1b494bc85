"""How well a set is answered, question by question, so that two ways of answering can be compared in pairs."""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import sqrt
from random import Random
from statistics import fmean, stdev
from typing import Any, TypeVar

from search.engines import Engine, EngineUnavailable, SearchQuery
from search.evaluation import DEPTH, OWN_DOCUMENT_LEFT_OUT, JudgedSet
from search.finding import searched

T = TypeVar("T")

TRIES, PAUSE = 13, 5.0  # seconds
MEASURES = ("r1", "r10", "mrr10")
Ask = Callable[[str, int], list[int]]  # a text and how many documents at most; gives their numbers in the set, from 1
Gains = list[tuple[float, float, float]]  # of each question, in the order of MEASURES


@dataclass(frozen=True, slots=True)
class Questions:
    """The judged questions of a set, all or some, with the ids of its documents in the order of the engine's."""

    name: str
    rows: list[dict[str, Any]]
    relevant: dict[str, set[str]]
    names: list[str]

    def some(self, most: int, seed: int) -> "Questions":
        """Returns at most so many of the questions, the same ones for the same seed, in their order."""
        if len(self.rows) <= most:
            return self
        chance = Random(seed)  # noqa: S311 - figures must come again, nothing is secret
        chosen = sorted(chance.sample(range(len(self.rows)), most))
        return Questions(self.name, [self.rows[place] for place in chosen], self.relevant, self.names)


@dataclass(frozen=True, slots=True)
class Difference:
    """What one way of answering gains over another: the mean over the questions, and its standard error."""

    mean: float
    error: float

    @property
    def is_noise(self) -> bool:
        """Tells whether the difference is within two standard errors."""
        return abs(self.mean) <= 2 * self.error


def questions_of(judged: JudgedSet) -> Questions:
    """Reads the questions of a set and the ids of its documents."""
    names = [name for name, _ in judged.documents()]
    return Questions(judged.name, judged.queries(), judged.relevant(), names)


def asking(engine: Engine) -> Ask:
    """Returns how one of the portal's engines is asked, as the search page asks it."""

    def ask(text: str, limit: int) -> list[int]:
        return [hit.id for hit in patiently(lambda: searched(engine, SearchQuery(text=text, limit=limit)))[0].hits]

    return ask


def patiently(ask: Callable[[], T]) -> T:
    """Returns what an engine answers, asked again for a minute: what it finds is measured, not how soon."""
    for _ in range(TRIES - 1):
        try:
            return ask()
        except EngineUnavailable:
            time.sleep(PAUSE)
    return ask()


def gains(questions: Questions, ask: Ask, field: str) -> Gains:
    """Returns the figures of each question in one writing, by the rules of `search.evaluation.evaluate`."""
    own_left_out = questions.name in OWN_DOCUMENT_LEFT_OUT
    found: Gains = []
    for row in questions.rows:
        names = [questions.names[number - 1] for number in ask(row[field], DEPTH + own_left_out)]
        if own_left_out:
            names = [name for name in names if name != row["_id"]]
        found.append(_gain(names[:DEPTH], questions.relevant[row["_id"]]))
    return found


def _gain(names: list[str], relevant: set[str]) -> tuple[float, float, float]:
    hits = [name in relevant for name in names]
    first = hits.index(True) + 1 if True in hits else 0
    return sum(hits[:1]) / len(relevant), sum(hits) / len(relevant), 1 / first if first else 0.0


def means(found: Gains) -> tuple[float, ...]:
    """Returns R@1, R@10 and MRR@10; zeros without a question."""
    return tuple(fmean(one) for one in zip(*found, strict=True)) if found else (0.0,) * len(MEASURES)


def differences(one: Gains, other: Gains) -> tuple[Difference, ...]:
    """Returns what `one` gains over `other` on the same questions, by measure."""
    if not one:
        return (Difference(0.0, 0.0),) * len(MEASURES)
    pairs = zip(zip(*one, strict=True), zip(*other, strict=True), strict=True)
    return tuple(_difference([left - right for left, right in zip(*both, strict=True)]) for both in pairs)


def _difference(values: Sequence[float]) -> Difference:
    error = stdev(values) / sqrt(len(values)) if len(values) > 1 else 0.0
    return Difference(fmean(values), error)

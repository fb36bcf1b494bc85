"""The rules of the search, each with a way to do without it for a while; the portal itself has no such switch."""

import re
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, replace
from typing import Any

from search import analysis, finding, text, vocabulary
from search.analysis import Tokens
from search.engines import Engine, Hit, embedded, embedded_queries, ranking, rerank
from search.engines.rerank import Candidate

UNLIMITED = 1_000_000
_NOTHING = re.compile(r"(?!)(.)(.)")  # with the groups that replacements name


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule, how it is switched off, whether documents must be indexed again then, the writing it is measured on."""

    name: str
    off: Callable[[], AbstractContextManager[object]]
    changes_index: bool = False
    field: str = "text"


@contextmanager
def changed(*changes: tuple[Any, str, object]) -> Iterator[None]:
    """Gives attributes (owner, name, value) other values and their own back; raises AttributeError for a new name."""
    before = [(owner, name, getattr(owner, name)) for owner, name, _ in changes]
    try:
        for owner, name, value in changes:
            setattr(owner, name, value)
        yield
    finally:
        for owner, name, value in before:
            setattr(owner, name, value)


@contextmanager
def spelled(*changes: tuple[Any, str, object]) -> Iterator[None]:
    """The same for what reads single words: what it remembers is forgotten before and after."""
    try:
        with changed(*changes):
            _forget()
            yield
    finally:
        _forget()


def _forget() -> None:
    for remembered in vars(text).values():
        if isinstance(remembered, text.Memory):
            remembered.clear()
    for module in (vocabulary, analysis):
        for function in vars(module).values():
            if hasattr(function, "cache_clear"):
                function.cache_clear()


def _other(owner: Any, *names: str, value: object) -> Callable[[], AbstractContextManager[object]]:
    return lambda: changed(*((owner, name, value) for name in names))


def _asked_without(field: str) -> Callable[[], AbstractContextManager[object]]:
    def analyse(typed: str) -> Tokens:
        return replace(analysis.analyse_query(typed), **{field: []})

    return lambda: changed((embedded, "analyse_query", analyse))


def _without_lines(kind: str, *, ambiguous: bool = False) -> Callable[[], AbstractContextManager[object]]:
    def off() -> AbstractContextManager[object]:
        lines = [line for line in vocabulary.shipped() if line.kind == kind and bool(line.context) == ambiguous]
        return vocabulary.using(switched_off=lines)

    return off


def _as_found(candidates: list[Candidate], *_: object) -> list[Hit]:
    return [one.hit for one in candidates[: ranking.REORDERED]]


def _no_gate(tokens: Tokens) -> float:
    return 0.0


def _same_word(word: str) -> str:
    return word


def _as_typed(engine: Engine, typed: str) -> str:
    return ""


def _no_numbers(tokens: Tokens) -> list[str]:
    return []


RULES = (
    Rule("pairs of words", _asked_without("bigrams")),
    Rule("pairs of words, first look", _other(ranking, "BIGRAM_WEIGHT", value=0.0)),
    Rule("second look", _other(embedded, "reranked", value=_as_found)),
    Rule("second look: beginning", _other(rerank, "LEAD_WEIGHT", value=0.0)),
    Rule("second look: best passage", _other(rerank, "PASSAGE_WEIGHT", value=0.0)),
    Rule("second look: pairs anywhere", _other(rerank, "COVERAGE_WEIGHT", value=0.0)),
    Rule(
        "second look: title, for a story",
        _other(rerank, "TITLE_WORD_WEIGHT", "TITLE_PAIR_WEIGHT", value=0.0),
    ),
    Rule("second look: accents as typed", _other(rerank, "ACCENT_WEIGHT", value=0.0)),
    Rule("function words half", _other(ranking, "FUNCTION_WORD_WEIGHT", value=1.0)),
    Rule("function words whole in a story", _other(ranking, "title_gate", value=_no_gate)),
    Rule("a word insists twice at most", _other(ranking, "INSISTING", value=UNLIMITED)),
    Rule("title three times", _other(ranking, "TITLE_WEIGHT", value=1), changes_index=True),
    Rule("abbreviations", _without_lines(vocabulary.ABBREVIATION), changes_index=True),
    Rule(
        "abbreviations with more meanings",
        _without_lines(vocabulary.ABBREVIATION, ambiguous=True),
        changes_index=True,
    ),
    Rule("everyday spellings", _without_lines(vocabulary.SPELLING), changes_index=True),
    Rule("slips read first", _other(finding, "read", value=_as_typed)),
    Rule("courtesies left out", _without_lines(vocabulary.COURTESY)),
    Rule("numbers of documents", _asked_without("references")),
    Rule("only the document asked for", _other(embedded_queries, "numbers", value=_no_numbers)),
    Rule("all words of a short question", _other(embedded_queries, "SHORT_QUERY_WORDS", value=0)),
    Rule("found by rarest words alone", _other(ranking, "RARE_TOKENS", value=UNLIMITED)),
    Rule(
        "i for y",
        lambda: spelled((text, "_Y_AT_THE_END", _NOTHING), (text, "_ACCENTED_Y_AT_THE_END", _NOTHING)),
        changes_index=True,
    ),
    Rule("tones in one place", lambda: spelled((text, "place_tones", _same_word)), changes_index=True),
    Rule("accents folded", lambda: spelled((text._folded, "_function", text._tidy)), changes_index=True),
    Rule(
        "accents folded, typed without",
        lambda: spelled((text._folded, "_function", text._tidy)),
        changes_index=True,
        field="text_noaccent",
    ),
)

"""From a question to cards: an engine finds ids, the database says what of them is public now."""

import logging
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any, TypeVar

from search import corrections, dictionary, entries, fitting, promotions
from search.analysis import analyse_query
from search.engines import Engine, EngineUnavailable, Results, SearchQuery, get_engine
from search.highlight import highlight
from search.labels import parted
from search.models import Entry
from search.passages import nearest

log = logging.getLogger(__name__)
T = TypeVar("T")

FIRST_LINES = 400
MARK = "<mark>"
LONGEST_CORRECTED = 80  # characters; a whole sentence is not corrected
LOOKED_AT = 20_000  # characters of an answer
LOOKED_INTO = 3  # answers, to tell whether anything fits
EVIDENCE = 5  # titles from which the accents of a proposal are taken


@dataclass(frozen=True, slots=True)
class Found:
    """The cards of one result page, in order, with what the engine counted.

    `engine` is the one that answered, `read_as` how the question was understood
    if not as typed, `did_you_mean` a better-known wording of it, `took_ms` how long the engine took; unless it `fits`,
    nothing on the page is really about the question.
    """

    cards: list[dict[str, Any]]
    total: int
    facets: dict[str, dict[str, int]]
    engine: str
    took_ms: int
    read_as: str = ""
    did_you_mean: str = ""
    fits: bool = True

    @property
    def behind(self) -> bool:
        """Whether the standby answered."""
        return self.engine != entries.engines_in_use()[0]

    @property
    def shown(self) -> list[int]:
        """The keys of the entries on the page."""
        return [card["entry"] for card in self.cards]


def card(entry: Entry, query: str = "") -> dict[str, Any]:
    """Return what a template or the API shows of an entry."""
    shown = {
        "entry": entry.pk,
        "source_id": entry.source_id,
        "title": entry.title,
        "url": entry.url,
        "summary": entry.summary,
        "lines": entry.summary or entry.text[:FIRST_LINES],
        "kind": entry.kind,
        "kind_label": entries.kind_label(entry.kind),
        "field_name": entry.policy_field.name if entry.policy_field else "",
        "unit_name": entry.unit.name if entry.unit else "",
        "published_on": entry.published_on,
        "outdated": entry.outdated,
    }
    if query:
        # The short answer is what people came for; the text serves when it holds nothing of the question.
        short = highlight(entry.summary, query, len(entry.summary)) if entry.summary else ""
        shown["highlight"] = short if MARK in short else highlight(f"{entry.summary} {entry.text}", query)
    return shown


def find(query: SearchQuery) -> Found:
    """Search, with the staff's chosen answers first; raises EngineUnavailable when no engine answers."""
    dictionary.refresh()
    started = time.monotonic()
    (results, read_as, did_you_mean), name = _ask(lambda engine: _understood(engine, query))
    took_ms = round(1000 * (time.monotonic() - started))
    chosen = promotions.promoted(query.text) if _may_promote(query) else []
    ids = list(dict.fromkeys([*chosen, *(hit.id for hit in results.hits)]))
    public = _public(ids)
    cards = [card(public[pk], read_as or query.text) for pk in ids if pk in public]
    for shown in cards:
        shown["promoted"] = shown["entry"] in chosen
    return Found(
        cards=cards,
        total=max(results.total, len(cards)),
        facets=_with_chosen(results, query),
        engine=name,
        took_ms=took_ms,
        read_as=read_as,
        did_you_mean=did_you_mean,
        fits=bool(chosen) or query.offset > 0 or _fits(get_engine(name), read_as or query.text, list(public.values())),
    )


def browse(
    kind: str,
    labels: Sequence[str] = (),
    *,
    policy_field: str = "",
    unit: str = "",
    year: int | None = None,
    facets_of: Sequence[str] = (),
    with_facets: bool = False,
    limit: int = 10,
    offset: int = 0,
) -> Found:
    """Return a page of what there is of a kind with all these labels, the newest first, and the facets asked for.

    The source_id of a card is the primary key of what was found. No engine gives a card beyond the place DEEPEST.
    Raises EngineUnavailable when no engine answers: the caller then lists from its own table, without counts.
    """
    query = SearchQuery(
        text="",
        kind=kind,
        labels=tuple(labels),
        policy_field=policy_field,
        unit=unit,
        year=year,
        facets_of=tuple(facets_of),
        with_facets=with_facets,
        limit=limit,
        offset=offset,
    )
    started = time.monotonic()
    results, name = _ask(lambda engine: engine.search(query))
    took_ms = round(1000 * (time.monotonic() - started))
    return Found(_cards([hit.id for hit in results.hits]), results.total, _with_chosen(results, query), name, took_ms)


def suggest(text: str, limit: int = 8) -> list[dict[str, Any]]:
    """Return cards whose titles hold the words typed so far; none when no engine answers."""
    dictionary.refresh()
    try:
        return _cards(_ask(lambda engine: engine.suggest(text, limit))[0])
    except EngineUnavailable:
        return []


def similar(text: str, limit: int = 5, exclude: Entry | None = None) -> list[dict[str, Any]]:
    """Return cards of what answers a like question, to stand under an answer; none when no engine answers.

    It does not ask whether the staff's dictionary has changed: a page of the archive has few queries to spend.
    """
    try:
        return _similar(text, limit, exclude).cards
    except EngineUnavailable:
        return []


def find_similar(text: str, limit: int = 5) -> Found:
    """Return what answers a like question; raises EngineUnavailable when no engine answers."""
    dictionary.refresh()
    return _similar(text, limit, None)


def _similar(text: str, limit: int, exclude: Entry | None) -> Found:
    started = time.monotonic()
    hits, name = _ask(lambda engine: engine.similar(read(engine, text) or text, limit, exclude.pk if exclude else None))
    took_ms = round(1000 * (time.monotonic() - started))
    cards = _cards([hit.id for hit in hits])
    return Found(cards, len(cards), {}, name, took_ms)


def _ask(question: Callable[[Engine], T]) -> tuple[T, str]:
    """Ask the engine, or its standby when it is away; return the answer and the name of the one that gave it."""
    fault: EngineUnavailable | None = None
    for name in entries.engines_in_use():
        try:
            return question(get_engine(name)), name
        except EngineUnavailable as error:
            fault = error
            log.warning("search: engine %s does not answer: %s", name, error)
    raise fault or EngineUnavailable("No search engine is set up")


def read(engine: Engine, text: str) -> str:
    """Return how a text is to be understood if not as typed (keys of an input method, words of chats), else ""."""
    return corrections.read_as(text, engine.frequencies)


def searched(engine: Engine, query: SearchQuery) -> tuple[Results, str]:
    """Return what is found for a question as it is to be understood, and that reading if it is not as typed."""
    reading = read(engine, query.text)
    if reading:
        results = engine.search(replace(query, text=reading))
        if results.total:
            return results, reading
    return engine.search(query), ""


def _understood(engine: Engine, query: SearchQuery) -> tuple[Results, str, str]:
    """Return the results, how the question was read if not as typed, and what its sender may have meant instead."""
    results, reading = searched(engine, query)
    if reading or query.offset or not 0 < len(query.text) <= LONGEST_CORRECTED:
        return results, reading, ""
    proposal = corrections.did_you_mean(
        query.text, engine.frequencies, lambda text: _titles(engine.search(SearchQuery(text, limit=EVIDENCE)))
    )
    return results, "", proposal


def _fits(engine: Engine, text: str, found: list[Entry]) -> bool:
    """Tell whether one of the first answers holds enough of what a question is about; in doubt it does."""
    tokens = analyse_query(text)
    try:
        frequencies, documents = engine.frequencies([*tokens.words, *tokens.bigrams]), engine.size()
    except EngineUnavailable:
        return True
    texts = (
        f"{entry.title}\n{entry.summary}\n{entry.text[:LOOKED_AT]}\n{nearest(entry.text[LOOKED_AT:], text).text}"
        for entry in found[:LOOKED_INTO]
    )
    return fitting.fits(tokens, frequencies, documents, texts)


def _with_chosen(results: Results, query: SearchQuery) -> dict[str, dict[str, int]]:
    """Return the facets, those of labels with the value that was chosen, though it may be none of the most frequent."""
    facets = results.facets
    for facet, key in map(parted, query.labels):
        if results.total and facet in facets:
            facets[facet].setdefault(key, results.total)
    return facets


def _titles(results: Results) -> list[str]:
    ids = [hit.id for hit in results.hits]
    return list(Entry.objects.public().filter(pk__in=ids).values_list("title", flat=True))


def _may_promote(query: SearchQuery) -> bool:
    filtered = query.kind or query.policy_field or query.unit or query.year is not None or query.labels
    return bool(query.text) and query.offset == 0 and not filtered


def _cards(ids: list[int]) -> list[dict[str, Any]]:
    public = _public(ids)
    return [card(public[pk]) for pk in ids if pk in public]


def _public(ids: list[int]) -> dict[int, Entry]:
    """Re-read the hits, in their order, by the rule of their own pages: what was withdrawn is not shown.

    An index may be behind its entry, and an entry behind its page.
    """
    held = {entry.pk: entry for entry in Entry.objects.public().with_names().filter(pk__in=ids)}
    visible: set[tuple[str, int]] = set()
    for name in {entry.source for entry in held.values()}:
        keys = [entry.source_id for entry in held.values() if entry.source == name]
        if source := entries.sources.get(name):
            visible.update((name, key) for key in source.public().filter(pk__in=keys).values_list("pk", flat=True))
    return {pk: held[pk] for pk in ids if pk in held and (held[pk].source, held[pk].source_id) in visible}

"""The contract of every search engine, and the one that the settings name."""

import datetime
import hashlib
import os
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

FACETS = ("kind", "policy_field", "unit", "year")
COUNTED_AT_LEAST = 1_000  # matches of a few words count so far, and up to DEEPEST where facets are asked for
DEEPEST = 10_000  # no engine gives a hit beyond this place, whatever the offset


class EngineUnavailable(Exception):  # noqa: N818 - a state to wait out, not a mistake
    """The engine cannot answer or take changes now; nothing is lost, ask again later."""


class IndexMissing(EngineUnavailable):
    """The engine has no index that can be read: none was built yet, or it was lost; it must be rebuilt."""


class EntriesRefused(Exception):  # noqa: N818
    """The engine took all changes but those of these entries, whatever it dislikes about them."""

    def __init__(self, ids: set[int], reason: str) -> None:
        super().__init__(f"{len(ids)} entries refused: {reason}")
        self.ids = ids


@dataclass(frozen=True, slots=True)
class Document:
    """What an engine knows of one public entry: `text` is the whole of it, without the title.

    `headings` are lines of the text that are suggested like the title, `labels` ("facet:key") what it is narrowed by.
    """

    id: int
    version: int
    kind: str
    policy_field: str
    unit: str
    year: int
    published_on: datetime.date
    title: str
    text: str
    outdated: bool = False
    headings: str = ""
    labels: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SearchQuery:
    """A question as typed, with filters; an empty text asks for everything, newest first.

    `labels` ("province:38") must all be there; `facets_of` names the facets of labels to be counted ("province").
    """

    text: str
    kind: str = ""
    policy_field: str = ""
    unit: str = ""
    year: int | None = None
    limit: int = 10
    offset: int = 0
    with_facets: bool = False
    labels: tuple[str, ...] = ()
    facets_of: tuple[str, ...] = ()

    @property
    def counts_facets(self) -> bool:
        """Whether any facet is to be counted."""
        return self.with_facets or bool(self.facets_of)

    @property
    def facets(self) -> tuple[str, ...]:
        """The names of all facets that are to be counted."""
        return (*(FACETS if self.with_facets else ()), *self.facets_of)


@dataclass(frozen=True, slots=True)
class Hit:
    """A document found; scores compare within one answer only."""

    id: int
    score: float


@dataclass(frozen=True, slots=True)
class Results:
    """A page of hits, the number of documents that match, and facets as name to value to count.

    Where no facets are asked for, an engine may end its count once it has what fills the page.
    """

    hits: list[Hit]
    total: int
    facets: dict[str, dict[str, int]] = field(default_factory=dict)


class Engine(Protocol):
    """A search engine: every method raises EngineUnavailable when it is away."""

    name: str

    def search(self, query: SearchQuery) -> Results:
        """Returns the documents that match, best first, or the newest first if the text holds no word.

        A facet's own filter does not narrow that facet, so that another of its values can be chosen. Of a facet of
        labels the most frequent values are told (ranking.LABEL_VALUES).
        """

    def suggest(self, text: str, limit: int = 8) -> list[int]:
        """Returns ids by the words of the title, the last one being typed, that is a prefix; accents are optional."""

    def similar(self, text: str, limit: int = 5, exclude: int | None = None) -> list[Hit]:
        """Returns the documents most like a long text, by its rarest words and bigrams."""

    def apply(self, upserts: Iterable[Document], deletions: Mapping[int, int]) -> None:
        """Takes changes and returns when they are durable and can be found; doing it twice changes nothing.

        An upsert replaces the document of its id, and a deletion (id to version) removes it, unless the index holds a
        newer version. An id in both is deleted. Raises IndexMissing when there is no index to change, EntriesRefused
        when all but some entries were taken.
        """

    def rebuild(self, documents: Iterable[Document]) -> int:
        """Builds a new index beside the live one, swaps them at the end and returns the number of documents.

        When `documents` raises, the live index stays and the half-built one is dropped.
        """

    def versions(self) -> dict[int, int]:
        """Returns id to version of every document in the index; raises IndexMissing when there is none."""

    def frequencies(self, tokens: Sequence[str]) -> dict[str, int]:
        """Returns in how many documents each folded word ('that') or bigram ('that_nghiep') stands, without zeros."""

    def size(self) -> int:
        """Returns the number of documents, roughly."""

    def drop(self) -> None:
        """Removes the index, for one that was made to be thrown away."""


KNOWN = ("embedded", "elasticsearch")
_engines: dict[tuple[object, ...], Engine] = {}


def get_engine(name: str | None = None, folder: Path | None = None) -> Engine:
    """Returns the engine of that name, by default the one of SEARCH_ENGINE, one instance a process and place.

    `folder` is given when an index is made to be thrown away: the embedded engine keeps it there, Elasticsearch under a
    name made of the path. Raises ImproperlyConfigured for a name that no engine has, and for an engine that lacks a
    setting.
    """
    name = name or settings.SEARCH_ENGINE
    if name not in KNOWN:
        known = ", ".join(repr(one) for one in KNOWN)
        raise ImproperlyConfigured(f"SEARCH_ENGINE: there is no search engine {name!r}; known: {known}")
    make = _embedded if name == "embedded" else _elasticsearch
    if folder is not None:
        return make(folder)
    place = settings.SEARCH_INDEX_DIR if name == "embedded" else settings.ELASTICSEARCH
    key = (os.getpid(), name, repr(place))
    if key not in _engines:
        _engines[key] = make(None)
    return _engines[key]


# The engines import this contract, so it imports them late.


def _embedded(folder: Path | None) -> Engine:
    from search.engines.embedded import EmbeddedEngine

    return EmbeddedEngine(folder or Path(settings.SEARCH_INDEX_DIR))


def _elasticsearch(folder: Path | None) -> Engine:
    from search.engines.elasticsearch import ElasticsearchEngine

    if not settings.ELASTICSEARCH["url"]:
        raise ImproperlyConfigured("ELASTICSEARCH_URL must name the server of the search engine 'elasticsearch'.")
    suffix = hashlib.sha256(str(folder).encode()).hexdigest()[:16] if folder is not None else ""
    return ElasticsearchEngine(settings.ELASTICSEARCH, suffix)

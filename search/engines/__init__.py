"""The contract of every search engine, and the one that the settings name."""

import datetime
import os
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

FACETS = ("kind", "policy_field", "unit", "year")
DEEPEST = 10_000  # no engine gives a hit beyond this place, whatever the offset


class EngineUnavailable(Exception):  # noqa: N818 - a state to wait out, not a mistake
    """The engine cannot answer or take changes now; nothing is lost, ask again later."""


@dataclass(frozen=True, slots=True)
class Document:
    """What an engine knows of one public entry: `text` is the whole of it, without the title."""

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


@dataclass(frozen=True, slots=True)
class SearchQuery:
    """A question as typed, with filters; an empty text asks for everything, newest first."""

    text: str
    kind: str = ""
    policy_field: str = ""
    unit: str = ""
    year: int | None = None
    limit: int = 10
    offset: int = 0
    with_facets: bool = False


@dataclass(frozen=True, slots=True)
class Hit:
    """A document found; scores compare within one answer only."""

    id: int
    score: float


@dataclass(frozen=True, slots=True)
class Results:
    """A page of hits, the number of documents that match, and facets as name to value to count."""

    hits: list[Hit]
    total: int
    facets: dict[str, dict[str, int]] = field(default_factory=dict)


class Engine(Protocol):
    """A search engine: every method raises EngineUnavailable when it is away."""

    name: str

    def search(self, query: SearchQuery) -> Results:
        """Returns the documents that match, best first, or the newest first if the text holds no word.

        A facet's own filter does not narrow that facet, so that another of its values can be chosen.
        """

    def suggest(self, text: str, limit: int = 8) -> list[int]:
        """Returns ids by the words of the title, the last one being typed, that is a prefix; accents are optional."""

    def similar(self, text: str, limit: int = 5, exclude: int | None = None) -> list[Hit]:
        """Returns the documents most like a long text, by its rarest words and bigrams."""

    def apply(self, upserts: Iterable[Document], deletions: Iterable[int]) -> None:
        """Takes changes and returns when they are durable; doing it twice changes nothing.

        An upsert replaces the document of its id unless the index holds a newer version. An id in both is deleted.
        """

    def rebuild(self, documents: Iterable[Document]) -> int:
        """Builds a new index beside the live one, swaps them at the end and returns the number of documents.

        When `documents` raises, the live index stays.
        """

    def versions(self) -> dict[int, int]:
        """Returns id to version of every document in the index; empty when there is no index yet."""


_engines: dict[tuple[int, str, Path], Engine] = {}


def get_engine(name: str | None = None, folder: Path | None = None) -> Engine:
    """Returns the engine of that name, by default the one of SEARCH_ENGINE, one instance a process and folder.

    `folder` stands in for SEARCH_INDEX_DIR when an index is made to be thrown away. Raises ImproperlyConfigured for a
    name that no engine has.
    """
    name = name or getattr(settings, "SEARCH_ENGINE", "embedded")
    if name != "embedded":
        raise ImproperlyConfigured(f"SEARCH_ENGINE: there is no search engine {name!r}; known: 'embedded'")
    from search.engines.embedded import EmbeddedEngine  # the engine imports this contract

    if folder is not None:
        return EmbeddedEngine(folder)
    key = (os.getpid(), name, Path(settings.SEARCH_INDEX_DIR))
    if key not in _engines:
        _engines[key] = EmbeddedEngine(key[2])
    return _engines[key]

"""The embedded engine: tantivy in a folder, no server to run. Web processes read, one worker writes."""

import shutil
from collections.abc import Iterable, Mapping, Sequence
from itertools import islice
from pathlib import Path

import tantivy

from search.analysis import Tokens, analyse_beginning, analyse_query
from search.engines import DEEPEST, Document, Hit, Results, SearchQuery
from search.engines import embedded_queries as queries
from search.engines.embedded_schema import ANALYZERS, FORMAT, as_indexed, schema
from search.engines.index_folder import IndexFolder, unavailable_on_failure
from search.engines.ranking import PAGE, REORDERED, all_tokens, looked_at_twice
from search.engines.rerank import reranked

SIMILAR_CANDIDATES = REORDERED
BATCH = 500
LISTED_AT_ONCE = 50_000


class EmbeddedEngine:
    """A search engine in one folder; see `search.engines.Engine` for what each method promises."""

    name = "embedded"

    def __init__(self, path: Path) -> None:
        self._schema = schema()
        self._folder = IndexFolder(path, self._schema, ANALYZERS, FORMAT)
        self._path = path

    def search(self, query: SearchQuery) -> Results:
        tokens = analyse_query(query.text)
        start = max(query.offset, 0)
        end = min(start + max(query.limit, 0), DEEPEST)
        with unavailable_on_failure(self._path):
            searcher = self._folder.searcher()
            filters = queries.filters(self._schema, query)
            if tokens.words:
                counted = queries.frequencies(searcher, all_tokens(tokens))
                relevance = queries.relevance(self._schema, tokens, counted)
                looked_at = looked_at_twice(tokens)
                for matching in queries.matchings(self._schema, tokens, counted):
                    scored = queries.within(relevance, [matching, *filters.values()])
                    found, total = queries.counted(searcher, scored, max(end, looked_at))
                    if total >= PAGE or (filters and queries.count(searcher, matching) >= PAGE):
                        break
                hits = self._second_look(searcher, tokens, found[:looked_at], counted)
                hits = (hits + queries.hits(searcher, found[looked_at:]))[start:end]
            else:
                matching = tantivy.Query.all_query()
                hits, total = queries.newest(searcher, queries.all_limits([matching, *filters.values()]), start, end)
            facets = queries.facets(searcher, matching, filters, query.facets) if query.counts_facets else {}
        return Results(hits, total, facets)

    def _second_look(
        self,
        searcher: tantivy.Searcher,
        tokens: Tokens,
        found: list[tuple[float, tantivy.DocAddress]],
        counted: Mapping[str, int],
    ) -> list[Hit]:
        return reranked(queries.candidates(searcher, found), tokens, counted, searcher.num_docs)

    def _versions_of(self, searcher: tantivy.Searcher, ids: list[int]) -> dict[int, int]:
        query = tantivy.Query.term_set_query(self._schema, "id", ids)
        addresses = [address for _, address in searcher.search(query, len(ids), count=False).hits]
        found = searcher.fast_field_values("id", addresses), searcher.fast_field_values("version", addresses)
        return {int(identifier or 0): int(version or 0) for identifier, version in zip(*found, strict=True)}

    def suggest(self, text: str, limit: int = 8) -> list[int]:
        neighbours, anywhere = analyse_beginning(text)
        limit = min(limit, DEEPEST)
        if not anywhere or limit < 1:
            return []
        found: dict[int, None] = {}
        with unavailable_on_failure(self._path):
            searcher = self._folder.searcher()
            for tokens in (neighbours, anywhere):
                if tokens and len(found) < limit:
                    query = queries.all_of(self._schema, "title", tokens)
                    best = queries.hits(searcher, queries.best(searcher, query, limit))
                    found.update(dict.fromkeys(hit.id for hit in best))
        return list(islice(found, limit))

    def similar(self, text: str, limit: int = 5, exclude: int | None = None) -> list[Hit]:
        tokens = analyse_query(text)
        limit = min(limit, DEEPEST)
        if not tokens.words or limit < 1:
            return []
        with unavailable_on_failure(self._path):
            searcher = self._folder.searcher()
            counted = queries.frequencies(searcher, all_tokens(tokens))
            found = queries.best(searcher, queries.rare(self._schema, tokens, counted), SIMILAR_CANDIDATES)
            hits = self._second_look(searcher, tokens, found, counted)
        return [hit for hit in hits if hit.id != exclude][:limit]

    def frequencies(self, tokens: Sequence[str]) -> dict[str, int]:
        with unavailable_on_failure(self._path):
            return queries.frequencies(self._folder.searcher(), tokens)

    def apply(self, upserts: Iterable[Document], deletions: Mapping[int, int]) -> None:
        taken: dict[int, int] = {}
        waiting = iter(upserts)
        with self._folder.changing() as (index, writer):
            searcher = index.searcher()
            while batch := list(islice(waiting, BATCH)):
                with unavailable_on_failure(self._path):
                    held = self._versions_of(searcher, [document.id for document in batch]) | taken
                    for document in batch:
                        if document.id in deletions or document.version < held.get(document.id, document.version):
                            continue
                        held[document.id] = taken[document.id] = document.version
                        writer.delete_documents_by_term("id", document.id)
                        writer.add_document(as_indexed(document))
            with unavailable_on_failure(self._path):
                held = self._versions_of(searcher, list(deletions)) if deletions else {}
                for identifier, version in deletions.items():
                    if held.get(identifier, version) <= version:
                        writer.delete_documents_by_term("id", identifier)

    def rebuild(self, documents: Iterable[Document]) -> int:
        taken: dict[int, int] = {}
        with self._folder.building() as writer:
            for document in documents:
                if document.version < taken.get(document.id, document.version):
                    continue
                with unavailable_on_failure(self._path):
                    if document.id in taken:
                        writer.delete_documents_by_term("id", document.id)
                    writer.add_document(as_indexed(document))
                taken[document.id] = document.version
        return len(taken)

    def versions(self) -> dict[int, int]:
        found: dict[int, int] = {}
        with unavailable_on_failure(self._path):
            searcher = self._folder.searcher()
            following = -(2**63)
            while True:
                query = tantivy.Query.range_query(self._schema, "id", tantivy.FieldType.Integer, lower_bound=following)
                page = searcher.search(query, LISTED_AT_ONCE, count=False, order_by_field="id", order=tantivy.Order.Asc)
                if not page.hits:
                    return found
                addresses = [address for _, address in page.hits]
                ids = [int(key) for key, _ in page.hits]
                versions = searcher.fast_field_values("version", addresses)
                found.update(zip(ids, (int(version or 0) for version in versions), strict=True))
                following = ids[-1] + 1

    def size(self) -> int:
        with unavailable_on_failure(self._path):
            return self._folder.searcher().num_docs

    def drop(self) -> None:
        shutil.rmtree(self._path, ignore_errors=True)

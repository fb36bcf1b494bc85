"""The Elasticsearch engine: a server (8 or 9) that many web servers share."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import replace
from typing import Any

from search.analysis import Tokens, analyse_query
from search.engines import COUNTED_AT_LEAST, DEEPEST, Document, Hit, Results, SearchQuery
from search.engines import elasticsearch_queries as queries
from search.engines.elasticsearch_indices import Indices
from search.engines.elasticsearch_server import Server
from search.engines.ranking import PAGE, REORDERED, all_tokens, field_of, is_short, looked_at_twice
from search.engines.remembered import Counted, RememberedFrequencies
from search.engines.rerank import Candidate, reranked

BESIDE = 8  # threads that ask for frequencies


class ElasticsearchEngine:
    """A search engine on a server; see `search.engines.Engine` for what each method promises."""

    name = "elasticsearch"

    def __init__(self, options: Mapping[str, Any], suffix: str = "") -> None:
        self._server = Server(options)
        self.indices = Indices(self._server, "-".join(filter(None, (str(options["index"]), suffix))), options)
        self.alias = self.indices.alias
        self._sharded = int(options["shards"]) > 1
        self._frequencies = RememberedFrequencies(self._counted)
        self._beside = ThreadPoolExecutor(max_workers=BESIDE, thread_name_prefix="search-frequencies")

    def search(self, query: SearchQuery) -> Results:
        tokens = analyse_query(query.text)
        start = max(query.offset, 0)
        size = max(min(max(query.limit, 0), DEEPEST - start), 0)
        limits = queries.filters(query)
        if not tokens.words:
            matching = queries.EVERYTHING
            return self._found(queries.newest(limits, min(start, DEEPEST - 1), size), matching, limits, query)[0]
        if is_short(tokens):
            return self._found_by_few_words(tokens, limits, start, size, query)
        # The frequencies of the question's tokens are asked for while the first search runs.
        counting = self._beside.submit(self._frequencies.of, all_tokens(tokens))
        looked_at = looked_at_twice(tokens)
        first, wanted = _stretch(start, size, looked_at)
        for matching in _matchings(tokens, counting):
            body = queries.best(matching, tokens, limits, first, wanted)
            results, answer = self._found(body, matching, limits, query)
            if results.total >= PAGE or (limits and self._count(matching) >= PAGE):
                break
        if first:
            return replace(results, hits=results.hits[:size])
        hits = self._second_look(tokens, answer, counting.result()) + results.hits[looked_at:]
        return replace(results, hits=hits[start : start + size])

    def _found_by_few_words(
        self, tokens: Tokens, limits: dict[str, queries.Body], start: int, size: int, query: SearchQuery
    ) -> Results:
        """Return what holds all words of a short question, if that fills a page; else what holds anything of it."""
        looked_at = looked_at_twice(tokens)
        first, wanted = _stretch(start, size, looked_at)
        every = queries.all_of_few(tokens)
        bodies = [queries.short(tokens, limits, first, wanted, DEEPEST if query.counts_facets else COUNTED_AT_LEAST)]
        if query.counts_facets:
            bodies += [queries.facets(every, limits, query.facets), queries.counted([every, *limits.values()], DEEPEST)]
        elif limits or first:
            bodies.append(queries.counted([every], PAGE))
        answer, *beside = self._server.ask(self.alias, bodies)
        found = answer["hits"]["hits"]
        whole = [hit for hit in found if hit["_score"] >= queries.ALL_WORDS]
        for hit in whole:
            hit["_score"] -= queries.ALL_WORDS
        # Limits may leave few that hold all words, and a page further on shows none: then they are counted apart.
        strict = (_total(beside[0]) if beside else len(whole)) >= PAGE
        total = _total(answer)
        if strict:
            found, total = whole, _total(beside[1]) if query.counts_facets else first + len(whole)
        facets = _facets(beside[0]) if query.counts_facets else {}
        if query.counts_facets and not strict:
            anything = queries.any_of(all_tokens(tokens))
            facets = _facets(self._server.ask(self.alias, [queries.facets(anything, limits, query.facets)])[0])
        if first:
            return Results([_hit(hit) for hit in found[:size]], total, facets)
        candidates = [_candidate(hit) for hit in found[:looked_at]]
        hits = reranked(candidates, tokens, {}, 0) + [_hit(hit) for hit in found[looked_at:]]
        return Results(hits[start : start + size], total, facets)

    def _found(
        self, body: queries.Body, matching: queries.Body, limits: dict[str, queries.Body], query: SearchQuery
    ) -> tuple[Results, dict[str, Any]]:
        answers = self._server.ask(
            self.alias, [body, queries.facets(matching, limits, query.facets)] if query.counts_facets else [body]
        )
        facets = _facets(answers[1]) if query.counts_facets else {}
        return Results(_hits(answers[0]), _total(answers[0]), facets), answers[0]

    def _count(self, matching: queries.Body) -> int:
        (answer,) = self._server.ask(self.alias, [queries.counted([matching], PAGE)])
        return _total(answer)

    def _second_look(self, tokens: Tokens, answer: dict[str, Any], counted: Counted) -> list[Hit]:
        candidates = [_candidate(hit) for hit in answer["hits"]["hits"][: looked_at_twice(tokens)]]
        return reranked(candidates, tokens, counted.frequencies, counted.documents)

    def suggest(self, text: str, limit: int = 8) -> list[int]:
        body = queries.beginning(text, min(limit, DEEPEST)) if limit > 0 else None
        return [hit.id for hit in _hits(self._server.ask(self.alias, [body])[0])] if body else []

    def similar(self, text: str, limit: int = 5, exclude: int | None = None) -> list[Hit]:
        tokens = analyse_query(text)
        limit = min(limit, DEEPEST - 1)
        if not tokens.words or limit < 1:
            return []
        counted = self._frequencies.of(all_tokens(tokens))
        (answer,) = self._server.ask(self.alias, [queries.like(queries.rare(tokens, counted.frequencies), REORDERED)])
        hits = self._second_look(tokens, answer, counted)
        return [hit for hit in hits if hit.id != exclude][:limit]

    def frequencies(self, tokens: Sequence[str]) -> dict[str, int]:
        return self._frequencies.of(tokens).frequencies

    def _counted(self, tokens: Sequence[str]) -> Counted:
        if self._sharded:
            return self._counted_on_every_shard(tokens)
        fields_of: dict[str, list[str]] = {}
        for token in tokens:
            fields_of.setdefault(field_of(token), []).append(token)
        with self._server.reading() as client:
            # A made-up document of these tokens; the server tells how often each stands in the real ones.
            answer = client.termvectors(
                index=self.alias,
                doc={field: " ".join(found) for field, found in fields_of.items()},
                term_statistics=True,
                field_statistics=True,
                positions=False,
                offsets=False,
            )
        fields = answer.get("term_vectors", {}).values()
        return Counted(
            {
                term: int(known["doc_freq"])
                for field in fields
                for term, known in field["terms"].items()
                if known.get("doc_freq")
            },
            max((int(field["field_statistics"]["doc_count"]) for field in fields), default=0),
        )

    def _counted_on_every_shard(self, tokens: Sequence[str]) -> Counted:
        """Count by a search: the statistics of terms come from one shard alone."""
        (answer,) = self._server.ask(self.alias, [queries.frequencies(tokens)])
        counted = {token: int(bucket["doc_count"]) for token, bucket in answer["aggregations"]["in"]["buckets"].items()}
        return Counted({token: count for token, count in counted.items() if count}, _total(answer))

    def apply(self, upserts: Iterable[Document], deletions: Mapping[int, int]) -> None:
        self.indices.change(upserts, deletions)
        self._frequencies.forget()

    def rebuild(self, documents: Iterable[Document]) -> int:
        count = self.indices.rebuild(documents)
        self._frequencies.forget()
        return count

    def versions(self) -> dict[int, int]:
        return self.indices.versions()

    def size(self) -> int:
        return self._frequencies.documents()

    def drop(self) -> None:
        self.indices.drop()
        self._frequencies.forget()


def _matchings(tokens: Tokens, counting: Future[Counted]) -> Iterator[queries.Body]:
    """Yields what counts as found, the strictest first; the last always serves."""
    yield from queries.strict_matchings(tokens)
    yield queries.rare(tokens, counting.result().frequencies)


def _stretch(start: int, size: int, looked_at: int) -> tuple[int, int]:
    """Returns from which place and how many hits to ask for: all that are looked at twice come in one piece."""
    if start < looked_at:
        return 0, max(start + size, looked_at)
    return min(start, DEEPEST - 1), max(size, 1)


def _facets(answer: Mapping[str, Any]) -> dict[str, dict[str, int]]:
    return {
        name: {
            str(bucket["key"]).removeprefix(f"{name}:"): int(bucket["doc_count"])
            for bucket in found["values"]["buckets"]
        }
        for name, found in answer["aggregations"].items()
    }


def _candidate(hit: Mapping[str, Any]) -> Candidate:
    """Returns a hit with what was asked for beside it: only its accents matter to a short question."""
    fields = hit["fields"]
    return Candidate(
        hit=_hit(hit),
        written=str(fields["written"][0]).split(" ") if "written" in fields else [],
        title_words=int(fields["title_words"][0]) if "title_words" in fields else 0,
        length=int(fields["length"][0]) if "length" in fields else 0,
        outdated=bool(fields["outdated"][0]),
    )


def _total(answer: Mapping[str, Any]) -> int:
    return int(answer["hits"]["total"]["value"])


def _hits(answer: Mapping[str, Any]) -> list[Hit]:
    return [_hit(hit) for hit in answer["hits"]["hits"]]


def _hit(hit: Mapping[str, Any]) -> Hit:
    return Hit(int(hit["fields"]["id"][0]), float(hit["_score"] or 0.0))

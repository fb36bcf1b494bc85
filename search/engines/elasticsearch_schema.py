"""The index of the Elasticsearch engine: stock parts only, no plugin, no module that a small server may lack."""

from typing import Any

from search.engines import Document
from search.engines.ranking import encodable, indexed_tokens, lengths, newest_key

FORMAT = "4"  # raise it whenever the mapping or the tokens change: the index must then be rebuilt
# A deletion is remembered so long: a change that comes late, with an older version, does not revive what was withdrawn.
DELETIONS_REMEMBERED = "1h"


# Our tokens are ready made, so every text field splits at blanks and does no more.
_COUNTED = {"type": "text", "analyzer": "whitespace", "index_options": "freqs"}
_PRESENT = {"type": "text", "analyzer": "whitespace", "index_options": "docs"}
FIELDS: dict[str, dict[str, Any]] = {
    "id": {"type": "long"},
    "version": {"type": "long", "index": False},
    "newest": {"type": "long", "index": False},
    "year": {"type": "integer"},
    "outdated": {"type": "boolean", "index": False},
    **{name: {"type": "keyword"} for name in ("kind", "policy_field", "unit", "labels")},
    **dict.fromkeys(("words", "bigrams"), _COUNTED),
    **dict.fromkeys(("references", "title"), _PRESENT),
    # For the second look at the first hits.
    **{name: {"type": "integer", "index": False} for name in ("title_words", "length")},
    "written": {"type": "text", "index": False, "store": True},
}


def index_settings(shards: int, replicas: int) -> dict[str, Any]:
    return {
        "number_of_shards": shards,
        "number_of_replicas": replicas,
        "gc_deletes": DELETIONS_REMEMBERED,
        "max_result_window": 10_000,
    }


def source(document: Document) -> dict[str, Any]:
    """Returns the document as the index takes it."""
    keywords = {"kind": document.kind, "policy_field": document.policy_field, "unit": document.unit}
    return {
        "id": document.id,
        "version": document.version,
        "newest": newest_key(document),
        "year": document.year,
        "outdated": document.outdated,
        **dict(zip(("title_words", "length"), lengths(document), strict=True)),
        **{name: encodable(value) for name, value in keywords.items() if value},
        **({"labels": [encodable(label) for label in document.labels]} if document.labels else {}),
        **{name: " ".join(tokens) for name, tokens in indexed_tokens(document).items()},
    }

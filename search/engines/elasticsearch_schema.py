"""The index of the Elasticsearch engine: stock parts only, no plugin, no module that a small server may lack."""

from typing import Any

from search.engines import Document
from search.engines.ranking import encodable, indexed_tokens, newest_key

FORMAT = "1"  # raise it whenever the mapping or the tokens change: the index must then be rebuilt
# A deletion is remembered so long: a change that comes late, with an older version, does not revive what was withdrawn.
DELETIONS_REMEMBERED = "1h"


def template(pattern: str, shards: int, replicas: int) -> dict[str, Any]:
    """Returns the index template: our tokens are ready made, so every text field splits at blanks and no more."""
    counted = {"type": "text", "analyzer": "whitespace", "index_options": "freqs"}
    present = {"type": "text", "analyzer": "whitespace", "index_options": "docs"}
    return {
        "index_patterns": [pattern],
        "priority": 200,
        "template": {
            "settings": {
                "number_of_shards": shards,
                "number_of_replicas": replicas,
                "gc_deletes": DELETIONS_REMEMBERED,
                "max_result_window": 10_000,
            },
            "mappings": {
                "dynamic": "strict",
                # The database has the text; the index is rebuilt from there.
                "_source": {"enabled": False},
                "_meta": {"format": FORMAT},
                "properties": {
                    "id": {"type": "long"},
                    "version": {"type": "long", "index": False},
                    "newest": {"type": "long", "index": False},
                    "year": {"type": "integer"},
                    "outdated": {"type": "boolean"},
                    **{name: {"type": "keyword"} for name in ("kind", "policy_field", "unit")},
                    **dict.fromkeys(("words", "bigrams"), counted),
                    **dict.fromkeys(("accented", "references", "title"), present),
                },
            },
        },
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
        **{name: encodable(value) for name, value in keywords.items() if value},
        **{name: " ".join(tokens) for name, tokens in indexed_tokens(document).items()},
    }

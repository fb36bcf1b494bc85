"""What the embedded index keeps of a document: tokens, numbers to filter by, and its first words for a second look."""

import tantivy

from search.engines import Document
from search.engines.ranking import encodable, indexed_tokens, labels_by_facet, lengths, newest_key

FORMAT = "6"  # raise it whenever the schema or the tokens change: the index must then be rebuilt
ANALYZERS = {"spaces": tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.whitespace()).build()}
LENGTHS = ("title_words", "length")


def schema() -> tantivy.Schema:
    """Returns the fields of the index."""
    builder = tantivy.SchemaBuilder()
    # Signed: deleting by the term of an unsigned field silently deletes nothing.
    builder.add_integer_field("id", indexed=True, fast=True)
    builder.add_integer_field("version", fast=True)
    builder.add_integer_field("newest", fast=True)  # day and id in one number: sorts by date, then by id
    for name in ("kind", "policy_field", "unit"):
        builder.add_text_field(name, fast=True, tokenizer_name="raw", index_option="basic")
    # A column for each facet of labels: counting one does not read the others.
    builder.add_json_field("labels", fast=True, tokenizer_name="raw", index_option="basic")
    builder.add_integer_field("year", indexed=True, fast=True)
    builder.add_integer_field("outdated", fast=True)
    for name in ("words", "bigrams"):
        builder.add_text_field(name, tokenizer_name="spaces", index_option="freq")
    for name in ("references", "title"):
        builder.add_text_field(name, tokenizer_name="spaces", index_option="basic")
    for name in LENGTHS:
        builder.add_integer_field(name, fast=True)
    builder.add_bytes_field("written", stored=True)  # for the second look at the first hits
    return builder.build()


def as_indexed(document: Document) -> tantivy.Document:
    """Returns the document as the index takes it."""
    indexed = tantivy.Document()
    indexed.add_integer("id", document.id)
    indexed.add_integer("version", document.version)
    indexed.add_integer("newest", newest_key(document))
    indexed.add_integer("year", document.year)
    indexed.add_integer("outdated", int(document.outdated))
    for name, value in (("kind", document.kind), ("policy_field", document.policy_field), ("unit", document.unit)):
        if value:
            indexed.add_text(name, encodable(value))
    if labels := labels_by_facet(document):
        indexed.add_json("labels", labels)
    for name, number in zip(LENGTHS, lengths(document), strict=True):
        indexed.add_integer(name, number)
    tokens = indexed_tokens(document)
    indexed.add_bytes("written", " ".join(tokens.pop("written")).encode())
    for name, found in tokens.items():
        if found:
            indexed.add_text(name, " ".join(found))
    return indexed

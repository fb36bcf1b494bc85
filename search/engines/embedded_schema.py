"""What the embedded index keeps of a document: tokens and numbers to filter by, none of its text."""

import tantivy

from search.analysis import analyse_document, analyse_title
from search.engines import Document

FORMAT = "2"  # raise it whenever the schema or the tokens change: the index must then be rebuilt
ANALYZERS = {"spaces": tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.whitespace()).build()}
TITLE_WEIGHT = 3  # how often the title counts among the words of its document


def schema() -> tantivy.Schema:
    """Returns the fields of the index."""
    builder = tantivy.SchemaBuilder()
    # Signed: deleting by the term of an unsigned field silently deletes nothing.
    builder.add_integer_field("id", indexed=True, fast=True)
    builder.add_integer_field("version", fast=True)
    builder.add_integer_field("newest", fast=True)  # day and id in one number: sorts by date, then by id
    for name in ("kind", "policy_field", "unit"):
        builder.add_text_field(name, fast=True, tokenizer_name="raw", index_option="basic")
    builder.add_integer_field("year", indexed=True, fast=True)
    for name in ("words", "bigrams"):
        builder.add_text_field(name, tokenizer_name="spaces", index_option="freq")
    for name in ("accented", "references", "title"):
        builder.add_text_field(name, tokenizer_name="spaces", index_option="basic")
    return builder.build()


def encodable(value: str) -> str:
    """Returns a value without lone surrogates, which tantivy refuses."""
    return value.encode("utf-8", "replace").decode("utf-8")


def as_indexed(document: Document) -> tantivy.Document:
    """Returns the document as the index takes it."""
    tokens = analyse_document("\n".join([document.title] * TITLE_WEIGHT + [document.text]))
    indexed = tantivy.Document()
    indexed.add_integer("id", document.id)
    indexed.add_integer("version", document.version)
    indexed.add_integer("newest", (document.published_on.toordinal() << 40) | document.id)
    indexed.add_integer("year", document.year)
    for name, value in (("kind", document.kind), ("policy_field", document.policy_field), ("unit", document.unit)):
        if value:
            indexed.add_text(name, encodable(value))
    indexed.add_text("words", " ".join(tokens.words))
    indexed.add_text("bigrams", " ".join(tokens.bigrams))
    indexed.add_text("accented", " ".join(tokens.accented))
    if tokens.references:
        indexed.add_text("references", " ".join(tokens.references))
    indexed.add_text("title", " ".join(analyse_title(document.title)))
    return indexed

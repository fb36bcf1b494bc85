"""The text of a document as a page shows it: rendered once, kept, and given its links and numbers at every look.

A published document never changes, so its HTML is kept by its primary key; where links go stand marks.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from django.core.cache import cache
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from consultation import versions
from consultation.comparing.keys import placed
from consultation.models.documents import DraftDocument
from consultation.structure.html import NOTHING, rendered
from consultation.structure.labels import Path, anchors, named
from consultation.structure.nodes import Document, Level

KEPT_SECONDS = 24 * 3_600
# Where people comment from: provisions with a heading, and clauses; the form itself narrows down to a point.
COMMENTED = frozenset(Level) - {Level.POINT}
# No words of a draft can hold one: they are escaped.
_MARK = re.compile(r"<!--gop-y ([^ ]+)-->")

Links = Callable[[str], SafeString]


@dataclass(frozen=True, slots=True)
class Heading:
    """A line of the table of contents; `depth` is 0 at the top."""

    anchor: str
    name: str
    heading: str
    depth: int
    key: str
    is_article: bool


@dataclass(frozen=True, slots=True)
class Text:
    """A document's HTML with marks for links, its contents, and the anchor of each address."""

    html: str
    contents: list[Heading]
    anchors: Mapping[str, str]

    def with_links(self, links: Links) -> SafeString:
        """Return the HTML with what `links` gives for each provision's address."""
        return mark_safe(_MARK.sub(lambda found: links(found[1]), self.html))  # noqa: S308  (escaped when it was made)


def text_of(document: DraftDocument) -> Text:
    """Return the text of a document; that of a published one is kept."""
    name = f"consultation.text.{document.pk}"
    known: Text | None = cache.get(name) if document.ordinal is not None else None
    if known is not None:
        return known
    made = made_of(versions.tree(document))
    if document.ordinal is not None:
        cache.set(name, made, KEPT_SECONDS)
    return made


def made_of(tree: Document) -> Text:
    """Render a tree; every provision that people comment on has a mark."""
    keys = {id(place.node): key for key, place in placed(tree).items()}

    def beside(path: Path, anchor: str) -> SafeString:
        if path[-1].level not in COMMENTED:
            return NOTHING
        return format_html("<!--gop-y {}-->", keys[id(path[-1])])

    contents = []
    by_key = {}
    for path, anchor in anchors(tree):
        node, key = path[-1], keys[id(path[-1])]
        by_key[key] = anchor
        if node.level not in (Level.CLAUSE, Level.POINT):
            name = named(node.level, node.number)
            contents.append(
                Heading(anchor, name, node.heading, len(path) - 1, key, is_article=node.level is Level.ARTICLE)
            )
    return Text(str(rendered(tree, beside)), contents, by_key)

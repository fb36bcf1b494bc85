"""Provisions of one document by their addresses: what they are called, and their own words, without the whole tree."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from consultation.comparing.keys import WHOLE, Placed, named
from consultation.models.documents import DraftDocument, DraftNode
from consultation.structure.addresses import with_those_around
from consultation.structure.html import rendered_text
from consultation.structure.nodes import WITHOUT_HEADING, Level, Node

WHOLE_NAME = "Toàn văn dự thảo"
GONE = "Phần không còn trong bản này"
# What can be chosen from a menu; a point is reached from its place in the text.
CHOSEN_FROM_A_MENU = (Level.ARTICLE.value, Level.CLAUSE.value, Level.APPENDIX.value)
LONGEST_IN_A_MENU = 90

Cited = dict[tuple[int, str], str]


@dataclass(frozen=True, slots=True)
class Provision:
    """A provision that somebody comments on: its address, its place in the text, its name and its own words."""

    key: str
    order: int
    name: str
    words: SafeString

    @property
    def name_in_a_sentence(self) -> str:
        """Return the name as it stands within a sentence: "khoản 1 Điều 2", but "Điều 2"."""
        is_small = self.name.startswith(("Khoản", "Điểm"))
        return f"{self.name[:1].lower()}{self.name[1:]}" if is_small else self.name


def cite(places: Iterable[tuple[int | None, str]]) -> Cited:
    """Return what provisions are called ("Điểm a khoản 3 Điều 12"), by document and address; one query."""
    wanted = {(document, key) for document, key in places if document is not None}
    by_document: dict[int, set[str]] = {}
    for document, key in wanted:
        by_document.setdefault(document, set()).update(with_those_around(key))
    chosen = Q()
    for document, keys in by_document.items():
        chosen |= Q(document=document, key__in=keys - {WHOLE})
    found: dict[int, dict[str, Placed]] = {document: {} for document in by_document}
    if any(keys - {WHOLE} for keys in by_document.values()):
        for row in DraftNode.objects.filter(chosen).defer("text"):
            found[row.document_id][row.key] = _placed(row)
    return {(document, key): _called(found[document], key) for document, key in wanted}


def cited_in(document: DraftDocument, keys: Iterable[str]) -> dict[str, str]:
    """Return what provisions of one document are called, by their addresses; one query."""
    return {key: name for (_, key), name in cite((document.pk, key) for key in keys).items()}


def provisions(document: DraftDocument, keys: Iterable[str]) -> list[Provision]:
    """Return provisions with their own words, in the order of the text; addresses that it does not have are left out.

    An article is shown with its clauses and points; what is wider, by its name alone. Two queries.
    """
    wanted = [key for key in dict.fromkeys(keys) if key != WHOLE]
    if not wanted:
        return []
    chosen = Q(key__in=wanted)
    for key in wanted:
        chosen |= Q(key__startswith=f"{key}/")
    rows = list(document.nodes.filter(chosen).order_by("order"))
    there = {row.key: row for row in rows}
    names = cited_in(document, [key for key in wanted if key in there])
    return sorted(
        (
            Provision(key, there[key].order, names[key], _words([row for row in rows if _is_in(row, key)]))
            for key in wanted
            if key in there
        ),
        key=lambda provision: provision.order,
    )


def menu(document: DraftDocument) -> list[tuple[int, str]]:
    """Return the articles, clauses and appendices of a document by their place in it, for a select; one query."""
    rows = document.nodes.filter(level__in=CHOSEN_FROM_A_MENU).defer("text").order_by("order")
    places: dict[str, Placed] = {}
    made = []
    for row in rows:
        places[row.key] = _placed(row)
        name = _called(places, row.key) if row.level == Level.CLAUSE.value else _heading(row)
        made.append(
            (row.order, name if len(name) <= LONGEST_IN_A_MENU else f"{name[: LONGEST_IN_A_MENU - 1].rstrip()}…")
        )
    return made


def _is_in(row: DraftNode, key: str) -> bool:
    return row.key == key or row.key.startswith(f"{key}/")


def _placed(row: DraftNode) -> Placed:
    return Placed(row.key, row.parent_key, Node(Level(row.level), row.number, row.heading), row.order)


def _called(places: dict[str, Placed], key: str) -> str:
    if key == WHOLE:
        return WHOLE_NAME
    if key not in places:
        return GONE
    name = named(places, key)
    return name[:1].upper() + name[1:]


def _heading(row: DraftNode) -> str:
    name = _called({row.key: _placed(row)}, row.key)
    return f"{name}. {row.heading}" if row.heading else name


def _words(rows: list[DraftNode]) -> SafeString:
    made = []
    for row in rows:
        if Level(row.level) in WITHOUT_HEADING:
            made.append(rendered_text(row.text, f"{row.number}{')' if row.level == Level.POINT.value else '.'}"))
        else:
            heading = format_html("<p><strong>{}</strong></p>", _heading(row))
            made.append(format_html("{}{}", heading, rendered_text(row.text)))
    return format_html_join("", "{}", ((part,) for part in made))

"""How many conclusions each value of the register's menus would leave, beside what is chosen already."""

import hashlib
from collections.abc import Collection, Iterator, Mapping, Sequence

from django.db.models import Count, F, QuerySet, Value
from django.db.models.functions import Coalesce

from base.alphabet import vietnamese_key
from base.kept import Kept
from inspection.choosing import NAMED, Choice
from inspection.entries import KIND
from inspection.marks import Mark
from inspection.models import MENUS, ConclusionKind, ConclusionMark, Facet, ViolationGroup
from inspection.selecting import rarest_first, selected
from ministry.models import PolicyField, Province
from search import finding
from search.engines import EngineUnavailable
from search.labels import label, names_of
from search.tallies import tally_of

KEPT_SECONDS = 60  # what is published meanwhile changes the tally, and so the key
NAMES_SECONDS = 300
BY_COUNT = (Facet.AGENCY, Facet.SIGNER, Facet.KIND)

# What a menu is called among the labels of an entry, where `kind` says what the entry is of.
LABELLED: dict[Facet, str] = {
    facet: "document_kind" if facet == Facet.KIND else facet.value for facet in MENUS if facet != Facet.YEAR
}

Option = tuple[str, str, int]
Counts = dict[Facet, list[Option]]
Row = tuple[str, str, int]


def counts(chosen: Choice) -> Counts:
    """Return for each menu its values as (key, label, conclusions); its own choice does not narrow a menu.

    What was typed narrows none: with it the numbers are of everything. Up to one choice is kept in the cache.
    """
    menus = Choice(chosen.menus)
    if len(menus.menus) > 1:
        return _labelled(_counted(menus))
    if not all(selected([mark]).exists() for mark in menus.marks):
        return _labelled([])  # what a stranger makes up fills no cache
    key = hashlib.sha256(repr(sorted(menus.menus.items())).encode()).hexdigest()[:32]
    name = f"inspection.facets.{tally_of(KIND).state}.{key}"
    return Kept(name, lambda: _labelled(_counted(menus)), KEPT_SECONDS).get()


def labels_of(values: Collection[Mark]) -> dict[Mark, str]:
    """Return how values of menus are called, in at most one query; one that is not known is called as it was typed."""
    known = _names.get()
    named = names_of([label(LABELLED[facet], value) for facet, value in values if facet in NAMED])
    return {
        (facet, value): known.get(facet, {}).get(value) or named.get(f"{facet.value}:{value}", value)
        for facet, value in values
    }


def _counted(chosen: Choice) -> list[Row]:
    """Count by the engine; by the register's own table when no engine answers, which takes longer in a long one."""
    try:
        return _counted_by_engine(chosen)
    except EngineUnavailable:
        return _counted_by_marks(chosen)


def _counted_by_engine(chosen: Choice) -> list[Row]:
    """Ask for the menus without a choice together, and for each of the others without its own."""
    free = [facet for facet in MENUS if facet not in chosen.menus]
    asked = [(free, chosen), *(([facet], chosen.without(facet)) for facet in chosen.menus)]
    return [row for facets, narrowed in asked for row in _of_engine(facets, narrowed)]


def _of_engine(facets: Sequence[Facet], narrowed: Choice) -> Iterator[Row]:
    year = narrowed.menus.get(Facet.YEAR, "")
    if year and not (year.isascii() and year.isdecimal() and len(year) == 4):
        return
    found = finding.browse(
        KIND,
        [label(LABELLED[facet], value) for facet, value in narrowed.menus.items() if facet in LABELLED],
        year=int(year) if year else None,
        facets_of=[LABELLED[facet] for facet in facets if facet in LABELLED],
        with_facets=Facet.YEAR in facets,
        limit=0,
    )
    for facet in facets:
        yield from (
            (facet.value, key, count) for key, count in found.facets.get(LABELLED.get(facet, "year"), {}).items()
        )


def _counted_by_marks(chosen: Choice) -> list[Row]:
    """Count in one query: the menus without a choice together, each of the others without its own."""
    marks = rarest_first(chosen.marks) or chosen.marks
    free = [facet for facet in MENUS if facet not in chosen.menus]
    others = [_of([facet], [mark for mark in marks if mark[0] != facet]) for facet in chosen.menus]
    return list(_of(free, marks).union(*others, all=True) if others else _of(free, marks))


def _of(facets: Sequence[Facet], marks: Sequence[Mark]) -> "QuerySet[ConclusionMark, Row]":
    found = ConclusionMark.objects.filter(facet__in=facets)
    if marks:
        # Wrapped, the name of the menu has no index: SQLite would walk all marks of the menus instead of the pages'.
        menu = Coalesce(F("facet"), Value(""))
        found = ConclusionMark.objects.alias(menu=menu).filter(menu__in=facets)
        found = found.filter(page__in=selected(marks).values("page"))
    return found.order_by().values_list("facet", "value").annotate(conclusions=Count("*"))


def _labelled(rows: Sequence[Row]) -> Counts:
    options: Counts = {facet: [] for facet in MENUS}
    names = labels_of([(Facet(facet), value) for facet, value, _ in rows])
    for facet, value, count in rows:
        options[Facet(facet)].append((value, names[Facet(facet), value], count))
    for facet, found in options.items():
        found.sort(key=lambda option: vietnamese_key(option[1]), reverse=facet == Facet.YEAR)
        if facet in BY_COUNT:
            found.sort(key=lambda option: -option[2])
    return options


def _read_names() -> Mapping[Facet, Mapping[str, str]]:
    return {
        Facet.FIELD: dict(PolicyField.objects.values_list("slug", "name")),
        Facet.PROVINCE: dict(Province.objects.values_list("code", "name")),
        Facet.GROUP: dict(ViolationGroup.objects.values_list("slug", "name")),
        Facet.KIND: dict(ConclusionKind.choices),
    }


_names: Kept[Mapping[Facet, Mapping[str, str]]] = Kept("inspection.names", _read_names, NAMES_SECONDS)

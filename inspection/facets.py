"""How many conclusions each value of the register's menus would leave, beside what is chosen already."""

import hashlib
from collections.abc import Mapping, Sequence

from django.db.models import Count, F, QuerySet, Value
from django.db.models.functions import Coalesce

from base.alphabet import vietnamese_key
from base.kept import Kept
from inspection.choosing import Choice
from inspection.marks import Mark
from inspection.models import MENUS, ConclusionKind, ConclusionMark, Facet, ViolationGroup
from inspection.selecting import rarest_first, selected
from ministry.models import PolicyField, Province
from search.tallies import tally_of

KIND = "conclusion"
KEPT_SECONDS = 60  # what is published meanwhile changes the tally, and so the key
NAMES_SECONDS = 300
BY_COUNT = (Facet.AGENCY, Facet.SIGNER, Facet.KIND)

Option = tuple[str, str, int]
Counts = dict[Facet, list[Option]]


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


def label_of(facet: Facet, value: str) -> str:
    """Return how a value of a menu is called; one that is not known is called as it was typed."""
    return _names.get().get(facet, {}).get(value, value)


def _counted(chosen: Choice) -> list[tuple[str, str, int]]:
    """Count in one query: the menus without a choice together, each of the others without its own."""
    marks = rarest_first(chosen.marks) or chosen.marks
    free = [facet for facet in MENUS if facet not in chosen.menus]
    others = [_of([facet], [mark for mark in marks if mark[0] != facet]) for facet in chosen.menus]
    return list(_of(free, marks).union(*others, all=True) if others else _of(free, marks))


def _of(facets: Sequence[Facet], marks: Sequence[Mark]) -> "QuerySet[ConclusionMark, tuple[str, str, int]]":
    found = ConclusionMark.objects.filter(facet__in=facets)
    if marks:
        # Wrapped, the name of the menu has no index: SQLite would walk all marks of the menus instead of the pages'.
        menu = Coalesce(F("facet"), Value(""))
        found = ConclusionMark.objects.alias(menu=menu).filter(menu__in=facets)
        found = found.filter(page__in=selected(marks).values("page"))
    return found.order_by().values_list("facet", "value").annotate(conclusions=Count("*"))


def _labelled(rows: Sequence[tuple[str, str, int]]) -> Counts:
    options: Counts = {facet: [] for facet in MENUS}
    for facet, value, count in rows:
        options[Facet(facet)].append((value, label_of(Facet(facet), value), count))
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

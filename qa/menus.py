"""What the archive can be narrowed by: its fields, years and units that have answers, and how many a field has."""

from typing import TypedDict

from base.alphabet import vietnamese_key
from base.kept import Kept
from ministry.models import Unit
from qa.models import FieldPage
from search.models import Tally
from search.tallies import tally_of

ANSWER = "answer"
KEPT_SECONDS = 60  # a field or unit that is renamed shows so late; a new answer shows at once


class FieldLink(TypedDict):
    """A field with a page of its own and something to read on it."""

    title: str
    slug: str
    url: str
    count: int


class Menus(TypedDict):
    """The menus of the archive; units are (code, name), years the latest first."""

    fields: list[FieldLink]
    years: list[int]
    units: list[tuple[str, str]]


def menus() -> Menus:
    """Return the menus, kept under what is counted: whatever changes the figures changes the menus."""
    tally = tally_of(ANSWER)
    return Kept(f"qa.menus.{tally.state}", lambda: _made(tally), KEPT_SECONDS).get()


def fields() -> list[FieldLink]:
    """Return the fields with a page of their own and something to read on it, in the order of the alphabet."""
    return menus()["fields"]


def _made(tally: Tally) -> Menus:
    return Menus(fields=_fields(tally), years=sorted(tally.of("year"), reverse=True), units=_units(tally))


def _fields(tally: Tally) -> list[FieldLink]:
    counts = tally.of("policy_field")
    pages = FieldPage.objects.live().filter(field__in=counts).order_by()
    rows = pages.values_list("title", "slug", "field__slug", "field")
    return [
        FieldLink(title=title, slug=slug, url=f"/hoi-dap/linh-vuc/{page_slug}/", count=counts[field])
        for title, page_slug, slug, field in sorted(rows, key=lambda row: vietnamese_key(row[0]))
    ]


def _units(tally: Tally) -> list[tuple[str, str]]:
    units = Unit.objects.filter(pk__in=tally.of("unit")).order_by().values_list("code", "name")
    return sorted(units, key=lambda unit: vietnamese_key(unit[1]))

"""Which conclusions have all of some marks: one index is walked, the others are asked row by row."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from django.db import connection
from django.db.models import Exists, OuterRef, Value
from django.db.models.functions import Coalesce

from inspection.marks import Mark
from inspection.models import ConclusionMark, Facet

if TYPE_CHECKING:
    from django.db.models import QuerySet

COUNTED = 5_000  # beyond that many rows one mark is as common as another


def selected(marks: Sequence[Mark]) -> "QuerySet[ConclusionMark]":
    """Return one mark of each conclusion that has them all; the first is the one whose index is walked."""
    (facet, value), *others = marks or [(Facet.ALL, "")]
    found = ConclusionMark.objects.filter(facet=facet, value=value)
    for other, other_value in others:
        same_page = ConclusionMark.objects.filter(page=OuterRef("page"), facet=other, value=other_value)
        found = found.filter(_has(same_page))
    return found


def _has(rows: "QuerySet[ConclusionMark]") -> Coalesce:
    """Return that there is such a row, wrapped, so that each row is looked up by the index of its page.

    PostgreSQL would make joins of bare EXISTS; before it has statistics of the table, of all rows with all rows.
    """
    return Coalesce(Exists(rows), Value(value=False))


def rarest_first(marks: Sequence[Mark]) -> list[Mark]:
    """Return the marks with the rarest in front, none if one of them marks nothing at all; one query.

    No database counts so before it plans: SQLite keeps no statistics, PostgreSQL knows nothing of who has two marks.
    """
    if len(marks) < 2:
        return list(marks)
    table = connection.ops.quote_name(ConclusionMark._meta.db_table)
    some = f"SELECT 1 FROM {table} WHERE facet = %s AND value = %s LIMIT {COUNTED}"  # noqa: S608 - no input is in it
    counts = " UNION ALL ".join(f"SELECT {place}, COUNT(*) FROM ({some}) AS m{place}" for place in range(len(marks)))  # noqa: S608 - as above
    with connection.cursor() as cursor:
        cursor.execute(counts, [str(part) for mark in marks for part in mark])
        counted = dict(cursor.fetchall())
    return [] if 0 in counted.values() else [marks[place] for place in sorted(counted, key=lambda each: counted[each])]

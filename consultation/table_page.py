"""A long table on the web: a portion of its rows at a time, each portion named by its first row."""

from typing import Any

from django.http import HttpRequest

from base.money import grouped
from consultation.table import Table
from consultation.table_files import COLUMNS, opening_of

ROWS = 100
FROM = "tu"


def context_of(table: Table, request: HttpRequest) -> dict[str, Any]:
    """Return what consultation/reception_table.html shows: the portion that `?tu=<row>` names, the first one if none.

    Six queries and one for each version commented on, however long the table is.
    """
    plan = table.plan
    names = [row.name for row in plan]
    asked = request.GET.get(FROM, "")
    start = names.index(asked) if asked in names else 0
    stop = start + ROWS
    return {
        "table": table,
        "address": f"{table.consultation.address}ket-qua/{table.page.ordinal}/",
        "columns": [column.capitalize() for column in COLUMNS],
        "opening": opening_of(table)[:-1],
        "kinds": [(label, grouped(count)) for label, count in table.kinds() if count],
        "rows": list(table.rows(start, stop)),
        "headings": _headings(table) if len(plan) > ROWS else [],
        "first": start + 1,
        "last": min(stop, len(plan)),
        "of": len(plan),
        "previous_url": f"?{FROM}={names[max(start - ROWS, 0)]}#bang" if start else "",
        "next_url": f"?{FROM}={names[stop]}#bang" if stop < len(plan) else "",
    }


def _headings(table: Table) -> list[tuple[str, str]]:
    """Return what the reader may go to: each heading with the address of its first row."""
    found: dict[str, str] = {}
    for row in table.plan:
        found.setdefault(row.heading, f"?{FROM}={row.name}#bang")
    return list(found.items())

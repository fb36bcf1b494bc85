"""The sums of the register as bars, each beside its table."""

from collections.abc import Sequence
from typing import Any

from base.charts import Amount, Drawing, stacked
from base.context import HOME_CRUMB
from base.kept import Kept
from base.money import dong, grouped, percent, short_dong
from inspection.reading import REGISTER_CRUMB
from inspection.totals import FIGURES, By, Row, totals

SECTIONS: tuple[tuple[By, str, str], ...] = (
    ("year", "Theo năm ký kết luận", "Năm"),
    ("field", "Theo lĩnh vực", "Lĩnh vực"),
    ("unit", "Theo đơn vị phụ trách", "Đơn vị"),
)
KEPT_SECONDS = 60  # what becomes overdue at midnight shows so late


def forget() -> None:
    """Have the sums made anew: a requirement or a conclusion changed."""
    _sums.forget()


def sums() -> dict[By, list[Row]]:
    """Return the sums by year, field and unit."""
    return _sums.get()


def context() -> dict[str, Any]:
    """Return what inspection/figures.html shows."""
    known = sums()
    return {
        "sections": [_section(by, title, column, known[by]) for by, title, column in SECTIONS if known[by]],
        "whole": _cells(_whole(known["year"])),
        "breadcrumbs": [HOME_CRUMB, REGISTER_CRUMB, {"title": "Số liệu thực hiện", "url": ""}],
    }


def _section(by: By, title: str, column: str, rows: Sequence[Row]) -> dict[str, Any]:
    return {
        "id": by,
        "title": title,
        "column": column,
        "money": money_bars(rows),
        "statuses": status_bars(rows),
        "rows": [_cells(row) for row in rows],
        "whole": _cells(_whole(rows)),
    }


def money_bars(rows: Sequence[Row]) -> Drawing | None:
    """Return a bar for each row with money to recover: what is recovered, and what is left."""
    return stacked(
        Amount(
            row.label,
            f"Đã thu {short_dong(row.recovered)} / {short_dong(row.to_recover)}",
            [("recovered", min(row.recovered, row.to_recover)), ("left", max(0, row.to_recover - row.recovered))],
        )
        for row in rows
        if row.to_recover
    )


def status_bars(rows: Sequence[Row]) -> Drawing | None:
    """Return a bar for each row: requirements done, not done yet, and overdue."""
    return stacked(
        Amount(
            row.label,
            f"Xong {grouped(row.done)} / {grouped(row.requirements)}"
            + (f", quá hạn {grouped(row.overdue)}" if row.overdue else ""),
            [("done", row.done), ("open", row.requirements - row.done - row.overdue), ("late", row.overdue)],
        )
        for row in rows
    )


def _cells(row: Row) -> dict[str, Any]:
    return {
        "label": row.label,
        "requirements": grouped(row.requirements),
        "done": grouped(row.done),
        "done_percent": percent(row.done, row.requirements),
        "overdue": grouped(row.overdue),
        "to_recover": dong(row.to_recover),
        "recovered": dong(row.recovered),
        "recovered_percent": percent(row.recovered, row.to_recover),
        "to_recover_short": short_dong(row.to_recover),
        "recovered_short": short_dong(row.recovered),
        "any": bool(row.requirements),
        "any_money": bool(row.to_recover),
    }


def _whole(rows: Sequence[Row]) -> Row:
    return Row("Cộng", "", **{name: sum(getattr(row, name) for row in rows) for name in FIGURES})


def _made() -> dict[By, list[Row]]:
    return {by: totals(by) for by, _, _ in SECTIONS}


_sums: Kept[dict[By, list[Row]]] = Kept("inspection.figures", _made, KEPT_SECONDS)

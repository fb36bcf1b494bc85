"""What the cells of a row say, in one Unicode form."""

import datetime
import re
from collections.abc import Collection
from typing import Any

from base.dates import parse_date
from base.html import looks_like_html, plain_text, unescape
from base.importing.rows import MAX_CELL, Reason, Refused
from base.legacy_text import to_unicode
from search.text import compose

_SURROGATE = re.compile("[\ud800-\udfff]")


def in_unicode(cells: dict[str, Any], written: Collection[str]) -> tuple[dict[str, Any], dict[str, str]]:
    """Return the cells with text of TCVN3 and VNI as Unicode, and those that were such text as they were (domain H.9).

    `written` names the cells that people wrote; keys and addresses are left alone. Before any other tidying: TCVN3
    writes ư as a soft hyphen, which Unicode text loses without harm.
    """
    converted = {ours: to_unicode(cell) for ours, cell in cells.items() if ours in written and isinstance(cell, str)}
    legacy = {ours: cells[ours] for ours, text in converted.items() if text != cells[ours]}
    return cells | converted, legacy


def plain(text: str) -> str:
    """Return a text of unknown make as plain text."""
    return plain_text(text) if looks_like_html(text) else unescape(text).strip()


def text_of(ours: str, cell: Any) -> str:
    """Return a cell as text in one Unicode form, without blanks around it.

    Raises:
        Refused: it is no text, or one that no database keeps.
    """
    if cell is None:
        return ""
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    if not isinstance(cell, str | int | float | datetime.date):
        raise Refused(Reason.NOT_A_TEXT, f"{ours} is a {type(cell).__name__}")
    text = str(cell)
    if len(text) > MAX_CELL:
        raise Refused(Reason.CELL_TOO_LONG, f"{ours} has {len(text):,} characters, {MAX_CELL:,} are allowed")
    if "\0" in text:
        raise Refused(Reason.NUL, f"in {ours}")
    if _SURROGATE.search(text):
        raise Refused(Reason.LONE_SURROGATE, f"in {ours}")
    return compose(text).replace("\f", "\n").strip()


def day_of(cell: Any) -> datetime.date | None:
    """Return the day that a cell means, day first; None when it is blank; raise Refused when it means none."""
    if cell is None or not str(cell).strip():
        return None
    try:
        return parse_date(cell)
    except ValueError as error:
        raise Refused(Reason.UNREADABLE_DATE, str(error)) from error

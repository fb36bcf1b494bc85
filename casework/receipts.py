"""The receipt of a case: what the sender keeps on paper. It is the one page that shows a secret."""

from typing import Any

import segno
from django.utils.safestring import SafeString, mark_safe

from casework import codes, deadlines
from casework.models import Case


def receipt(case: Case) -> dict[str, Any]:
    """Return what the receipt shows (templates/casework/receipt_card.html)."""
    counted = deadlines.due(case)
    return {
        "number": case.number,
        "secret": codes.secret_for(case.token, case.secret_version),
        "qr": qr_code(case.number),
        "title": case.title,
        "submitted_at": case.submitted_at,
        "due_on": case.due_on,
        "due_explained": counted.explained if counted else "",
        "follow_url": "/theo-doi/",
        "has_email": bool(case.sender.email),
    }


def qr_code(number: str) -> SafeString:
    """Return the number alone as a QR code, an SVG element that a page carries within itself.

    A quarter of the paper may be creased or dirty. The number opens nothing (docs/decisions/0013).
    """
    code = segno.make(number, error="q", boost_error=False, micro=False)
    drawn = code.svg_inline(border=4, omitsize=True, svgclass="qr", lineclass=None, title=f"Mã QR của mã số {number}")
    return mark_safe(drawn)  # noqa: S308  (drawn here; the one text in it is escaped by segno)

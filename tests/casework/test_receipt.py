"""The receipt: number, secret and a QR code that says the number and nothing else."""

import re
from collections.abc import Callable
from typing import Any

import segno

from casework import codes
from casework.models import Case
from casework.receipts import qr_code, receipt


def drawn(svg: str) -> str:
    """Return what is drawn: the path of the modules."""
    found = re.search(r' d="([^"]+)"', svg)
    assert found
    return found[1]


def test_it_shows_what_the_sender_needs(case: Case) -> None:
    shown = receipt(case)
    assert shown["number"] == case.number
    assert shown["secret"] == codes.secret_for(case.token, 1)
    assert shown["title"] == case.title
    assert shown["due_on"] == case.due_on
    assert shown["has_email"]


def test_who_left_only_a_telephone_number_is_promised_no_letter(ask: Callable[..., Case], hoa: dict[str, Any]) -> None:
    assert not receipt(ask(sender=hoa | {"email": ""}))["has_email"]


def test_the_qr_code_is_the_number_alone(case: Case) -> None:
    """A code is drawn from its text alone: the same modules are the same text, and another number's differ."""
    alone = segno.make(case.number, error="q", boost_error=False, micro=False)
    svg = receipt(case)["qr"]
    assert drawn(svg) == drawn(alone.svg_inline(border=4, omitsize=True))
    assert drawn(svg) != drawn(qr_code("2026-999999"))
    assert alone.designator == "1-Q", "the smallest code, with a quarter of it to spare"


def test_the_qr_code_is_named_and_carries_nothing_of_the_sender(case: Case) -> None:
    svg = receipt(case)["qr"]
    assert f"<title>Mã QR của mã số {case.number}</title>" in svg
    for private in (codes.secret_for(case.token, 1), case.title, "Hoa", "0912345678", "hoa@", "http"):
        assert private not in svg.replace("http://www.w3.org/2000/svg", "")


def test_the_qr_code_needs_no_style_or_script(case: Case) -> None:
    """The policy of public pages forbids both inside the page."""
    svg = receipt(case)["qr"]
    assert "style" not in svg
    assert "<script" not in svg
    assert len(svg) < 1500

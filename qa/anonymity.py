"""What would give the sender away in a public answer, found before it goes to approval (domain.md, A.7)."""

import re
from collections.abc import Iterable

from casework.models import Sender
from search.text import fold

_EMAIL = re.compile(r"[^\s@<>]+@[^\s@<>]+\.[^\s@<>]+")
# Telephone numbers and the numbers of identity papers, with the dots, dashes and spaces people write into them.
_LONG_NUMBER = re.compile(r"(?<![\d/])(?:\+?84|0)(?:[ .\-]?\d){8,11}(?![\d/])")
SHORTEST_TRACE = 5


def traces_of_anybody(text: str) -> list[str]:
    """Return what of a text looks like somebody's address or number."""
    found = []
    if _EMAIL.search(text):
        found.append("một địa chỉ thư điện tử")
    if _LONG_NUMBER.search(text):
        found.append("một số điện thoại hoặc số giấy tờ")
    return found


def traces_of_senders(text: str, senders: Iterable[Sender]) -> list[str]:
    """Return what of a text is the data of one of the senders, whatever its accents and spaces."""
    searched, digits = f" {_plain(text)} ", re.sub(r"[ .\-]", "", text)
    found = []
    for sender in senders:
        named = {
            "họ tên người gửi": sender.sender_name,
            "thư điện tử của người gửi": sender.email,
            "địa chỉ của người gửi": sender.address_detail,
            "tên doanh nghiệp của người gửi": sender.org_name,
            "tên người đại diện": sender.representative_name,
            "mã số thuế": sender.tax_code,
        }
        found += [
            label
            for label, value in named.items()
            if len(_plain(value)) >= SHORTEST_TRACE and f" {_plain(value)} " in searched
        ]
        # The last nine digits: the same number is written with 0 and with +84.
        if sender.phone and sender.phone[-9:] in digits:
            found.append("số điện thoại của người gửi")
    return list(dict.fromkeys(found))


def _plain(text: str) -> str:
    return " ".join(re.findall(r"\w+", fold(text)))

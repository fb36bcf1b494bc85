"""What the provisions of a document are called, asked by their addresses: one query, however many."""

from collections.abc import Iterable

from consultation.comparing.keys import WHOLE
from consultation.models.documents import DraftDocument
from consultation.structure.labels import inside
from consultation.structure.nodes import Level

WHOLE_NAME = "Toàn văn dự thảo"
# How the whole document is named in an address, where "" would mean: nothing was chosen.
WHOLE_PARAMETER = "toan-van"


def lineage(key: str) -> list[str]:
    """Return the address and those of what it stands in, widest first: dieu-2, dieu-2/khoan-1."""
    parts = key.split("/")
    return ["/".join(parts[: count + 1]) for count in range(len(parts))] if key else []


def names(document: DraftDocument | None, keys: Iterable[str]) -> dict[str, str]:
    """Return what each address is called ("Điểm a khoản 3 Điều 12"); what the document does not have is left out."""
    wanted = {key for key in keys if key}
    if document is None or not wanted:
        return {WHOLE: WHOLE_NAME}
    above = {each for key in wanted for each in lineage(key)}
    rows = {key: (level, number) for key, level, number in _rows(document, above)}
    found = {key: _said([(each, *rows[each]) for each in lineage(key) if each in rows]) for key in wanted & rows.keys()}
    return found | {WHOLE: WHOLE_NAME}


def within(name: str) -> str:
    """Return a name as it stands inside a sentence: khoản 3 Điều 12."""
    return name[:1].lower() + name[1:] if name.startswith(("Khoản", "Điểm", "Toàn")) else name


def _rows(document: DraftDocument, keys: set[str]) -> Iterable[tuple[str, str, str]]:
    return document.nodes.filter(key__in=sorted(keys)).values_list("key", "level", "number")


def _said(steps: list[tuple[str, str, str]]) -> str:
    said = []
    for key, level, number in reversed(steps):
        again = key.rpartition("/")[2].partition("~")[2]
        said.append(inside(Level(level), number) + (f" (lần {again})" if again else ""))
    words = " ".join(said)
    return words[:1].upper() + words[1:]

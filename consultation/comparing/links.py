"""The link between provisions of two versions, and its kinds."""

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """What became of a provision."""

    SAME = "same"  # words and number unchanged, or unchanged inside an article that got another number
    CHANGED = "changed"  # other words at the same place
    RENUMBERED = "renumbered"  # another number, or moved elsewhere; its words may have changed too
    SPLIT = "split"
    MERGED = "merged"
    DROPPED = "dropped"
    NEW = "new"


LABELS = {
    Kind.SAME: "Giữ nguyên",
    Kind.CHANGED: "Sửa lời văn",
    Kind.RENUMBERED: "Đổi số hoặc chuyển chỗ",
    Kind.SPLIT: "Tách ra",
    Kind.MERGED: "Gộp lại",
    Kind.DROPPED: "Bỏ",
    Kind.NEW: "Mới",
}


@dataclass(frozen=True, slots=True)
class Link:
    """What became of old provisions: their addresses, those of their heirs (the main one first), and why.

    `confidence` is 0 to 1, 1 for what a drafter said; `reworded` whether words changed; `reason` is Vietnamese.
    """

    kind: Kind
    old: tuple[str, ...]
    new: tuple[str, ...]
    confidence: float = 1.0
    reworded: bool = False
    reason: str = ""


def fates(links: list[Link]) -> dict[str, Link]:
    """Return the link of each old address."""
    return {key: link for link in links for key in link.old}


def origins(links: list[Link]) -> dict[str, tuple[str, ...]]:
    """Return for each new address the old ones it came from, none for what is new."""
    found: dict[str, tuple[str, ...]] = {}
    for link in links:
        for key in link.new:
            found[key] = found.get(key, ()) + link.old
    return found

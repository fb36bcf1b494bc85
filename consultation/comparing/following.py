"""Where a comment on a provision of one version is shown in the next one. No comment is ever without a place."""

from collections.abc import Mapping
from dataclasses import dataclass

from consultation.comparing.keys import WHOLE, Placed
from consultation.comparing.links import Link
from consultation.structure.nodes import Level

GONE = {
    Level.APPENDIX: "Phụ lục này không còn",
    Level.PART: "Phần này không còn",
    Level.CHAPTER: "Chương này không còn",
    Level.SECTION: "Mục này không còn",
    Level.SUBSECTION: "Tiểu mục này không còn",
    Level.ARTICLE: "Điều này không còn",
    Level.CLAUSE: "Khoản này không còn",
    Level.POINT: "Điểm này không còn",
}


@dataclass(frozen=True, slots=True)
class Place:
    """Addresses in the new version, WHOLE for the document; `mark` is Vietnamese, empty if the provision lives on."""

    keys: tuple[str, ...]
    mark: str = ""


def follow(fates: Mapping[str, Link], places: Mapping[str, Placed], key: str) -> Place:
    """Return where a comment on an old address is shown: at every heir of its provision, the main one first.

    A dropped provision's comments go to the main heir of the nearest provision around it that lives on, with a mark.
    `fates` is what links.fates gives, `places` what keys.placed gives of the old version. An address that the old
    version does not have is read as the document itself.
    """
    if key not in places:
        return Place((WHOLE,))
    link = fates.get(key)
    if link and link.new:
        return Place(link.new)
    mark = GONE[places[key].node.level]
    while key != WHOLE:
        key = places[key].parent
        link = fates.get(key)
        if link and link.new:
            return Place(link.new[:1], mark)
    return Place((WHOLE,), mark)

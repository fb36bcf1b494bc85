"""Where a comment on a provision of one version is shown in the next one. No comment is ever without a place."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from consultation.comparing.keys import WHOLE, Placed
from consultation.comparing.links import Link, fates
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


def follow(by_key: Mapping[str, Link], places: Mapping[str, Placed], key: str) -> Place:
    """Return where a comment on an old address is shown: at every heir of its provision, the main one first.

    A dropped provision's comments go to the main heir of the nearest provision around it that lives on, with a mark.
    `by_key` is what links.fates gives, `places` what keys.placed gives of the old version. An address that the old
    version does not have is read as the document itself.
    """
    if key not in places:
        return Place((WHOLE,))
    link = by_key.get(key)
    if link and link.new:
        return Place(link.new)
    mark = GONE[places[key].node.level]
    while key != WHOLE:
        key = places[key].parent
        link = by_key.get(key)
        if link and link.new:
            return Place(link.new[:1], mark)
    return Place((WHOLE,), mark)


def changed_within(links: Iterable[Link], old: Mapping[str, Placed], new: Mapping[str, Placed]) -> set[str]:
    """Return the new addresses whose words, or those of anything below them, are not what they were.

    What only got another number or place does not count; where something was dropped, what was around it does.
    """
    chosen = list(links)
    by_key = fates(chosen)
    changed: set[str] = set()
    for link in chosen:
        if not link.reworded:
            continue
        waiting = [*link.new] or [at for key in link.old for at in follow(by_key, old, key).keys]
        while waiting:
            key = waiting.pop()
            if key != WHOLE and key not in changed:
                changed.add(key)
                waiting.append(new[key].parent)
    return changed

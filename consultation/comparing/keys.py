"""The addresses of provisions (structure.addresses), with their names and parents, for all that compares two texts."""

from collections.abc import Mapping

from consultation.structure.addresses import MAX_NUMBER, WHOLE, Placed, placed, slug
from consultation.structure.labels import inside, naming
from consultation.structure.nodes import Document, Level

__all__ = ["CONTAINERS", "MAX_NUMBER", "NAMES", "WHOLE", "Placed", "named", "parents", "placed", "slug"]

NAMES = {level: inside(level, "") for level in Level}
CONTAINERS = frozenset({Level.APPENDIX, Level.PART, Level.CHAPTER, Level.SECTION, Level.SUBSECTION})


def parents(document: Document) -> dict[str, str]:
    """Return the address of the parent of every node, WHOLE for those at the top."""
    return {key: place.parent for key, place in placed(document).items()}


def named(places: Mapping[str, Placed], key: str) -> str:
    """Return the address as a drafter says it: "điểm a khoản 3 Điều 12", "Mục 1 Chương III"; "toàn văn" for WHOLE.

    It is structure.labels.cited for an address, which also tells a number that comes twice from its first place.
    """
    way: list[str] = []
    while key in places:
        way.append(key)
        key = places[key].parent
    told = naming(way[::-1], lambda each: places[each].node.level)
    return " ".join(_name(places[each]) for each in reversed(told)) or "toàn văn"


def _name(place: Placed) -> str:
    again = place.key.rpartition("/")[2].partition("~")[2]
    return inside(place.node.level, place.node.number) + (f" (lần {again})" if again else "")

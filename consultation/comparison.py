"""What changed between two versions, told provision by provision: made once for a pair of versions, and kept."""

from dataclasses import dataclass, field
from typing import Any

from django.core.cache import cache
from django.http import QueryDict

from consultation import versions
from consultation.chaining import links_between
from consultation.comparing.differences import Difference, Op, Segments, difference
from consultation.comparing.keys import WHOLE, Placed, named, placed
from consultation.comparing.links import LABELS, Kind, Link
from consultation.deadlines import when
from consultation.models import ConsultationPage, DraftDocument
from consultation.reading import crumbs, published
from consultation.structure.nodes import WITHOUT_HEADING

KEPT_SECONDS = 24 * 3_600
OLD, NEW, WAY = "tu", "den", "cach"
SIDE_BY_SIDE = "song-song"


@dataclass(frozen=True, slots=True)
class Change:
    """One change: what it is, in words, and the text as it was and is; only words that changed have a difference."""

    kind: str
    label: str
    told: str
    old_names: list[str]
    new_names: list[str]
    difference: Difference | None

    @property
    def heading(self) -> Segments:
        """Return the heading with what changed in it, nothing when nothing did."""
        found = self.difference.heading if self.difference else ()
        return found if any(segment.op != Op.EQUAL for segment in found) else ()


@dataclass(slots=True)
class Group:
    """An article, or what stands in none, with its changes; without any it is as it was."""

    key: str
    name: str
    heading: str
    order: tuple[int, int]
    changes: list[Change] = field(default_factory=list)


def compare_context(page: ConsultationPage, query: QueryDict) -> dict[str, Any] | None:
    """Return what consultation/compare.html shows; None when the address names no two versions."""
    known = published(page)
    if len(known) < len((OLD, NEW)):
        return None
    by_ordinal = {str(document.ordinal): document for document in known}
    old = by_ordinal.get(query.get(OLD, str(known[-2].ordinal)))
    new = by_ordinal.get(query.get(NEW, str(known[-1].ordinal)))
    if old is None or new is None or old == new:
        return None
    if (old.ordinal or 0) > (new.ordinal or 0):
        old, new = new, old
    steps = [each for each in known if (old.ordinal or 0) < (each.ordinal or 0) <= (new.ordinal or 0)]
    groups = _kept(old, new, steps)
    here = f"{page.address}so-sanh/?{OLD}={old.ordinal}&{NEW}={new.ordinal}"
    side_by_side = query.get(WAY) == SIDE_BY_SIDE
    return {
        "page": page,
        "consultation": page,
        "when": when(page),
        "old": old,
        "new": new,
        "versions": known,
        "changed": [group for group in groups if group.changes],
        "unchanged": [group for group in groups if not group.changes and group.name],
        "sums": _sums(groups),
        "side_by_side": side_by_side,
        "inline_url": here,
        "side_url": f"{here}&{WAY}={SIDE_BY_SIDE}",
        "is_mixture": bool(query),
        "breadcrumbs": crumbs(page, "So sánh các bản"),
    }


def _kept(old: DraftDocument, new: DraftDocument, steps: list[DraftDocument]) -> list[Group]:
    name = f"consultation.comparison.{old.pk}.{new.pk}"
    known: list[Group] | None = cache.get(name)
    if known is None:
        known = groups_between(old, new, steps)
        cache.set(name, known, KEPT_SECONDS)
    return known


def groups_between(old: DraftDocument, new: DraftDocument, steps: list[DraftDocument]) -> list[Group]:
    """Return the articles of both versions with what changed in each, in the order of the new text."""
    before, after = placed(versions.tree(old)), placed(versions.tree(new))
    return groups_of(links_between(steps, before, after), before, after)


def groups_of(links: list[Link], before: dict[str, Placed], after: dict[str, Placed]) -> list[Group]:
    """Return the groups with the changes that links between two texts tell of, each change once."""
    groups: dict[str, Group] = {}
    for key, place in after.items():
        if _head(key, after) == key:
            groups[key] = Group(key, _capital(named(after, key)), place.node.heading, (place.order, 0))
    for link in links:
        if link.kind == Kind.SAME and not link.reworded:
            continue
        _group_of(link, before, after, groups).changes.append(_change(link, before, after))
    return sorted(groups.values(), key=lambda group: group.order)


def _group_of(link: Link, before: dict[str, Placed], after: dict[str, Placed], groups: dict[str, Group]) -> Group:
    """Return the article that the change is told under: the new one, or that which was dropped, at its old place."""
    if link.new:
        return groups[_head(link.new[0], after)]
    head = _head(link.old[0], before)
    key = f"bo/{head}"
    if key not in groups:
        place = before[head]
        # A provision that lived on at its old address tells of what was dropped from it.
        if head in groups and head != link.old[0]:
            return groups[head]
        groups[key] = Group(key, _capital(named(before, head)), place.node.heading, (_place(head, before, groups), 1))
    return groups[key]


def _place(key: str, before: dict[str, Placed], groups: dict[str, Group]) -> int:
    """Return the place in the new text of the last article that stood before a dropped one."""
    earlier = [each for each, place in before.items() if place.order < before[key].order and each in groups]
    return groups[earlier[-1]].order[0] if earlier else -1


def _head(key: str, places: dict[str, Placed]) -> str:
    """Return the address of the provision with a heading that an address is in, itself included."""
    while places[key].node.level in WITHOUT_HEADING and places[key].parent != WHOLE:
        key = places[key].parent
    return key


def _change(link: Link, before: dict[str, Placed], after: dict[str, Placed]) -> Change:
    olds, news = [before[key].node for key in link.old], [after[key].node for key in link.new]
    return Change(
        kind=link.kind.value,
        label=LABELS[link.kind],
        told=_told(link, before, after),
        old_names=[_capital(named(before, key)) for key in link.old],
        new_names=[_capital(named(after, key)) for key in link.new],
        difference=difference(olds, news) if link.reworded else None,
    )


def _told(link: Link, before: dict[str, Placed], after: dict[str, Placed]) -> str:
    """Return in words what became of the provision."""
    old = _listed([named(before, key) for key in link.old])
    new = _listed([named(after, key) for key in link.new])
    said = {
        Kind.SAME: f"{old}: giữ nguyên",
        Kind.CHANGED: f"{new}: sửa lời văn",
        Kind.RENUMBERED: f"{old} nay là {new}" + (", có sửa lời văn" if link.reworded else ", lời văn giữ nguyên"),
        Kind.SPLIT: f"{old} được tách thành {new}",
        Kind.MERGED: f"{old} được gộp vào {new}",
        Kind.DROPPED: f"{old}: bỏ",
        Kind.NEW: f"{new}: mới thêm",
    }
    return _capital(said[link.kind])


def _sums(groups: list[Group]) -> list[tuple[str, int]]:
    """Return how many changes there are of each kind."""
    counted = dict.fromkeys((Kind.NEW, Kind.CHANGED, Kind.RENUMBERED, Kind.SPLIT, Kind.MERGED, Kind.DROPPED), 0)
    for group in groups:
        for change in group.changes:
            if change.kind in counted:
                counted[Kind(change.kind)] += 1
    return [(LABELS[kind], count) for kind, count in counted.items() if count]


def _listed(parts: list[str]) -> str:
    return " và ".join([", ".join(parts[:-1]), parts[-1]] if len(parts) > 1 else parts)


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]

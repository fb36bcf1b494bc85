"""Names what became of each provision, and says in Vietnamese why it is thought so."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from consultation.comparing.keys import CONTAINERS, WHOLE, Placed, named
from consultation.comparing.links import Kind, Link
from consultation.structure.nodes import Level
from search.text import compose, words

SURE_ELSEWHERE = 0.97  # the same words at another place
SAME_PLACE_COUNTS = 0.4
SURELY_GONE = 0.95
_DIGITS = re.compile(r"\d+")


@dataclass(frozen=True, slots=True)
class Described:
    """Both versions and who is whose heir; `likeness` of pairs and `nearest` to what is gone, where known."""

    old: Mapping[str, Placed]
    new: Mapping[str, Placed]
    heirs: Mapping[str, tuple[str, ...]]
    sources: Mapping[str, tuple[str, ...]]
    likeness: Mapping[tuple[str, str], float] = field(default_factory=dict)
    nearest: Mapping[str, tuple[str, float]] = field(default_factory=dict)


def describe(both: Described) -> list[Link]:
    """Return the links in the order of the old text, then what is new in the order of the new one."""
    links: list[Link] = []
    told: set[str] = set()
    for key in both.old:
        if key in told:
            continue
        link = _link(both, key)
        told.update(link.old)
        links.append(link)
    for key in both.new:
        if key not in both.sources:
            reason = "Không tìm thấy nội dung này trong bản cũ."
            links.append(Link(Kind.NEW, (), (key,), SURELY_GONE, True, reason))
    return links


def kind_of(both: Described, old: str, new: str) -> Kind:
    """Return the kind of a link from one provision to one."""
    if not _kept_place(both, old, new):
        return Kind.RENUMBERED
    return Kind.SAME if wording(both.old[old]) == wording(both.new[new]) else Kind.CHANGED


def wording(place: Placed) -> str:
    """Return the heading and the text of a provision, not of those below it, with single spaces."""
    return "\n".join(" ".join(compose(part).split()) for part in (place.node.heading, place.node.text))


def _link(both: Described, key: str) -> Link:
    heirs = both.heirs.get(key, ())
    if not heirs:
        return _dropped(both, key)
    if len(heirs) > 1:
        shares = [both.likeness.get((key, heir), 1.0) for heir in heirs]
        where = _listed([named(both.new, heir) for heir in sorted(heirs, key=lambda heir: both.new[heir].order)])
        reason = f"Nội dung {named(both.old, key)} nay nằm ở {where}."
        return Link(Kind.SPLIT, (key,), heirs, round(min(shares), 2), True, reason)
    sources = both.sources[heirs[0]]
    if len(sources) > 1:
        merged = tuple(source for source in sources if len(both.heirs[source]) == 1)
        shares = [both.likeness.get((source, heirs[0]), 1.0) for source in merged]
        in_order = sorted(sources, key=lambda source: both.old[source].order)
        who = _capital(_listed([named(both.old, source) for source in in_order]))
        reason = f"{who} nay cùng nằm trong {named(both.new, heirs[0])}."
        return Link(Kind.MERGED, merged, heirs, round(min(shares), 2), True, reason)
    return _one_to_one(both, key, heirs[0])


def _one_to_one(both: Described, old: str, new: str) -> Link:
    kind = kind_of(both, old, new)
    likeness = both.likeness.get((old, new), 1.0)
    reworded = wording(both.old[old]) != wording(both.new[new])
    confidence = likeness
    if kind == Kind.RENUMBERED:
        confidence = min(likeness, SURE_ELSEWHERE)
    elif likeness < 1:
        confidence = likeness + (1 - likeness) * SAME_PLACE_COUNTS
    words_now = _what_changed(both.old[old], both.new[new], likeness) if reworded else "lời văn giữ nguyên"
    if kind == Kind.RENUMBERED:
        reason = f"{_capital(named(both.old, old))} nay là {named(both.new, new)}{_moved(both, old, new)}; {words_now}."
    elif kind == Kind.CHANGED:
        reason = f"Cùng vị trí, {words_now}."
    elif named(both.old, old) != named(both.new, new):
        reason = f"Lời văn giữ nguyên; theo điều, khoản chứa nó, nay là {named(both.new, new)}."
    else:
        reason = "Giữ nguyên số và lời văn."
    return Link(kind, (old,), (new,), round(confidence, 2), reworded, reason)


def _dropped(both: Described, key: str) -> Link:
    reason, confidence = "Không tìm thấy nội dung này trong bản mới.", SURELY_GONE
    if key in both.nearest:
        near, likeness = both.nearest[key]
        reason += f" Gần nhất là {named(both.new, near)} (giống {_percent(likeness)})."
        confidence = min(SURELY_GONE, 1 - likeness)
    return Link(Kind.DROPPED, (key,), (), round(confidence, 2), True, reason)


def _kept_place(both: Described, old: str, new: str) -> bool:
    before, after = both.old[old].node, both.new[new].node
    if before.level != after.level or _number(before.number) != _number(after.number):
        return False
    above, now_above = both.old[old].parent, both.new[new].parent
    if before.level == Level.ARTICLE or before.level in CONTAINERS:
        # A section put between a chapter and its articles, or taken away, moves none of them.
        while above != WHOLE and above not in both.heirs:
            above = both.old[above].parent
        while now_above != WHOLE and now_above not in both.sources:
            now_above = both.new[now_above].parent
    if above == WHOLE or now_above == WHOLE:
        return above == now_above
    return both.heirs.get(above, ("",))[0] == now_above and both.sources.get(now_above, ("",))[0] == above


def _what_changed(old: Placed, new: Placed, likeness: float) -> str:
    before, after = wording(old), wording(new)
    if words(before) == words(after):
        return "chỉ khác dấu câu, chữ hoa hoặc cách đặt dấu"
    if _DIGITS.sub("0", before) == _DIGITS.sub("0", after):
        return "chỉ khác con số hoặc số điều được dẫn chiếu"
    if before.partition("\n")[2] == after.partition("\n")[2]:
        return "chỉ khác tên"
    return f"lời văn giống {_percent(likeness)}"


def _moved(both: Described, old: str, new: str) -> str:
    """Return where an article stands that kept its number and went to another chapter."""
    if both.new[new].node.level != Level.ARTICLE or both.old[old].node.number != both.new[new].node.number:
        return ""
    above = both.new[new].parent
    return f" ở {named(both.new, above)}" if above != WHOLE else " và không còn thuộc chương, mục nào"


def _number(number: str) -> str:
    return " ".join(compose(number).split()).casefold()


def _listed(names: list[str]) -> str:
    return " và ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _percent(share: float) -> str:
    return f"{min(share, 0.99):.0%}"

"""The drafter's word on what became of provisions, put over what was proposed, and checked."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from consultation.comparing.describing import Described, describe
from consultation.comparing.keys import Placed, named, placed
from consultation.comparing.links import LABELS, Kind, Link
from consultation.structure.nodes import Document

CONFIRMED = "Người soạn thảo xác nhận."


class LineageError(ValueError):
    """Corrections that do not fit the two versions or each other; `problems` are Vietnamese sentences."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__(" ".join(problems))
        self.problems = problems


@dataclass(frozen=True, slots=True)
class Correction:
    """What a drafter says: these old provisions became these new ones, none for dropped.

    The kind follows from the addresses; a drafter who names one wants it checked. No old ones: the new ones are new.
    """

    old: tuple[str, ...]
    new: tuple[str, ...]
    kind: Kind | None = None


def corrected(proposed: Iterable[Link], corrections: Iterable[Correction], old: Document, new: Document) -> list[Link]:
    """Return all links with the corrections in place of what was proposed for the same old provisions.

    Links that no correction touches stay as they are. Raises LineageError with all that is wrong: an unknown address,
    an old provision with two fates, a new one claimed by two that are neither split nor merged, a kind that the two
    versions contradict.
    """
    said, before, after = list(corrections), placed(old), placed(new)
    problems = [*_unknown(said, before, after), *_told_twice(said, before)]
    if problems:
        raise LineageError(problems)
    links = list(proposed)
    heirs = {key: link.new for link in links for key in link.old if link.new and key in before}
    for correction in said:
        for key in correction.old:
            heirs[key] = correction.new
        if not correction.old:
            heirs = {key: tuple(one for one in found if one not in correction.new) for key, found in heirs.items()}
    heirs = {key: found for key, found in heirs.items() if found}
    sources = _sources(heirs)
    result = _kept_or_described(links, said, Described(before, after, heirs, sources))
    problems = [
        *_taken_silently(said, sources, before, after),
        *check(result, old, new),
        *_contradicted(result, said, before, after),
    ]
    if problems:
        raise LineageError(problems)
    return result


def check(links: Iterable[Link], old: Document, new: Document) -> list[str]:
    """Return in Vietnamese what is wrong with links as a whole; nothing when every provision has its one fate."""
    links, before, after = list(links), placed(old), placed(new)
    problems = [*_unknown(links, before, after), *_told_twice(links, before)]
    told = {key for link in links for key in link.old}
    problems += [f"Chưa nói {named(before, key)} (bản cũ) đi về đâu." for key in before if key not in told]
    claims = Counter(key for link in links for key in link.new)
    problems += [f"Chưa nói {named(after, key)} (bản mới) từ đâu mà có." for key in after if not claims[key]]
    for key, times in claims.items():
        kinds = {link.kind for link in links if key in link.new} if times > 1 else set()
        if not kinds <= {Kind.SPLIT, Kind.MERGED}:
            problems.append(
                f"{_capital(named(after, key))} (bản mới) được nối với hai nơi; hãy chọn một, hoặc gộp lại."
            )
    for link in links:
        if not _fits(link, claims):
            names = ", ".join([named(before, key) for key in link.old] or [named(after, key) for key in link.new])
            problems.append(f"“{LABELS[link.kind]}” không khớp với số điều, khoản đã chọn cho {names}.")
    return problems


def _unknown(
    links: Iterable[Link | Correction], before: Mapping[str, Placed], after: Mapping[str, Placed]
) -> list[str]:
    problems = []
    for link in links:
        problems += [f"Bản cũ không có “{key}”." for key in link.old if key not in before]
        problems += [f"Bản mới không có “{key}”." for key in link.new if key not in after]
        if not link.old and not link.new:
            problems.append("Có một dòng chưa chọn điều, khoản nào.")
    return problems


def _told_twice(links: Iterable[Link | Correction], before: Mapping[str, Placed]) -> list[str]:
    times = Counter(key for link in links for key in link.old)
    return [f"{_capital(named(before, key))} (bản cũ) được nói đến hai lần." for key, n in times.items() if n > 1]


def _taken_silently(
    said: list[Correction],
    sources: Mapping[str, tuple[str, ...]],
    before: Mapping[str, Placed],
    after: Mapping[str, Placed],
) -> list[str]:
    """Tell of heirs that a correction gives to one provision while the proposal gives them to one nobody spoke of."""
    spoken_of = {key for correction in said for key in correction.old}
    problems = []
    for correction in said:
        for key in correction.new if correction.kind not in (Kind.SPLIT, Kind.MERGED) else ():
            others = [named(before, other) for other in sources.get(key, ()) if other not in spoken_of]
            if correction.old and others:
                problems.append(
                    f"{_capital(named(after, key))} (bản mới) đã nối với {', '.join(others)} (bản cũ); "
                    "hãy chọn gộp, hoặc nói rõ nội dung đó đi về đâu."
                )
    return problems


def _contradicted(
    links: list[Link], said: list[Correction], before: Mapping[str, Placed], after: Mapping[str, Placed]
) -> list[str]:
    fate = {key: link.kind for link in links for key in link.old}
    origin = {key: link.kind for link in links for key in link.new}
    problems = []
    for correction in said:
        places, kinds = (before, fate) if correction.old else (after, origin)
        for key in correction.old or correction.new:
            if correction.kind is not None and correction.kind != kinds[key]:
                problems.append(
                    f"{_capital(named(places, key))}: đã chọn “{LABELS[correction.kind]}”, "
                    f"nhưng theo hai bản thì là “{LABELS[kinds[key]]}”."
                )
    return problems


def _fits(link: Link, claims: Counter[str]) -> bool:
    if link.kind == Kind.SPLIT:
        return len(link.old) == 1 and len(link.new) > 1
    if link.kind == Kind.MERGED:
        return len(link.new) == 1 and (len(link.old) > 1 or (len(link.old) == 1 and claims[link.new[0]] > 1))
    sizes = {Kind.DROPPED: (1, 0), Kind.NEW: (0, 1)}.get(link.kind, (1, 1))
    return (len(link.old), len(link.new)) == sizes


def _kept_or_described(links: list[Link], said: list[Correction], both: Described) -> list[Link]:
    known = {(link.kind, frozenset(link.old), link.new): link for link in links}
    spoken_of = {key for correction in said for key in correction.old}
    spoken_of_new = {key for correction in said if not correction.old for key in correction.new}
    result = []
    for link in describe(both):
        confirmed = not spoken_of.isdisjoint(link.old) or not spoken_of_new.isdisjoint(link.new)
        if confirmed:
            result.append(replace(link, confidence=1.0, reason=f"{CONFIRMED} {link.reason}"))
        else:
            result.append(known.get((link.kind, frozenset(link.old), link.new), link))
    return result


def _sources(heirs: Mapping[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
    sources: dict[str, tuple[str, ...]] = {}
    for key, found in heirs.items():
        for heir in found:
            sources[heir] = (*sources.get(heir, ()), key)
    return sources


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]

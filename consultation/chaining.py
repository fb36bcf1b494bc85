"""What became of provisions over several versions: the confirmed links of each step, one behind the other."""

from collections.abc import Mapping, Sequence

from consultation import versions
from consultation.comparing.describing import Described, describe
from consultation.comparing.keys import Placed
from consultation.comparing.links import Link, fates
from consultation.models.documents import DraftDocument

Heirs = dict[str, tuple[str, ...]]


def links_between(steps: Sequence[DraftDocument], old: Mapping[str, Placed], new: Mapping[str, Placed]) -> list[Link]:
    """Return the links from a version to a later one; `steps` are the versions after the first, the last included.

    From a version to the next one they are those that a drafter confirmed. Over more versions they are described anew,
    since what was split in one and merged in the next has come back.
    """
    if len(steps) == 1:
        return versions.links(steps[0])
    heirs: Heirs = {key: (key,) for key in old}
    for document in steps:
        by_key = fates(versions.links(document))
        heirs = {key: _next(now, by_key) for key, now in heirs.items()}
    heirs = {key: kept for key, now in heirs.items() if (kept := tuple(each for each in now if each in new))}
    sources: Heirs = {}
    for key, now in heirs.items():
        for each in now:
            sources[each] = (*sources.get(each, ()), key)
    return describe(Described(old, new, heirs, sources))


def _next(keys: tuple[str, ...], by_key: Mapping[str, Link]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(heir for key in keys if key in by_key for heir in by_key[key].new))

"""Text that no database keeps: a NUL, or half a surrogate pair (ground.md, trap 10)."""

import re
from collections.abc import Iterable

from django.http import QueryDict

_BROKEN = re.compile("[\x00\ud800-\udfff]")


class MendedPost(QueryDict):
    """What was sent, without the characters that nobody could keep; `mended` names the fields that held one."""

    mended: frozenset[str] = frozenset()


def is_broken(text: str) -> bool:
    return _BROKEN.search(text) is not None


def any_broken(fields: QueryDict) -> bool:
    return any(is_broken(key) or _broken_among(values) for key, values in fields.lists())


def mend(fields: QueryDict) -> MendedPost:
    """Return the fields without broken characters; one whose name is broken is nobody's and is left out."""
    whole = MendedPost(mutable=True)
    for key, values in fields.lists():
        if not is_broken(key):
            whole.setlist(key, [_BROKEN.sub("", value) for value in values])
    whole.mended = frozenset(key for key in whole if _broken_among(fields.getlist(key)))
    whole._mutable = False
    return whole


def _broken_among(values: Iterable[str]) -> bool:
    return any(map(is_broken, values))

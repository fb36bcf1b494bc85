"""Labels of an entry, by which a list of its kind is narrowed: "facet:key", and the name that people read for it."""

import hashlib
import re
from collections.abc import Iterable, Mapping, Sequence

from search.engines import FACETS
from search.models.label import LONGEST_LABEL, LONGEST_NAME, LabelName
from search.text import words

MOST_LABELS = 200  # of one entry; what comes after is found by its text alone
_FACET = re.compile(r"[a-z][a-z_]{0,29}")
_FINGERPRINT = 10  # characters


def label(facet: str, key: object) -> str:
    """Return the label of a key; one that is too long is cut and told from others by a fingerprint.

    Raises ValueError when the facet's name is none, or is taken by a field that every entry has.
    """
    if not _FACET.fullmatch(facet) or facet in FACETS:
        raise ValueError(f"{facet!r} is no name of a facet of labels")
    whole = f"{facet}:{key}"
    if len(whole) <= LONGEST_LABEL:
        return whole
    fingerprint = hashlib.sha256(whole.encode("utf-8", "replace")).hexdigest()[:_FINGERPRINT]
    return f"{whole[: LONGEST_LABEL - _FINGERPRINT - 1]}~{fingerprint}"


def key_of(name: str) -> str:
    """Return the key of what has only a name: 'Thanh tra  Bộ' and 'THANH TRA BỘ' are one, other accents another."""
    return " ".join(words(name))


def parted(label: str) -> tuple[str, str]:
    """Return facet and key of a label."""
    facet, _, key = label.partition(":")
    return facet, key


def checked(labels: Iterable[str]) -> list[str]:
    """Return labels as an entry keeps them, each once, at most MOST_LABELS; raises ValueError for what is no label."""
    found = list(dict.fromkeys(labels))
    for each in found:
        facet, key = parted(each)
        if not key or label(facet, key) != each:
            raise ValueError(f"{each!r} is no label")
    return found[:MOST_LABELS]


def remember(names: Mapping[str, str]) -> None:
    """Keep the names of labels; the name that was published last is the one that is shown."""
    wanted = {each: " ".join(name.split())[:LONGEST_NAME] for each, name in names.items()}
    known = LabelName.objects.in_bulk(list(wanted))
    # In one order, so that two who publish do not wait for each other.
    new = [LabelName(label=each, name=wanted[each]) for each in sorted(wanted) if each not in known]
    LabelName.objects.bulk_create(new, ignore_conflicts=True)
    for each in sorted(known):
        if known[each].name != wanted[each]:
            LabelName.objects.filter(pk=each).update(name=wanted[each])


def names_of(labels: Sequence[str]) -> dict[str, str]:
    """Return the remembered names of labels in one query; a label without one is not among them."""
    return dict(LabelName.objects.filter(pk__in=labels).values_list("pk", "name")) if labels else {}

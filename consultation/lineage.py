"""What became of provisions from the newest published text to a new one: proposed, corrected, confirmed."""

import hashlib
from collections.abc import Iterable

from django.db import transaction
from django.db.models import Count
from django.utils import timezone

from base.refusals import Refusal
from consultation import versions
from consultation.comparing import corrections, lineage
from consultation.comparing.corrections import Correction
from consultation.comparing.links import Link
from consultation.models import DraftDocument
from consultation.structure.nodes import Document
from ministry.models import User

PUBLISHED = "Bản này đã công bố, bảng đối chiếu không sửa được nữa."
FIRST = "Bản này là bản đầu tiên, không có bản nào để đối chiếu."
CHANGED = "Bảng đối chiếu vừa được sửa ở một cửa sổ khác. Xin xem lại rồi xác nhận."
OUTDATED = "Bản công bố mới nhất đã khác. Xin bấm “Đối chiếu lại” trước."


def proposed(previous: DraftDocument, tree: Document) -> list[Link]:
    """Return what probably became of every provision of a published document."""
    return lineage.propose(versions.tree(previous), tree)


def is_outdated(document: DraftDocument) -> bool:
    """Tell whether another text was published since this one was compared."""
    newest = versions.newest_published(document.consultation_id)
    return document.ordinal is None and document.previous_id != (newest.pk if newest else None)


def compare_anew(document: DraftDocument) -> None:
    """Compare a document with the newest published one and forget what was said; the work is done before it writes.

    Raises:
        Refusal: it is published.
    """
    if document.ordinal is not None:
        raise Refusal(PUBLISHED)
    newest = versions.newest_published(document.consultation_id)
    chosen = proposed(newest, versions.tree(document)) if newest else []
    with transaction.atomic():
        locked = _locked(document)
        locked.previous = newest
        locked.save(update_fields=["previous"])
        versions.keep_links(locked, chosen)
        _unconfirm(locked)


def correct(document: DraftDocument, said: Iterable[Correction]) -> list[Link]:
    """Put a drafter's word over the links and return them all; what was confirmed is to be confirmed again.

    Raises:
        consultation.comparing.corrections.LineageError: what was said does not fit.
        Refusal: the document is published, or is the first one.
    """
    said = list(said)
    old, new = _trees(document)
    with transaction.atomic():
        locked = _locked(document)
        if locked.previous_id != document.previous_id:
            raise Refusal(CHANGED)
        chosen = corrections.corrected(versions.links(locked), said, old, new)
        versions.keep_links(locked, chosen)
        _unconfirm(locked)
    return chosen


def confirm(document: DraftDocument, seen: str, by: User | None) -> None:
    """Take the links as they are; `seen` is the digest of those that the drafter saw. Raise Refusal."""
    old, new = _trees(document)
    with transaction.atomic():
        locked = _locked(document)
        if is_outdated(locked):
            raise Refusal(OUTDATED)
        chosen = versions.links(locked)
        if locked.previous_id != document.previous_id or digest(chosen) != seen:
            raise Refusal(CHANGED)
        if problems := corrections.check(chosen, old, new):
            raise Refusal(" ".join(problems[:5]))
        locked.lineage_confirmed_at, locked.lineage_confirmed_by = timezone.now(), by
        locked.save(update_fields=["lineage_confirmed_at", "lineage_confirmed_by"])


def digest(chosen: Iterable[Link]) -> str:
    """Return what tells these links from others."""
    told = "\n".join(f"{link.kind} {' '.join(link.old)} > {' '.join(link.new)}" for link in chosen)
    return hashlib.sha256(told.encode()).hexdigest()[:16]


def comments_by_key(document: DraftDocument) -> dict[str, int]:
    """Return how many comments a document shows at each address."""
    rows = document.places.values("key").annotate(found=Count("comment", distinct=True)).order_by()
    return {row["key"]: row["found"] for row in rows}


def _trees(document: DraftDocument) -> tuple[Document, Document]:
    if document.previous is None:
        raise Refusal(FIRST)
    return versions.tree(document.previous), versions.tree(document)


def _locked(document: DraftDocument) -> DraftDocument:
    """Return the document as it is now, for changing. Raise Refusal when it is published."""
    locked = DraftDocument.objects.select_for_update().get(pk=document.pk)
    if locked.ordinal is not None:
        raise Refusal(PUBLISHED)
    return locked


def _unconfirm(document: DraftDocument) -> None:
    document.lineage_confirmed_at = document.lineage_confirmed_by = None
    document.save(update_fields=["lineage_confirmed_at", "lineage_confirmed_by"])

"""The words of a provision, and what became of them in the newest text, for whoever answers a comment on it."""

from dataclasses import dataclass, field

from consultation import versions
from consultation.comparing.following import follow
from consultation.comparing.keys import placed
from consultation.comparing.links import fates
from consultation.models import Comment, ConsultationPage, DraftDocument
from consultation.provisions import Provisions

MOST_LINES = 80
MOST_PROVISIONS = 6


@dataclass(slots=True)
class Side:
    """A provision as one text has it: its lines are (number, words)."""

    label: str
    text: str
    lines: list[tuple[str, str]] = field(default_factory=list)


@dataclass(slots=True)
class Beside:
    """What was commented on, and what stands there now; `now` is None where nothing has changed yet."""

    then: Side
    now: Side | None
    mark: str = ""


def beside(consultation: ConsultationPage, comments: list[Comment]) -> list[Beside]:
    """Return the provisions that comments are about, each with its words in the newest text, a draft of it included."""
    newest = consultation.documents.order_by("pk").last()
    seen: dict[tuple[int, str], Comment] = {}
    for comment in comments:
        if comment.document_id and comment.key:
            seen.setdefault((comment.document_id, comment.key), comment)
    return [_beside(comment, newest) for comment in list(seen.values())[:MOST_PROVISIONS]]


def _beside(comment: Comment, newest: DraftDocument | None) -> Beside:
    document = comment.document
    assert document is not None  # noqa: S101  (only such comments are shown)
    then = _side(document, comment.key)
    if newest is None or newest.pk == document.pk:
        return Beside(then, None)
    if newest.ordinal is not None:
        place = newest.places.filter(comment=comment, is_main=True).first()
        return Beside(then, _side(newest, place.key) if place else None, place.mark if place else "")
    if newest.previous is None:
        return Beside(then, None)
    before = newest.previous.places.filter(comment=comment, is_main=True).first()
    if before is None:
        return Beside(then, None)
    found = follow(fates(versions.links(newest)), placed(versions.tree(newest.previous)), before.key)
    return Beside(then, _side(newest, found.keys[0]), found.mark)


def _side(document: DraftDocument, key: str) -> Side:
    text = Provisions(document.pk)
    named = f"bản {document.ordinal}" if document.ordinal else "bản đang soạn"
    keys = text.within(key)[:MOST_LINES] if key else []
    rows = document.nodes.filter(key__in=keys).values_list("level", "number", "heading", "text")
    lines = [(number, "\n".join(filter(None, (heading, words)))) for _, number, heading, words in rows]
    return Side(text.cited(key), f"{document.label} ({named})", lines)

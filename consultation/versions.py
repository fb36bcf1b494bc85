"""The versions of a draft: their trees as rows and back, and what happens on the day one is published."""

import uuid

from django.db import transaction
from django.db.models import Max, QuerySet
from django.utils import timezone

from consultation.comparing.following import follow
from consultation.comparing.keys import Placed, placed
from consultation.comparing.links import Kind, Link, fates
from consultation.models.comments import Comment, CommentPlace
from consultation.models.documents import DraftDocument, DraftNode, VersionLink
from consultation.structure.nodes import Document, Level, Node

BATCH = 1_000
# A provision that lives on under another number or with other words is still the same one.
LIVES_ON = frozenset({Kind.SAME, Kind.CHANGED, Kind.RENUMBERED})


def tree(document: DraftDocument) -> Document:
    """Return the document as a tree; one query."""
    made = Document(title=document.title, preamble=document.preamble, closing=document.closing)
    by_key: dict[str, Node] = {}
    for row in document.nodes.all():
        node = by_key[row.key] = Node(Level(row.level), row.number, row.heading, row.text)
        (by_key[row.parent_key] if row.parent_key else made).children.append(node)
    return made


@transaction.atomic
def keep(document: DraftDocument, tree: Document) -> None:
    """Write a tree as the rows of a document that has none; its grounds and its end with it."""
    document.title, document.preamble, document.closing = tree.title, tree.preamble, tree.closing
    document.save()
    DraftNode.objects.bulk_create(
        (
            DraftNode(
                document=document,
                key=place.key,
                parent_key=place.parent,
                order=place.order,
                level=place.node.level.value,
                number=place.node.number,
                heading=place.node.heading,
                text=place.node.text,
            )
            for place in placed(tree).values()
        ),
        batch_size=BATCH,
    )


def links(document: DraftDocument) -> list[Link]:
    """Return what became of the previous document's provisions in this one."""
    return [
        Link(Kind(row.kind), tuple(row.old), tuple(row.new), row.confidence, row.reworded, row.reason)
        for row in document.links.all()
    ]


@transaction.atomic
def keep_links(document: DraftDocument, chosen: list[Link]) -> None:
    """Write the links in place of those that were there; what lives on keeps its lasting id."""
    document.links.all().delete()
    VersionLink.objects.bulk_create(
        (
            VersionLink(
                document=document,
                kind=link.kind.value,
                old=list(link.old),
                new=list(link.new),
                confidence=link.confidence,
                reworded=link.reworded,
                reason=link.reason,
                order=order,
            )
            for order, link in enumerate(chosen)
        ),
        batch_size=BATCH,
    )
    _hand_on_ids(document, chosen)


def _hand_on_ids(document: DraftDocument, chosen: list[Link]) -> None:
    before = dict(document.previous.nodes.values_list("key", "provision")) if document.previous else {}
    heirs = {link.new[0]: before[link.old[0]] for link in chosen if link.kind in LIVES_ON and link.old[0] in before}
    nodes = list(document.nodes.all())
    for node in nodes:
        node.provision = uuid.uuid4()
    DraftNode.objects.bulk_update(nodes, ["provision"], batch_size=BATCH)
    for node in nodes:
        node.provision = heirs.get(node.key, node.provision)
    DraftNode.objects.bulk_update([node for node in nodes if node.key in heirs], ["provision"], batch_size=BATCH)


def may_be_published(document: DraftDocument) -> bool:
    """Tell whether a drafter has confirmed what became of the previous version; the first one has none."""
    return (
        document.ordinal is not None or document.lineage_confirmed_at is not None or document.previous_id is None
    ) and document.previous_id == _newest_before(document)


def _newest_before(document: DraftDocument) -> int | None:
    published = DraftDocument.objects.filter(consultation=document.consultation_id).exclude(ordinal=None)
    if document.ordinal is not None:
        published = published.filter(ordinal__lt=document.ordinal)
    newest = published.exclude(pk=document.pk).order_by("-ordinal").values_list("pk", flat=True).first()
    return int(newest) if newest is not None else None


@transaction.atomic
def publish(document: DraftDocument) -> None:
    """Make a document the newest version and put every comment under its provision there; twice is as once."""
    # A comment that comes meanwhile waits for this lock (procedure.steps), and then finds the new version.
    rows = type(document.consultation)._default_manager.select_for_update(of=("self",), no_key=True)
    rows.get(pk=document.consultation_id)
    document.refresh_from_db(from_queryset=DraftDocument.objects.select_for_update())
    if document.ordinal is not None:
        return
    taken = DraftDocument.objects.filter(consultation=document.consultation_id).aggregate(last=Max("ordinal"))["last"]
    document.ordinal, document.published_at = (taken or 0) + 1, timezone.now()
    document.save(update_fields=["ordinal", "published_at"])
    _place_comments(document, Comment.objects.filter(consultation=document.consultation_id))


def place(comment: Comment) -> None:
    """Put a new comment under its provision in the document it was written on, and in every version since."""
    if comment.document is None:
        return
    CommentPlace.objects.create(comment=comment, document=comment.document, key=comment.key)
    if comment.document.ordinal is None:
        return
    since = DraftDocument.objects.filter(consultation=comment.consultation_id, ordinal__gt=comment.document.ordinal)
    for document in since.select_related("previous").order_by("ordinal"):
        _place_comments(document, Comment.objects.filter(pk=comment.pk))


def _place_comments(document: DraftDocument, comments: QuerySet[Comment]) -> None:
    """Put comments that the previous version shows where their provisions are now."""
    if document.previous is None:
        return
    old: dict[str, Placed] = placed(tree(document.previous))
    by_key = fates(links(document))
    rows = []
    places = document.previous.places.filter(comment__in=comments).order_by("comment_id", "-is_main", "pk")
    seen: set[tuple[int, str]] = set()
    main: set[int] = set()
    for before in places.iterator(chunk_size=BATCH):
        found = follow(by_key, old, before.key) if before.key else None
        for key in found.keys if found else ("",):
            if (before.comment_id, key) in seen:
                continue
            seen.add((before.comment_id, key))
            is_main = before.comment_id not in main
            main.add(before.comment_id)
            mark = (found.mark if found else "") or before.mark
            rows.append(
                CommentPlace(comment_id=before.comment_id, document=document, key=key, mark=mark, is_main=is_main)
            )
    CommentPlace.objects.bulk_create(rows, batch_size=BATCH)

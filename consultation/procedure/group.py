"""Putting comments together that are answered together."""

from typing import Any

from django.db import transaction

from base.refusals import Missing, WrongState
from consultation import permissions
from consultation.models import Comment, CommentGroup, ConsultationPage, DraftDocument
from consultation.models.comments import CommentQuerySet
from consultation.procedure.assign import NOTHING_CHOSEN
from consultation.procedure.locking import locked

NO_TITLE = "Cần đặt tên cho nhóm: các góp ý này cùng nói về việc gì?"
NO_PROVISION = "Bản dự thảo không có điều, khoản này."
ANSWERED_ALONE = "{count} góp ý đã chọn đã được trả lời riêng. Xin bỏ chọn các góp ý đó."
FIXED = (
    "Nội dung tiếp thu, giải trình của nhóm “{title}” đã công bố hoặc đang chờ duyệt, không thêm bớt góp ý được nữa."
)
LEFT_EMPTY = "Nhóm “{title}” đã có nội dung tiếp thu, giải trình mà không còn góp ý nào. Xin xóa nội dung đó trước."


@transaction.atomic
def group(
    consultation: ConsultationPage,
    by: Any,
    comments: CommentQuerySet,
    *,
    title: str = "",
    document: DraftDocument | None = None,
    key: str = "",
    is_campaign: bool = False,
    into: CommentGroup | None = None,
) -> CommentGroup:
    """Put comments into a new group, or `into` one that is there; they leave the groups they were in.

    `key` is the provision of `document` under which the table shows a new group.

    Raises:
        NotAllowed: the officer does not draft for the unit.
        Missing: no title, no comment, or no such provision.
        WrongState: a comment was answered alone, or an answer of a group that would change is fixed.
    """
    consultation = locked(consultation, permissions.may_answer, by)
    chosen = Comment.objects.counted().filter(consultation=consultation, pk__in=comments.values("pk"))
    rows = list(chosen.select_for_update(of=("self",)).values_list("pk", "group_id"))
    if not rows:
        raise Missing(NOTHING_CHOSEN)
    if alone := chosen.exclude(reception=None).count():
        raise WrongState(ANSWERED_ALONE.format(count=alone))
    left = {group_id for _, group_id in rows if group_id} - {into.pk if into else None}
    for other in CommentGroup.objects.filter(pk__in=left):
        check_may_change(other, by)
    if into is None:
        into = _made(consultation, by, title, document, key, is_campaign)
    elif into.consultation_id != consultation.pk:
        raise Missing(NO_PROVISION)
    else:
        check_may_change(into, by)
    Comment.objects.filter(pk__in=chosen.values("pk")).update(group=into)
    drop_empty(left)
    return into


@transaction.atomic
def ungroup(consultation: ConsultationPage, by: Any, comments: CommentQuerySet) -> int:
    """Take comments out of their groups, and return how many; a group that nothing is left of goes.

    Raises:
        NotAllowed: the officer does not draft for the unit.
        Missing: none of the comments is in a group.
        WrongState: the answer of a group is fixed, or would answer nothing any more.
    """
    consultation = locked(consultation, permissions.may_answer, by)
    chosen = Comment.objects.filter(consultation=consultation, pk__in=comments.values("pk")).exclude(group=None)
    pks = list(chosen.values_list("pk", flat=True))
    if not pks:
        raise Missing(NOTHING_CHOSEN)
    left = set(chosen.values_list("group_id", flat=True))
    for other in CommentGroup.objects.filter(pk__in=left):
        check_may_change(other, by)
    count = chosen.update(group=None)
    drop_empty(left)
    return count


def check_may_change(group: CommentGroup, by: Any) -> None:
    """Make sure that what the group's answer speaks for may still change."""
    reception = getattr(group, "reception", None)
    if reception is not None and not permissions.may_change(by, reception):
        raise WrongState(FIXED.format(title=group.title))


def drop_empty(groups: set[int]) -> None:
    """Delete those of the groups that nothing is left of; what was written as their answer is not thrown away."""
    empty = CommentGroup.objects.filter(pk__in=groups, comments=None)
    for group in empty.exclude(reception=None):
        raise WrongState(LEFT_EMPTY.format(title=group.title))
    empty.delete()


def _made(
    consultation: ConsultationPage, by: Any, title: str, document: DraftDocument | None, key: str, is_campaign: bool
) -> CommentGroup:
    if not title.strip():
        raise Missing(NO_TITLE)
    document = document or consultation.current_document
    if document is not None and document.consultation_id != consultation.pk:
        raise Missing(NO_PROVISION)
    if key and (document is None or not document.nodes.filter(key=key).exists()):
        raise Missing(NO_PROVISION)
    return CommentGroup.objects.create(
        consultation=consultation,
        title=title.strip()[:250],
        document=document,
        key=key,
        is_campaign=is_campaign,
        made_by_id=by.pk,
    )

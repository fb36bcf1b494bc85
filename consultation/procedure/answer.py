"""Saying what became of a comment, or of all comments of a group (domain.md, C.3)."""

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.utils import timezone

from base.refusals import Missing, WrongState
from consultation import permissions
from consultation.models import Comment, CommentGroup, Reception, ReceptionKind
from consultation.procedure.locking import locked
from consultation.states import COUNTED

NO_KIND = "Cần chọn kết quả: tiếp thu, tiếp thu một phần, giải trình hay ghi nhận."
NO_EXPLANATION = "Cần viết nội dung tiếp thu, giải trình: sửa chỗ nào, hoặc vì sao giữ nguyên."
IN_A_GROUP = "Góp ý này ở trong nhóm “{title}”. Xin trả lời cả nhóm, hoặc đưa góp ý ra khỏi nhóm."
TAKEN_BACK = "Người góp ý đã rút góp ý này."
FIXED = "Nội dung tiếp thu, giải trình này đã công bố hoặc đang chờ duyệt, không sửa được nữa."
IN_REVIEW = "Bản tổng hợp đang chờ duyệt. Muốn trả lời thêm, cần rút bản tổng hợp về trước."


@transaction.atomic
def answer(target: Comment | CommentGroup, by: Any, *, kind: str, explanation: str) -> Reception:
    """Write the answer to a comment or a group, or change the one that is not fixed yet.

    Raises:
        NotAllowed: the officer does not draft for the unit.
        Missing: no kind or no explanation.
        WrongState: it was taken back, is answered with its group, or its answer is public or with an approver.
    """
    return answer_all([target], by, kind=kind, explanation=explanation)[0]


@transaction.atomic
def answer_all(targets: Iterable[Comment | CommentGroup], by: Any, *, kind: str, explanation: str) -> list[Reception]:
    """Write one and the same answer to several comments or groups of one consultation; all of them or none."""
    targets = list(targets)
    if not targets:
        raise Missing("Chưa chọn góp ý nào.")
    consultation = locked(targets[0].consultation, permissions.may_answer, by)
    if kind not in ReceptionKind.values:
        raise Missing(NO_KIND)
    if not explanation.strip():
        raise Missing(NO_EXPLANATION)
    if permissions.is_outcome_in_review(consultation):
        raise WrongState(IN_REVIEW)
    receptions = []
    for target in targets:
        target.refresh_from_db()
        if target.consultation_id != consultation.pk:
            raise Missing("Chỉ trả lời cùng lúc các góp ý của một đợt lấy ý kiến.")
        reception = _reception_of(target, by)
        reception.kind, reception.explanation = kind, explanation.strip()
        reception.answered_by_id, reception.answered_at = by.pk, timezone.now()
        reception.save()
        receptions.append(reception)
    return receptions


@transaction.atomic
def clear(reception: Reception, by: Any) -> None:
    """Take an answer away that nobody has read yet; what it answered waits for another.

    Raises:
        NotAllowed: the officer does not draft for the unit.
        WrongState: the answer is public or with an approver.
    """
    locked(reception.consultation, permissions.may_answer, by)
    reception.refresh_from_db()
    if not permissions.may_change(by, reception):
        raise WrongState(FIXED)
    reception.delete()


def _reception_of(target: Comment | CommentGroup, by: Any) -> Reception:
    """Return the answer there is, or a new one, having made sure that it may be written."""
    if isinstance(target, Comment):
        if target.state not in COUNTED:
            raise WrongState(TAKEN_BACK)
        if target.group is not None:
            raise WrongState(IN_A_GROUP.format(title=target.group.title))
    known = (
        Reception.objects.filter(comment=target)
        if isinstance(target, Comment)
        else Reception.objects.filter(group=target)
    )
    reception = known.select_related("page").first()
    if reception is None:
        about = {"comment": target} if isinstance(target, Comment) else {"group": target}
        return Reception(consultation_id=target.consultation_id, **about)
    if not permissions.may_change(by, reception):
        raise WrongState(FIXED)
    return reception

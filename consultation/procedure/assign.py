"""Handing comments to a drafter."""

from typing import Any

from django.db import transaction

from base.refusals import Missing
from consultation import permissions
from consultation.models import Comment, ConsultationPage
from consultation.models.comments import CommentQuerySet
from consultation.procedure.locking import locked
from ministry.models import User

NOT_A_DRAFTER = "{name} không soạn thảo cho đơn vị chủ trì."
NOTHING_CHOSEN = "Chưa chọn góp ý nào."


@transaction.atomic
def assign(consultation: ConsultationPage, by: Any, comments: CommentQuerySet, drafter: User | None) -> int:
    """Hand comments of the consultation to a drafter of its unit, or to nobody; return how many.

    Raises:
        NotAllowed: the officer does not head the unit.
        Missing: the drafter is none of the unit, or no comment was chosen.
    """
    consultation = locked(consultation, permissions.may_assign, by)
    if drafter is not None and not permissions.drafts_for(drafter, consultation.unit_id):
        raise Missing(NOT_A_DRAFTER.format(name=drafter))
    chosen = Comment.objects.counted().filter(consultation=consultation, pk__in=comments.values("pk"))
    count = chosen.update(drafter=drafter)
    if not count:
        raise Missing(NOTHING_CHOSEN)
    return count

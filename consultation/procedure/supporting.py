"""Somebody stands behind what another person said."""

from django.db import transaction
from django.db.models import F

from base.refusals import WrongState
from consultation.models import Comment, Support
from consultation.procedure.steps import locked, locked_consultation
from consultation.states import Progress

NOT_OPEN = "Đợt lấy ý kiến đã hết hạn nên không nhận thêm lượt ủng hộ."
NOT_PUBLIC = "Góp ý này không còn hiện trên cổng nên không nhận lượt ủng hộ."


@transaction.atomic
def support(comment: Comment, *, visitor: str) -> bool:
    """Count a visitor behind a comment, once; tell whether this was the first time.

    `visitor` is a digest that forgets the person. Raises WrongState: it is closed, or the comment is not public.
    """
    if locked_consultation(comment.consultation_id).progress() != Progress.OPEN:
        raise WrongState(NOT_OPEN)
    comment = locked(comment)
    if not comment.is_public:
        raise WrongState(NOT_PUBLIC)
    if Support.objects.filter(comment=comment, visitor=visitor).exists():
        return False
    Support.objects.create(comment=comment, visitor=visitor)
    Comment.objects.filter(pk=comment.pk).update(supports_count=F("supports_count") + 1)
    return True

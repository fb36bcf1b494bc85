"""Choosing the page that makes answers public."""

from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from base.refusals import Missing, WrongState
from consultation import permissions
from consultation.models import ConsultationPage, OutcomePage, Reception
from consultation.procedure.locking import locked

WAS_PUBLIC = "Trang này đã công bố. Xin tạo một trang trả lời mới cho các góp ý còn lại."
IN_REVIEW = "Trang này đang chờ duyệt, không thêm bớt được."
NOTHING_CHOSEN = "Chưa chọn nội dung tiếp thu, giải trình nào chưa công bố."


@transaction.atomic
def put_into(page: OutcomePage, by: Any, receptions: "QuerySet[Reception]") -> int:
    """Put answers that are not public yet into a page, and return how many; what is with an approver stays there.

    Raises:
        NotAllowed: the officer does not draft for the unit.
        WrongState: the page is public, or with an approver.
        Missing: none of the answers can be put there.
    """
    consultation = _ready(page, by)
    elsewhere = [other.pk for other in consultation.outcomes() if other.workflow_in_progress]
    return _moved(receptions.exclude(page__in=elsewhere), consultation, page)


@transaction.atomic
def take_out(page: OutcomePage, by: Any, receptions: "QuerySet[Reception]") -> int:
    """Take answers out of a page again, and return how many.

    Raises:
        NotAllowed, WrongState, Missing: as put_into.
    """
    consultation = _ready(page, by)
    return _moved(receptions.filter(page=page), consultation, None)


def _ready(page: OutcomePage, by: Any) -> ConsultationPage:
    consultation = locked(page.consultation, permissions.may_answer, by)
    page = OutcomePage.objects.get(pk=page.pk)
    if page.first_published_at is not None:
        raise WrongState(WAS_PUBLIC)
    if page.workflow_in_progress:
        raise WrongState(IN_REVIEW)
    return consultation


def _moved(receptions: "QuerySet[Reception]", consultation: ConsultationPage, page: OutcomePage | None) -> int:
    chosen = Reception.objects.filter(consultation=consultation, published_at=None, pk__in=receptions.values("pk"))
    count = chosen.update(page=page)
    if not count:
        raise Missing(NOTHING_CHOSEN)
    return count

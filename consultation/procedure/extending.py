"""More time for comments, given while a consultation is open (domain.md, C.2: only a least number of days is law)."""

import datetime
from typing import Any

from django.db import transaction

from base.refusals import Missing, WrongState
from consultation import showing
from consultation.deadlines import closes_on
from consultation.models import ConsultationPage, Extension
from consultation.permissions import may_extend
from consultation.procedure.locking import locked
from consultation.states import Progress

NOT_OPEN = "Chỉ gia hạn được khi đợt lấy ý kiến đang mở."
NO_REASON = "Cần ghi lý do gia hạn; lý do này được công khai."
NOT_LATER = "Ngày mới phải sau ngày hết hạn hiện nay ({day:%d/%m/%Y})."


@transaction.atomic
def extend(consultation: ConsultationPage, by: Any, *, to_on: datetime.date, reason: str) -> Extension:
    """Let a consultation stay open until the end of a later day; the public reads why, subscribers are written to.

    Raises:
        NotAllowed: the officer does not head the unit that drafts.
        WrongState: the consultation is not public, or not open today.
        Missing: there is no reason, or the day is not later.
    """
    page = locked(consultation, may_extend, by)
    if not page.live or page.progress() != Progress.OPEN:
        raise WrongState(NOT_OPEN)
    reason = " ".join(reason.split())
    if not reason:
        raise Missing(NO_REASON)
    last = closes_on(page)
    if to_on <= last:
        raise Missing(NOT_LATER.format(day=last))
    made = Extension.objects.create(consultation=page, from_on=last, to_on=to_on, reason=reason, made_by=by)
    page.closes_on = to_on
    page.save(update_fields=["closes_on"])
    showing.renewed(page)
    consultation.closes_on = to_on
    return made

"""Taking a conclusion from the portal: never without a reason, and never without a public trace."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from wagtail.actions.unpublish_page import UnpublishPageAction

from inspection import permissions
from inspection.clock import Clock
from inspection.models.conclusion_page import InspectionConclusionPage
from inspection.models.withdrawal import Withdrawal


class Refusal(Exception):  # noqa: N818  (an answer to the officer, not an error of the program)
    """A conclusion is not taken down; the text says what is missing, in Vietnamese."""


NO_REASON = "Cần ghi lý do gỡ; lý do này được công khai."
NO_GROUND = "Kết luận chưa hiện đủ thời hạn, nên cần ghi căn cứ pháp lý của việc gỡ."


def is_early(page: InspectionConclusionPage) -> bool:
    """Tell whether the page has not been shown long enough; without a rule for its day there is no term."""
    reading = Clock().of(page)
    return reading is not None and not reading.has_served_its_term


@transaction.atomic
def withdraw(
    page: InspectionConclusionPage, by: Any, *, reason: str, ground: str = "", title_withheld: bool = False
) -> Withdrawal:
    """Take a live conclusion down and leave the trace that its address shows.

    Raises:
        PermissionDenied: the officer may not, or it is not live.
        Refusal: the reason is missing, or before the end of the term the legal ground.
    """
    page = InspectionConclusionPage.objects.select_for_update().get(pk=page.pk)
    if not permissions.may_withdraw(by, page):
        raise PermissionDenied
    early = is_early(page)
    if not reason.strip():
        raise Refusal(NO_REASON)
    if early and not ground.strip():
        raise Refusal(NO_GROUND)
    withdrawal = Withdrawal.objects.create(
        page=page,
        withdrawn_at=timezone.now(),
        reason=reason.strip(),
        early=early,
        ground=ground.strip(),
        title_withheld=title_withheld,
        withdrawn_by=by,
    )
    # Wagtail's own permission says no to everybody, so that none of its buttons gets here.
    UnpublishPageAction(page, user=by).execute(skip_permission_checks=True)
    return withdrawal


def trace_of(number: int) -> Withdrawal | None:
    """Return why the conclusion of this number is not on the portal; None when it is, or never was."""
    if not 0 < number < 2**31:
        return None
    open_ones = Withdrawal.objects.filter(page__number=number, page__live=False, ended_at=None)
    return open_ones.select_related("page").first()

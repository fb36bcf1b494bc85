"""From the office to the expert: a case goes to a unit, to one of its experts, or back."""

from typing import Any

from django.db import transaction
from django.utils import timezone

from base.refusals import Missing
from casework.models import Case
from casework.procedure.steps import ready, require, take_step
from casework.states import Verb
from ministry.models import Unit
from ministry.permissions import handles_for, unit_in_force


def dispatch(case: Case, by: Any, *, unit: Unit, note: str = "") -> Case:
    """Send a case to the unit that will answer it; the draft of a unit that had it before no longer answers it."""
    if not unit.is_valid_on(timezone.localdate()):
        raise Missing("Đơn vị này không còn hoạt động.")
    with transaction.atomic():
        case = take_step(case, Verb.DISPATCH, by, note=note, unit=unit, is_public=True)
        for link in case.page_links.select_related("page"):
            if unit_in_force(link.page.specific_deferred) != unit.pk:
                link.delete()
    return case


def assign(case: Case, by: Any, *, handler: Any, note: str = "") -> Case:
    """Give a case to an expert of the unit."""
    with transaction.atomic():
        case = ready(case, Verb.ASSIGN, by)
        if not handles_for(handler, case.unit_id):
            raise Missing("Người được phân công phải là chuyên viên xử lý của đơn vị.")
        return take_step(case, Verb.ASSIGN, by, note=note, handler=handler)


def return_case(case: Case, by: Any, *, note: str) -> Case:
    """Give a wrongly routed case back to the office, with the reason."""
    require(note, "Cần viết lý do trả lại.")
    return take_step(case, Verb.RETURN_CASE, by, note=note, unit=None, handler=None)

"""How long a consultation is open: the law's least number of days, and what happens on the day it is published.

Calendar days, both ends included, holidays as well (domain.md, C.2): `ends_on - starts_on + 1 ≥ min_days`.
"""

import datetime
from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.utils import timezone

from consultation import versions
from consultation.models.rules import ConsultationRule

if TYPE_CHECKING:
    from consultation.models import ConsultationPage


def rule_for(stage: str, document_kind: str, shortened: bool, day: datetime.date) -> ConsultationRule | None:
    """Return the rule in force on `day`, that of the very kind of document before the one for all kinds."""
    rules = ConsultationRule.objects.valid_on(day).filter(stage=stage, shortened=shortened)
    return (
        rules.filter(Q(document_kind=document_kind) | Q(document_kind=""))
        .order_by("-document_kind", "-valid_from", "-pk")
        .first()
    )


def too_short(
    stage: str,
    document_kind: str,
    shortened: bool,
    starts_on: datetime.date,
    ends_on: datetime.date,
    *,
    today: datetime.date,
    was_opened: bool = False,
) -> str:
    """Return what is told when the time is less than the law's; "" when it is enough, or when no rule says.

    A consultation that is not public yet cannot begin before it is: its days count from today.
    """
    rule = rule_for(stage, document_kind, shortened, starts_on)
    first = starts_on if was_opened else max(starts_on, today)
    days = (ends_on - first).days + 1
    if rule is None or days >= rule.min_days:
        return ""
    earliest = first + datetime.timedelta(days=rule.min_days - 1)
    return (
        f"Chỉ có {max(days, 0)} ngày, ít nhất phải {rule.min_days} ngày ({rule.legal_basis}). "
        f"Ngày hết hạn sớm nhất là {earliest:%d/%m/%Y}."
    )


def check_days(page: "ConsultationPage") -> None:
    """Make sure, at the last approval, that the public still gets the law's days.

    Raises:
        PermissionDenied: it would get fewer.
    """
    said = too_short(
        page.stage,
        page.document_kind,
        page.shortened,
        page.starts_on,
        page.ends_on,
        today=timezone.localdate(),
        was_opened=page.first_published_at is not None,
    )
    if said:
        raise PermissionDenied(said)


def opened(page: "ConsultationPage") -> None:
    """Bring what hangs on an approved consultation into step: its last day, and its text when it is a new one."""
    page.refresh_from_db()
    last = page.extensions.last()
    page.closes_on = max(page.ends_on, last.to_on) if last else page.ends_on
    page.save(update_fields=["closes_on"])
    if page.document is not None:
        versions.publish(page.document)

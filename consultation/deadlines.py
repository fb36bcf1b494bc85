"""How long until a consultation closes, and when its outcome is due (domain.md, C.2)."""

import datetime
from collections.abc import Sequence

from django.utils import timezone

from consultation.models.consultation_page import ConsultationPage
from consultation.models.rules import ConsultationRule
from consultation.states import Progress

CLOSING_SOON = 7  # days


class OutcomeClock:
    """The rules, read once for a whole list."""

    def __init__(self) -> None:
        self.rules: Sequence[ConsultationRule] | None = None

    def due_on(self, page: ConsultationPage) -> datetime.date | None:
        """Return the day by which the outcome is to be published; None where no rule says."""
        if self.rules is None:
            self.rules = list(ConsultationRule.objects.order_by("-document_kind", "-valid_from", "-pk"))
        for rule in self.rules:
            if (
                (rule.stage, rule.shortened) == (page.stage, page.shortened)
                and rule.document_kind in (page.document_kind, "")
                and rule.valid_from <= page.starts_on
                and (rule.valid_to is None or page.starts_on <= rule.valid_to)
            ):
                return closes_on(page) + datetime.timedelta(days=rule.outcome_within)
        return None


def closes_on(page: ConsultationPage) -> datetime.date:
    """Return the last day for comments, extensions included."""
    return page.closes_on or page.ends_on


def when(page: ConsultationPage, clock: OutcomeClock | None = None) -> dict[str, object]:
    """Return where a consultation is today, in words and numbers for a card or a head."""
    today = timezone.localdate()
    progress = page.progress(today)
    last = closes_on(page)
    left = (last - today).days
    due_on = (clock or OutcomeClock()).due_on(page) if progress == Progress.AWAITING_OUTCOME else None
    return {
        "progress": progress.value,
        "label": progress.label,
        "starts_on": page.starts_on,
        "closes_on": last,
        "is_open": progress == Progress.OPEN,
        "closing_soon": progress == Progress.OPEN and left <= CLOSING_SOON,
        "words": _words(progress, today, page.starts_on, left),
        "since_closing": -left if progress == Progress.AWAITING_OUTCOME else 0,
        "due_on": due_on,
        "overdue_days": max((today - due_on).days, 0) if due_on else 0,
        "concluded_on": page.concluded_on,
    }


def _words(progress: Progress, today: datetime.date, starts_on: datetime.date, left: int) -> str:
    if progress == Progress.OPEN:
        return f"Còn {left} ngày" if left else "Hôm nay là ngày cuối"
    if progress == Progress.UPCOMING:
        return f"Bắt đầu sau {(starts_on - today).days} ngày"
    if progress == Progress.AWAITING_OUTCOME:
        return f"Đã hết hạn {-left} ngày, chờ kết quả"
    return "Đã có kết quả"

"""The letter about consultations that are over and have no outcome yet: one a week to each who drafts them."""

import datetime
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from base import outbox
from base.letters import send_letter
from base.models import OutboxMessage
from consultation import opening
from consultation.models import ConsultationPage, ConsultationRule, OutcomeReminder
from ministry.models import Post, Role, User

TOPIC = "consultation.no_outcome"
TOLD = (Role.DRAFTER, Role.UNIT_LEADER)
WEEK = datetime.timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Waiting:
    """A consultation that is over, and the day by which its outcome is to be public."""

    page: ConsultationPage
    due_on: datetime.date

    def is_overdue(self, today: datetime.date) -> bool:
        return today > self.due_on


def due_on(page: ConsultationPage) -> datetime.date:
    """Return the last day for the outcome, by the rule of the day on which the consultation began."""
    rule = opening.rule_for(page.stage, page.document_kind, page.shortened, page.starts_on)
    within = rule.outcome_within if rule else ConsultationRule._meta.get_field("outcome_within").default
    return (page.closes_on or page.ends_on) + datetime.timedelta(days=within)


def waiting(units: set[int] | None, today: datetime.date) -> list[Waiting]:
    """Return the consultations of the units (None: of all) that are over without an outcome, most pressing first."""
    pages = ConsultationPage.public().filter(concluded_on=None, closes_on__lt=today)
    if units is not None:
        pages = pages.filter(unit__in=units)
    return sorted((Waiting(page, due_on(page)) for page in pages), key=lambda row: (row.due_on, row.page.pk))


def remind() -> int:
    """Queue this week's letter for each drafter and head whose consultation waits for its outcome; return how many."""
    today = timezone.localdate()
    units = {row.page.unit_id for row in waiting(None, today)}
    posts = Post.objects.current().filter(role__in=TOLD, unit__in=units, user__is_active=True)
    told = OutcomeReminder.objects.filter(day__gt=today - WEEK).values("user")
    queued = 0
    for user_id in posts.exclude(user__in=told).order_by("user").values_list("user", flat=True).distinct():
        with transaction.atomic():
            _, first = OutcomeReminder.objects.get_or_create(user_id=user_id, day=today)
            if first:
                outbox.enqueue(TOPIC, {"user": user_id, "day": today.isoformat()})
                queued += 1
    OutcomeReminder.objects.filter(day__lt=today - 5 * WEEK).delete()
    return queued


@outbox.handles(TOPIC)
def send_reminder(message: OutboxMessage) -> None:
    """Send the letter as things stand now; who left, has no address or has nothing waiting any more gets none."""
    officer = User.objects.filter(pk=message.payload["user"], is_active=True).exclude(email="").first()
    if officer is None:
        return
    units = {post.unit_id for post in officer.posts.current() if post.role in TOLD}
    rows = waiting(units, timezone.localdate())
    if rows:
        send_letter(message, officer.email, "consultation_waits", _context(rows))


def _context(rows: list[Waiting]) -> dict[str, Any]:
    from consultation import concluding

    today = timezone.localdate()
    return {
        "rows": [
            {
                "title": row.page.title,
                "closes_on": row.page.closes_on,
                "due_on": row.due_on,
                "late": row.is_overdue(today),
                "unanswered": concluding.unanswered(row.page).count(),
                "url": settings.PORTAL_BASE_URL + reverse("receptions:comments", args=[row.page.pk]),
            }
            for row in rows
        ],
    }

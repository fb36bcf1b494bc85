"""The letter to the head of an inspecting unit about conclusions that are overdue: one a day, through the outbox."""

import datetime
from typing import Any

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from base import outbox
from base.letters import send_letter
from base.models import OutboxMessage
from inspection import queue
from inspection.clock import ClockState
from inspection.models.publication import ClockLetter
from ministry.models import Post, Role, User

OVERDUE = "inspection.overdue"


def remind_heads() -> int:
    """Queue today's letter for each head of a unit with an overdue conclusion; return how many were queued."""
    today = timezone.localdate()
    units = {row.page.unit_id for row in queue.waiting(None) if row.reading.state == ClockState.OVERDUE}
    heads = Post.objects.current().filter(role=Role.UNIT_LEADER, unit_id__in=units, user__is_active=True)
    queued = 0
    for user_id in heads.order_by("user_id").values_list("user_id", flat=True).distinct():
        with transaction.atomic():
            _, first_today = ClockLetter.objects.get_or_create(user_id=user_id, day=today)
            if first_today:
                outbox.enqueue(OVERDUE, {"user": user_id, "day": today.isoformat()})
                queued += 1
    ClockLetter.objects.filter(day__lt=today - datetime.timedelta(days=30)).delete()
    return queued


@outbox.handles(OVERDUE)
def send_overdue_letter(message: OutboxMessage) -> None:
    """Send the letter as things stand now; who left, has no address or has nothing overdue any more gets none."""
    head = User.objects.filter(pk=message.payload["user"], is_active=True).exclude(email="").first()
    if head is None:
        return
    units = {post.unit_id for post in head.posts.current() if post.role == Role.UNIT_LEADER}
    late = [row for row in queue.waiting(units) if row.reading.state == ClockState.OVERDUE]
    if late:
        send_letter(message, head.email, "conclusions_overdue", _context(late))


def _context(late: list[queue.Row]) -> dict[str, Any]:
    return {
        "late": [
            {
                "title": row.page.get_admin_display_title(),
                "doc_number": row.page.doc_number,
                "due_on": row.reading.due_on,
                "told": row.reading.told,
                "url": settings.PORTAL_BASE_URL + reverse("inspection_admin:publication", args=[row.page.pk]),
            }
            for row in late
        ],
        "queue_url": settings.PORTAL_BASE_URL + reverse("inspection_admin:queue"),
    }

"""Once a working day: one letter to each inspector and head about what is due soon and what is overdue.

A requirement comes up when it is due within seven days, once more when it is overdue, and then every week. The day of
the last reminder stands in its row, so it never comes up twice a day, however often the worker is started.
"""

import datetime
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone

from base import outbox
from base.letters import send_letter
from base.models import OutboxMessage
from inspection.models import ConclusionRequirement, InspectionConclusionPage
from inspection.models.requirements import ONE_DAY, SOON_DAYS, RequirementQuerySet
from ministry.calendar import WorkingCalendar
from ministry.models import Post, Role, User
from ministry.permissions import posts_of

REMINDER = "inspection.reminder"
LIST = "thanh-tra_yeu-cau_modeladmin_index"
FOLLOWERS = (Role.INSPECTOR, Role.UNIT_LEADER)
FIRST_HOUR = 7
AGAIN_AFTER = ONE_DAY * 7
# A letter names so many, the most pressing first; it gives the number of the others.
NAMED = 30


def remind(now: datetime.datetime | None = None) -> int:
    """Queue the day's letters and return how many; none before seven in the morning, on a day off, or twice a day."""
    now = timezone.localtime(now)
    today = now.date()
    if now.hour < FIRST_HOUR or not WorkingCalendar().is_working(today):
        return 0
    with transaction.atomic():
        if ConclusionRequirement.objects.filter(reminded_on=today).exists():
            return 0
        # Locked, so that a second worker waits here and then finds them reminded.
        locked = dict(coming_up(today).select_for_update().values_list("pk", "page_id"))
        of_page = dict(
            InspectionConclusionPage.objects.filter(pk__in=coming_up(today).values("page")).values_list("pk", "unit_id")
        )
        followed = Post.objects.valid_on(today).filter(
            role__in=FOLLOWERS, unit__in=set(of_page.values()), user__is_active=True
        )
        people = set(followed.values_list("user_id", "unit_id"))
        units = {unit_id for _, unit_id in people}
        # Where nobody follows up today, it comes up again when somebody does.
        reminded = [pk for pk, page_id in locked.items() if of_page.get(page_id) in units]
        for start in range(0, len(reminded), 500):
            ConclusionRequirement.objects.filter(pk__in=reminded[start : start + 500]).update(reminded_on=today)
        users = sorted({user_id for user_id, _ in people}) if reminded else []
        for user_id in users:
            outbox.enqueue(REMINDER, {"user": user_id, "on": today.isoformat()})
    return len(users)


def coming_up(today: datetime.date) -> RequirementQuerySet:
    """Return what somebody is to be reminded of today."""
    never = Q(reminded_on=None)
    newly_overdue = Q(due_on__lt=today, reminded_on__lte=F("due_on"))
    still_overdue = Q(due_on__lt=today, reminded_on__lte=today - AGAIN_AFTER)
    pressing = ConclusionRequirement.objects.open().filter(
        not_yet_compulsory=False, due_on__lte=today + ONE_DAY * SOON_DAYS
    )
    return pressing.filter(never | newly_overdue | still_overdue)


@outbox.handles(REMINDER)
def send_reminder(message: OutboxMessage) -> None:
    """Send one officer the letter of the day, by the posts held when it goes; nothing when nothing is left of it."""
    officer = User.objects.filter(pk=message.payload["user"], is_active=True).exclude(email="").first()
    context = letter_context(officer, datetime.date.fromisoformat(message.payload["on"]))
    if officer and context["count"]:
        send_letter(message, officer.email, "requirements_due", context)


def letter_context(officer: User | None, day: datetime.date) -> dict[str, Any]:
    units = {post.unit_id for post in posts_of(officer) if post.role in FOLLOWERS}
    due = ConclusionRequirement.objects.open().filter(
        reminded_on=day, page__unit_id__in=units, not_yet_compulsory=False
    )
    named = due.select_related("page").order_by("due_on", "pk")[:NAMED]
    count = due.count()
    return {
        "overdue": [requirement for requirement in named if requirement.is_overdue],
        "due_soon": [requirement for requirement in named if not requirement.is_overdue],
        "count": count,
        "others": max(count - NAMED, 0),
        "url": settings.PORTAL_BASE_URL + reverse(LIST),
    }

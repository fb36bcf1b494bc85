"""Letters to officers about one requirement.

Heads hear of results, and of what the public reads at once; who worked on it hears what the head decided.
"""

from typing import Any

from django.conf import settings
from django.urls import reverse

from base import outbox
from base.letters import send_letter
from base.models import OutboxMessage
from inspection import permissions
from inspection.models import ConclusionRequirement, RequirementEvent
from inspection.states import FollowUpVerb
from ministry.models import Post, Role, User

NOTICE = "inspection.requirement"
ADDRESS = "thanh-tra_yeu-cau_modeladmin_inspect"
DECIDED_BY_THE_HEAD = frozenset(
    {FollowUpVerb.MARK_DONE, FollowUpVerb.MARK_CANNOT_DO, FollowUpVerb.POSTPONE, FollowUpVerb.REOPEN}
)
DESCRIBES = frozenset({FollowUpVerb.ADD, FollowUpVerb.EDIT})


def tell(requirement: ConclusionRequirement, event: RequirementEvent) -> None:
    """Queue the letters about an event in the caller's transaction; nobody gets a letter about the own work."""
    told: set[int] = set()
    if event.verb == FollowUpVerb.REPORT or (event.verb in DESCRIBES and requirement.page.live):
        heads = Post.objects.current().filter(role=Role.UNIT_LEADER, unit_id=requirement.page.unit_id)
        told = set(heads.values_list("user_id", flat=True))
    elif event.verb in DECIDED_BY_THE_HEAD:
        told = set(requirement.events.exclude(by=None).values_list("by_id", flat=True))
    for user_id in sorted(told - {event.by_id}):
        outbox.enqueue(NOTICE, {"event": event.pk, "user": user_id})


@outbox.handles(NOTICE)
def send_notice(message: OutboxMessage) -> None:
    """Send one notice to one officer; who no longer follows the conclusion up, or has no address, gets none."""
    officer = User.objects.filter(pk=message.payload["user"], is_active=True).exclude(email="").first()
    events = RequirementEvent.objects.select_related("requirement__page", "by")
    event = events.filter(pk=message.payload["event"]).first()
    if officer is None or event is None or not permissions.follows_up(officer, event.requirement.page.unit_id):
        return
    send_letter(message, officer.email, "requirement_changed", letter_context(event))


def letter_context(event: RequirementEvent) -> dict[str, Any]:
    requirement = event.requirement
    return {
        "event": event,
        "requirement": requirement,
        "page": requirement.page,
        "url": settings.PORTAL_BASE_URL + reverse(ADDRESS, args=[requirement.pk]),
    }

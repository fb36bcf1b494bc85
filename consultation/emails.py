"""The letters to a contributor. The outbox row names the contribution; the address is read when the letter goes."""

from typing import Any

from django.conf import settings

from base.letters import send_letter
from base.models import OutboxMessage
from base.outbox import handles
from consultation.citing import WHOLE_NAME, cite
from consultation.codes import CONTRIBUTIONS
from consultation.models import CommentEvent, Contribution
from consultation.procedure import LETTER


@handles(LETTER)
def send_contributors_letter(message: OutboxMessage) -> None:
    """Send one letter about a contribution; a contributor without an e-mail address gets none."""
    found = Contribution.objects.select_related("contributor", "consultation")
    contribution = found.get(pk=message.payload["contribution"])
    if not contribution.contributor.email:
        return
    context = letter_context(contribution, message.payload.get("events", []))
    send_letter(message, contribution.contributor.email, message.payload["letter"], context)


def letter_context(contribution: Contribution, events: list[int]) -> dict[str, Any]:
    """Return what a letter may tell: the codes, the consultation, and the comments that were hidden with the reason."""
    consultation = contribution.consultation
    return {
        "number": contribution.number,
        "secret": CONTRIBUTIONS.secret_for(contribution.token, contribution.secret_version),
        "title": consultation.title,
        "consultation_url": f"{settings.PORTAL_BASE_URL}{consultation.address}",
        "closes_on": consultation.closes_on or consultation.ends_on,
        "submitted_on": contribution.submitted_at,
        "late": contribution.late,
        "own_url": f"{settings.PORTAL_BASE_URL}/du-thao/gop-y-cua-toi/",
        "hidden": _hidden(events) if events else [],
    }


def _hidden(events: list[int]) -> list[dict[str, str]]:
    rows = list(CommentEvent.objects.filter(pk__in=events).select_related("comment"))
    names = cite((row.comment.document_id, row.comment.key) for row in rows)
    return [
        {
            "about": row.comment.question_text
            or names.get((row.comment.document_id or 0, row.comment.key), WHOLE_NAME),
            "reason": row.comment.get_hide_reason_display(),
            "note": row.note,
        }
        for row in rows
    ]

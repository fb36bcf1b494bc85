"""The letters to a sender. The outbox row names the case; the address is read from the sender when the letter goes."""

from typing import Any

from django.conf import settings

from base.letters import send_letter
from base.models import OutboxMessage
from base.outbox import handles
from casework import codes
from casework.advice import advice_for
from casework.models import Case, CaseEvent
from casework.procedure import LETTER


@handles(LETTER)
def send_case_letter(message: OutboxMessage) -> None:
    """Send one letter about a case; a sender without an e-mail address gets none."""
    case = Case.objects.select_related("sender", "transferred_to").get(pk=message.payload["case"])
    if not case.sender.email:
        return
    event = CaseEvent.objects.get(pk=message.payload["event"])
    send_letter(message, case.sender.email, message.payload["letter"], letter_context(case, event))


def letter_context(case: Case, event: CaseEvent) -> dict[str, Any]:
    answer = case.answers.last()
    public_path = answer.public_path if answer else ""
    return {
        "case": {
            "number": case.number,
            "title": case.title,
            "submitted_on": case.submitted_at,
            "due_on": case.due_on,
        },
        "secret": codes.secret_for(case.token, case.secret_version),
        "follow_url": f"{settings.PORTAL_BASE_URL}/theo-doi/",
        "note": event.note,
        "reason": case.get_reject_reason_display(),
        "advice": advice_for(case.reject_reason),
        "body_name": case.transferred_to.name if case.transferred_to else "",
        "answer": {"short_answer": answer.short_answer, "number": answer.number} if answer else None,
        "public_url": f"{settings.PORTAL_BASE_URL}{public_path}" if public_path else "",
    }

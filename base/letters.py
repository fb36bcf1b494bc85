"""Letters: a subject, a text part and an HTML part from the templates of one name, with a Message-ID that stays."""

from typing import Any

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string

from base.context import portal_context
from base.models.outbox import OutboxMessage


def send_letter(
    message: OutboxMessage, to: str, template: str, context: dict[str, Any], *, headers: dict[str, str] | None = None
) -> None:
    """Send the letter `templates/emails/<template>` to one address, with headers of its own beside those of all.

    The Message-ID is that of the outbox row, so a letter that must be sent again is recognised as the same one.
    """
    context = {"portal": portal_context(), **context}
    subject = " ".join(render_to_string(f"emails/{template}.subject.txt", context).split())
    letter = EmailMultiAlternatives(
        subject=subject,
        body=render_to_string(f"emails/{template}.txt", context),
        to=[to],
        headers={"Message-ID": f"<{message.uuid}@{_domain()}>", "Auto-Submitted": "auto-generated"} | (headers or {}),
    )
    letter.attach_alternative(render_to_string(f"emails/{template}.html", context), "text/html")
    letter.send()


def _domain() -> str:
    return settings.PORTAL_BASE_URL.split("//")[-1].split("/")[0].split(":")[0]

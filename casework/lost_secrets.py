"""A lost secret is sent again to the address on the case.

Who asks is a stranger: the web server does not look whether such a case exists, it queues the question, always with
the same work. The worker looks, and the question leaves no trace.
"""

from django.db import transaction

from base import outbox
from base.models import OutboxMessage
from casework import contacts, procedure
from casework.models import Case

ASKED = "casework.lost_secret"


def ask(number: str, contact: str) -> None:
    """Queue the question; of the contact goes a keyed digest, which nobody can read back."""
    outbox.enqueue(ASKED, {"number": number, "contact": contacts.seal(contact)})


@outbox.handles(ASKED)
@transaction.atomic
def look(message: OutboxMessage) -> None:
    """Send the secret again if the number and the contact belong together; the question is deleted either way."""
    case = Case.objects.select_related("sender").filter(number=message.payload["number"]).first()
    if case is not None and contacts.is_of(case.sender, message.payload["contact"]):
        procedure.send_secret_again(case)
    OutboxMessage.objects.filter(pk=message.pk).delete()

"""A lost secret of a contribution is sent again as a case's is (casework/lost_secrets.py): only the worker looks."""

from django.db import transaction

from base import outbox
from base.models import OutboxMessage
from casework import contacts
from consultation import procedure
from consultation.models import Contribution

ASKED = "consultation.lost_secret"


def ask(number: str, contact: str) -> None:
    """Queue the question; of the contact goes a keyed digest, which nobody can read back."""
    outbox.enqueue(ASKED, {"number": number, "contact": contacts.seal(contact)})


@outbox.handles(ASKED)
@transaction.atomic
def look(message: OutboxMessage) -> None:
    """Send the secret again if number and contact belong together; the question is deleted either way."""
    found = Contribution.objects.select_related("contributor").filter(number=message.payload["number"]).first()
    if found is not None and contacts.is_of(found.contributor, message.payload["contact"]):
        procedure.send_secret_again(found)
    OutboxMessage.objects.filter(pk=message.pk).delete()

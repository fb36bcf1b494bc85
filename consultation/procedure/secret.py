"""The secret of a contribution is sent again to the address that was left with it."""

import datetime

from django.db import transaction
from django.utils import timezone

from base.models import OutboxMessage
from consultation.models import Contribution
from consultation.procedure.steps import LETTER, queue_letter

A_DAY = datetime.timedelta(days=1)
SENT_A_DAY = 3
NAME = "contribution_secret"


@transaction.atomic
def send_secret_again(contribution: Contribution) -> bool:
    """Queue a letter with the codes to the address left, at most three in 24 hours; tell whether it was."""
    contribution.refresh_from_db(from_queryset=Contribution.objects.select_for_update(of=("self",)))
    sent = OutboxMessage.objects.filter(
        topic=LETTER,
        created_at__gt=timezone.now() - A_DAY,
        payload__letter=NAME,
        payload__contribution=contribution.pk,
    )
    if not contribution.contributor.email or sent.count() >= SENT_A_DAY:
        return False
    queue_letter(contribution, NAME)
    return True

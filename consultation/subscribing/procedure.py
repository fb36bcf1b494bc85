"""Asking for letters, saying yes from the letter, and leaving. Nobody is told whether an address is known."""

import datetime
import uuid
from collections.abc import Iterable

from django.db import transaction
from django.utils import timezone

from base import outbox
from consultation.models import Subscription
from ministry.models import PolicyField

CONFIRM_LETTER = "consultation.subscription_asked"
# Who asks for another's address again and again fills no letter box.
PAUSE = datetime.timedelta(hours=1)
LIFETIME = datetime.timedelta(days=7)


@transaction.atomic
def ask(email: str, fields: Iterable[PolicyField]) -> None:
    """Note what was asked for and send the letter that asks for a yes; nothing of it counts before that."""
    now = timezone.now()
    subscription, made = Subscription.objects.select_for_update().get_or_create(email=email, defaults={"asked_at": now})
    asked_lately = not made and subscription.asked_at > now - PAUSE
    subscription.wanted = sorted(field.pk for field in fields)
    if not asked_lately:
        subscription.asked_at = now
    subscription.save(update_fields=["wanted", "asked_at"])
    if not asked_lately:
        outbox.enqueue(CONFIRM_LETTER, {"subscription": subscription.pk})


@transaction.atomic
def confirm(token: uuid.UUID) -> Subscription | None:
    """Let the owner of the letter have what was asked for; twice is as once. None for a token that is none."""
    subscription = Subscription.objects.select_for_update().filter(token=token).first()
    if subscription is None:
        return None
    if subscription.wanted is not None:
        subscription.fields.set(PolicyField.objects.filter(pk__in=subscription.wanted))
    subscription.wanted = None
    subscription.confirmed_at = subscription.confirmed_at or timezone.now()
    subscription.save(update_fields=["wanted", "confirmed_at"])
    return subscription


def leave(token: uuid.UUID) -> None:
    """Forget the address at once; who has left already leaves again."""
    Subscription.objects.filter(token=token).delete()


def sweep() -> int:
    """Forget the addresses whose owners have not said yes for seven days; return how many there were."""
    old = Subscription.objects.filter(confirmed_at=None, asked_at__lt=timezone.now() - LIFETIME)
    return old.delete()[1].get(Subscription._meta.label, 0)

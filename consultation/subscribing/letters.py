"""The letters to subscribers: one that asks for a yes, and one for each event of a consultation of their fields."""

import datetime
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from base import outbox
from base.letters import send_letter
from base.models import OutboxMessage
from consultation.deadlines import when
from consultation.models import (
    ConsultationPage,
    Extension,
    OutcomePage,
    Subscription,
    SubscriptionLetter,
)
from consultation.subscribing.procedure import CONFIRM_LETTER

NEWS_LETTER = "consultation.news"
HERE = "/du-thao/nhan-tin/"
# An event that no worker has seen for so long is no news any more.
FRESH = datetime.timedelta(days=7)
NEW, EXTENDED, OUTCOME = "new", "extended", "outcome"


@dataclass(frozen=True, slots=True)
class Event:
    """Something that subscribers are told of; `name` is its own among those of the consultation."""

    consultation: ConsultationPage
    name: str
    at: datetime.datetime


def events(now: datetime.datetime) -> Iterator[Event]:
    """Give what has happened lately to public consultations."""
    since = now - FRESH
    public = ConsultationPage.public()
    for page in public.filter(first_published_at__gt=since, concluded_on=None):
        if page.first_published_at:
            yield Event(page, NEW, page.first_published_at)
    for extension in Extension.objects.filter(made_at__gt=since, consultation__in=public).select_related(
        "consultation"
    ):
        yield Event(extension.consultation, f"{EXTENDED}-{extension.pk}", extension.made_at)
    for outcome in OutcomePage.public().filter(first_published_at__gt=since):
        if outcome.first_published_at:
            yield Event(outcome.consultation, f"{OUTCOME}-{outcome.pk}", outcome.first_published_at)


def subscribers(event: Event) -> "QuerySet[Subscription]":
    """Return who has asked for the fields of the consultation before the event and was not told of it."""
    page = event.consultation
    fields = {page.field_id, *page.other_fields.values_list("pk", flat=True)}
    told = SubscriptionLetter.objects.filter(consultation=page, event=event.name).values("subscription")
    ready = Subscription.objects.filter(confirmed_at__lte=event.at).exclude(pk__in=told)
    return ready.filter(Q(fields__in=fields) | Q(fields=None)).distinct().order_by("pk")


def announce() -> int:
    """Queue a letter to every subscriber for each event, once; return how many were queued."""
    queued = 0
    for event in list(events(timezone.now())):
        for subscription in subscribers(event).iterator(chunk_size=500):
            with transaction.atomic():
                row, made = SubscriptionLetter.objects.get_or_create(
                    subscription=subscription, consultation=event.consultation, event=event.name
                )
                if made:
                    outbox.enqueue(NEWS_LETTER, {"letter": row.pk})
                    queued += 1
    return queued


@outbox.handles(CONFIRM_LETTER)
def send_confirm_letter(message: OutboxMessage) -> None:
    """Send the letter that asks for a yes; an address that has left meanwhile gets none."""
    subscription = Subscription.objects.filter(pk=message.payload["subscription"]).first()
    if subscription is not None:
        context = {
            "confirm_url": f"{settings.PORTAL_BASE_URL}{HERE}{subscription.token}/",
            "leave_url": _leave_url(subscription),
        }
        send_letter(message, subscription.email, "subscription_asked", context, headers=_headers(subscription))


@outbox.handles(NEWS_LETTER)
def send_news_letter(message: OutboxMessage) -> None:
    """Tell one subscriber of one event; of a consultation that is not public any more nobody is told."""
    row = SubscriptionLetter.objects.filter(pk=message.payload["letter"]).select_related("subscription").first()
    if row is None:
        return
    page = ConsultationPage.public().filter(pk=row.consultation_id).first()
    if page is not None:
        send_letter(
            message,
            row.subscription.email,
            "draft_news",
            _context(page, row.event) | {"leave_url": _leave_url(row.subscription)},
            headers=_headers(row.subscription),
        )


def _context(page: ConsultationPage, event: str) -> dict[str, Any]:
    kind, _, key = event.partition("-")
    extension = Extension.objects.filter(pk=key).first() if kind == EXTENDED else None
    outcome = OutcomePage.public().filter(pk=key).first() if kind == OUTCOME else None
    address = outcome.address if outcome else page.address
    return {
        "kind": kind,
        "title": page.title,
        "summary": page.summary,
        "when": when(page),
        "extension": extension,
        "outcome_title": outcome.title if outcome else "",
        "url": settings.PORTAL_BASE_URL + address,
    }


def _leave_url(subscription: Subscription) -> str:
    return f"{settings.PORTAL_BASE_URL}{HERE}{subscription.token}/thoi/"


def _headers(subscription: Subscription) -> dict[str, str]:
    """Return what lets a mail program leave in one press (RFC 8058)."""
    return {
        "List-Unsubscribe": f"<{_leave_url(subscription)}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
    }

"""Bringing what the public finds and reads into step with a consultation: after an approval, and when a day turns."""

import datetime

from django.core.cache import cache
from django.db.models import Q
from django.utils import timezone

from consultation import purging
from consultation.listing import with_last_day
from consultation.models import ConsultationPage, OutcomePage
from search import entries

SHOWN_DAY = "consultation.shown_day"
KEPT_SECONDS = 7 * 24 * 3_600


def renewed(page: ConsultationPage, outcome: OutcomePage | None = None) -> None:
    """Renew the entries and drop what caches hold, now that a text or answers became public with their page."""
    entries.put(page)
    if outcome is not None:
        entries.put(outcome)
    purging.purge(page, outcome)


def turn_the_day() -> int:
    """Have what tells a number of days dropped from caches once a day has begun; return how many pages that were.

    Whether a consultation is open follows from the day alone, so nothing else tells the caches.
    """
    today = timezone.localdate()
    if cache.get(SHOWN_DAY) == today:
        return 0
    yesterday = today - datetime.timedelta(days=1)
    living = with_last_day(ConsultationPage.public()).filter(concluded_on=None)
    pages = list(living.filter(Q(last__gte=yesterday) | Q(starts_on__gte=today)))
    for page in pages:
        purging.purge(page)
    cache.set(SHOWN_DAY, today, KEPT_SECONDS)
    return len(pages)

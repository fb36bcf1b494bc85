"""Opening and closing days as calendars: of all consultations that are not over, and of one."""

import datetime
from collections.abc import Iterable, Iterator
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.utils import timezone
from django.views.decorators.http import require_safe

from base.context import portal_context
from base.icalendar import WholeDay, calendar
from consultation.deadlines import closes_on
from consultation.listing import ALL, listed
from consultation.models import ConsultationPage
from consultation.views import page_or_404

ICAL = "text/calendar; charset=utf-8"
KEPT_DAYS = 90  # a closing day stays in the calendar so long
MOST = 200


@require_safe
def all_days(request: HttpRequest) -> HttpResponse:
    """Give the days of the consultations that are open, to come, or closed in the last three months."""
    since = timezone.localdate() - datetime.timedelta(days=KEPT_DAYS)
    pages = listed(ALL, "").filter(last__gte=since).order_by("-starts_on", "-pk")[:MOST]
    return _answer(pages, "Lấy ý kiến dự thảo", "lich-lay-y-kien.ics")


@require_safe
def days_of_one(request: HttpRequest, number: int, slug: str) -> HttpResponse:
    """Give the opening and the closing day of one consultation."""
    page = page_or_404(number)
    if slug != page.slug:
        return HttpResponsePermanentRedirect(f"{page.address}lich.ics")
    return _answer([page], page.title, f"du-thao-{page.number}.ics")


def days(page: ConsultationPage) -> Iterator[WholeDay]:
    """Give both days of a consultation; their ids last, so an extension moves the day that is in a calendar already."""
    host = urlsplit(settings.PORTAL_BASE_URL).netloc
    url = settings.PORTAL_BASE_URL + page.address
    changed_at = page.last_published_at or page.first_published_at or timezone.now()
    last = closes_on(page)
    for name, day, title in (
        ("mo", page.starts_on, f"Bắt đầu lấy ý kiến: {page.title}"),
        ("het", last, f"Ngày cuối góp ý: {page.title}"),
    ):
        said = f"{page.summary}\n{url}"
        yield WholeDay(f"du-thao-{page.number}-{name}@{host}", day, title, said, url, changed_at)


def _answer(pages: Iterable[ConsultationPage], name: str, filename: str) -> HttpResponse:
    portal = portal_context()["name"]
    body = calendar(f"{portal}: {name}", portal, (day for page in pages for day in days(page)))
    response = HttpResponse(body, content_type=ICAL)
    response["Content-Disposition"] = f'inline; filename="{filename}"'
    return response

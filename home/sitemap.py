"""What search engines are told: robots.txt, and a sitemap in parts.

A part holds the public entries whose primary keys lie in one range: it is found by key, keeps its address for ever and
is changed by its own entries alone. Nothing is counted, the page tree is not walked.
"""

from collections.abc import Iterable
from datetime import datetime
from xml.sax.saxutils import escape

from django.conf import settings
from django.db.models import Max
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from qa import menus
from search.models import Entry

PART_SIZE = 1_000
SECTIONS = (
    *("/", "/hoi-dap/", "/hoi/", "/theo-doi/"),
    *("/du-thao/", "/du-thao/nhan-tin/"),
    *("/ket-luan-thanh-tra/", "/ket-luan-thanh-tra/so-lieu/", "/ket-luan-thanh-tra/du-lieu/"),
)
# Pages that are made for one visitor, and the same lists in every order.
KEPT_OUT = ("/admin/", "/tim-kiem/", "/api/", "/captcha/", "/*?sau=", "/*?truoc=")


def part_of(entry: Entry) -> str:
    """Return the address of the part that an entry is in."""
    return _address(entry.pk // PART_SIZE)


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in KEPT_OUT), ""]
    lines.append(f"Sitemap: {settings.PORTAL_BASE_URL}/sitemap.xml\n")
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """List the parts: the sections of the portal, then as many ranges of entries as there are."""
    last: int | None = Entry.objects.aggregate(last=Max("pk"))["last"]
    parts = range(last // PART_SIZE + 1 if last is not None else 0)
    addresses = ["/sitemap/muc.xml", *map(_address, parts)]
    lines = (f"<sitemap><loc>{settings.PORTAL_BASE_URL}{address}</loc></sitemap>" for address in addresses)
    return _xml("sitemapindex", lines)


@require_safe
def sections(request: HttpRequest) -> HttpResponse:
    return _xml("urlset", (_url(path) for path in (*SECTIONS, *(link["url"] for link in menus.fields()))))


@require_safe
def entries(request: HttpRequest, part: int) -> HttpResponse:
    """Name the public entries of one range; a part that does not exist yet is not found, an emptied one is empty."""
    if part >= 2**31 or not Entry.objects.filter(pk__gte=part * PART_SIZE).exists():
        raise Http404
    of_part = Entry.objects.public().filter(pk__gte=part * PART_SIZE, pk__lt=(part + 1) * PART_SIZE)
    rows = of_part.order_by("pk").values_list("url", "changed_at")
    return _xml("urlset", (_url(url, changed_at) for url, changed_at in rows))


def _address(part: int) -> str:
    # Written out: a thousand times `reverse` takes longer than the rest of the list.
    return f"/sitemap/{part}.xml"


def _url(path: str, changed_at: datetime | None = None) -> str:
    modified = f"<lastmod>{changed_at.isoformat(timespec='seconds')}</lastmod>" if changed_at else ""
    return f"<url><loc>{escape(settings.PORTAL_BASE_URL + path)}</loc>{modified}</url>"


def _xml(element: str, lines: Iterable[str]) -> HttpResponse:
    body = "\n".join(lines)
    text = (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<{element} xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n{body}\n</{element}>\n'
    )
    return HttpResponse(text, content_type="application/xml; charset=utf-8")

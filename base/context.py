"""What every template knows of the portal it stands in: the environment's words under the administrator's."""

import datetime
from typing import Any

from django.apps import apps
from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone

from base.contacts import contact_card, dialled
from base.kept import Kept

# Where the breadcrumbs of every page begin.
HOME_CRUMB = {"title": "Trang chủ", "url": "/"}
NAMES = ("name", "ministry", "hotline", "contact_email")
PAGES = ("guide", "privacy", "accessibility", "contact", "notice")
# What this process knew last: the page of an error must not ask a cache or a database that may be its cause.
_last_known: dict[str, Any] = {}


def portal_context() -> dict[str, Any]:
    """Return the portal's names, contacts, footer and notice as they are now."""
    said = _said.get()
    notice = said.get("notice") if _is_now(said.get("notice_from"), said.get("notice_to")) else None
    context = environments_words() | {name: value for name, value in said.items() if value} | {"notice": notice}
    context["hotline_uri"] = dialled(context["hotline"])
    _last_known.update(context)
    return context


def last_known_context() -> dict[str, Any]:
    """Return what this process knew last of the portal, asking nothing and nobody."""
    words = environments_words()
    return words | {"hotline_uri": dialled(words["hotline"])} | _last_known


def environments_words() -> dict[str, Any]:
    return {
        "name": settings.PORTAL_NAME,
        "ministry": settings.PORTAL_MINISTRY,
        "hotline": settings.PORTAL_HOTLINE,
        "contact_email": settings.PORTAL_CONTACT_EMAIL,
        "base_url": settings.PORTAL_BASE_URL,
        "sample": not settings.PRODUCTION,
    }


def portal(request: HttpRequest) -> dict[str, Any]:
    return {"portal": portal_context()}


def names_page(pk: int) -> bool:
    """Tell whether the administrator named this page, whose address stands on every page then."""
    return pk in _said.get().get("page_ids", ())


def renew_portal_context() -> None:
    """Show the administrator's words as they have just been changed."""
    _said.renew()


def _read() -> dict[str, Any]:
    """Read what the administrator said, as plain values; pages that are not public have no address."""
    row = apps.get_model("base", "PortalSettings").objects.first()
    if row is None:
        return {}
    said: dict[str, Any] = {name: getattr(row, name) for name in NAMES}
    said |= {name: getattr(row, name) for name in ("opening_hours", "address", "footer_text", "notice")}
    said |= {"notice_from": row.notice_from, "notice_to": row.notice_to}
    linked = [block.value["page"] for block in row.footer_links]
    named = {name: getattr(row, f"{name}_page") for name in PAGES}
    said |= {f"{name}_url": _address(page) for name, page in named.items()}
    said["page_ids"] = [page.pk for page in (*named.values(), *linked) if page]
    said["offices"] = [contact_card(block.value) for block in row.offices]
    links = [(block.value["title"], block.value["url"] or _address(block.value["page"])) for block in row.footer_links]
    said["footer_links"] = [{"title": title, "url": url} for title, url in links if url]
    return said


def _address(page: Any) -> str:
    return (page.specific.url or "") if page is not None and page.live else ""


def _is_now(start: datetime.datetime | None, end: datetime.datetime | None) -> bool:
    now = timezone.now()
    return (start is None or start <= now) and (end is None or now < end)


_said: Kept[dict[str, Any]] = Kept("base.portal", _read)

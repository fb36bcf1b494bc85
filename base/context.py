"""What every template knows of the portal it stands in."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest


def portal_context() -> dict[str, Any]:
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

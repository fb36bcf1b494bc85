"""What must be in order before the portal opens to the public."""

from contextlib import suppress

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.exceptions import ImproperlyConfigured
from django.db import DatabaseError

SAMPLE_DOMAIN = "@example.vn"


def production_faults() -> list[str]:
    """Return what forbids this installation to run in production, in English for the operator."""
    faults = []
    if settings.DEBUG:
        faults.append("PORTAL_DEBUG is on.")
    if settings.CAPTCHA_TEST_MODE:
        faults.append("CAPTCHA_TEST_MODE is on: anybody passes the captcha.")
    if not settings.ALLOWED_HOSTS or "*" in settings.ALLOWED_HOSTS:
        faults.append("ALLOWED_HOSTS does not name the portal's host.")
    if not settings.PORTAL_BASE_URL.startswith("https://"):
        faults.append("PORTAL_BASE_URL is not an https address.")
    return faults


def has_sample_accounts() -> bool:
    """Tell whether an account of the sample content can log in."""
    return get_user_model()._default_manager.filter(email__endswith=SAMPLE_DOMAIN, is_active=True).exists()


def refuse_unsafe_production() -> None:
    """Raise ImproperlyConfigured when production mode is set and something forbids it."""
    if not settings.PRODUCTION:
        return
    faults = production_faults()
    # A portal that is not migrated yet starts and is not ready; it has no accounts at all.
    with suppress(DatabaseError):
        if has_sample_accounts():
            faults.append("Sample accounts can log in: run `manage.py sample_content --remove-accounts`.")
    if faults:
        raise ImproperlyConfigured("The portal does not start in production: " + " ".join(faults))

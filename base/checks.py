"""System checks: conventions that nobody can forget."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, register

from base.safety import production_faults


@register()
def production_is_safe(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    if not settings.PRODUCTION:
        return []
    return [Error(fault, id="base.E001") for fault in production_faults()]


@register()
def site_is_no_package(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    if (Path(settings.BASE_DIR) / "site" / "__init__.py").exists():
        return [Error("site/__init__.py hides Python's own module `site`; remove it.", id="base.E002")]
    return []


@register()
def no_request_is_a_transaction(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    if any(database.get("ATOMIC_REQUESTS") for database in settings.DATABASES.values()):
        return [Error("ATOMIC_REQUESTS must stay off: a rollback would revive a used captcha.", id="base.E003")]
    return []

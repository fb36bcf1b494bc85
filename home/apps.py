from typing import Any

from django.apps import AppConfig
from django.db.models.signals import post_migrate


def _ensure_portal(**kwargs: Any) -> None:
    from home.portal_setup import ensure_portal

    ensure_portal()


class HomeConfig(AppConfig):
    name = "home"
    verbose_name = "Trang chủ"

    def ready(self) -> None:
        from home import entries, purging, signals  # noqa: F401  (register themselves)
        from ministry.notices import turn_off_wagtails_mail

        turn_off_wagtails_mail()
        post_migrate.connect(_ensure_portal, sender=self)

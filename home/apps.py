from typing import Any

from django.apps import AppConfig
from django.db import connections
from django.db.models.signals import post_migrate, pre_migrate

# The permissions there were before the migrations of this process; None: no migrations, or a new database.
_known: set[tuple[str, str]] | None = None


def _look_around(using: str, **kwargs: Any) -> None:
    """Note which permissions there are, so that those an upgrade brings can be told from those taken away by hand."""
    global _known
    from django.contrib.auth.models import Permission

    _known = None
    if Permission._meta.db_table in connections[using].introspection.table_names():
        _known = set(Permission.objects.using(using).values_list("content_type__app_label", "codename"))


def _ensure_portal(**kwargs: Any) -> None:
    global _known
    from home.portal_setup import ensure_portal, give_new_rights

    ensure_portal()
    if _known:
        give_new_rights(_known)
    _known = None


class HomeConfig(AppConfig):
    name = "home"
    verbose_name = "Trang chủ"

    def ready(self) -> None:
        from home import entries, purging, signals  # noqa: F401  (register themselves)
        from ministry.notices import turn_off_wagtails_mail

        turn_off_wagtails_mail()
        pre_migrate.connect(_look_around, sender=self)
        post_migrate.connect(_ensure_portal, sender=self)

from django.apps import AppConfig


class MinistryConfig(AppConfig):
    name = "ministry"
    verbose_name = "Bộ máy"

    def ready(self) -> None:
        from wagtail.models import Page
        from wagtail.permissions import register_permission_policy

        from base import worker
        from ministry import notices, password_reset, signals  # noqa: F401  (they connect receivers and handlers)
        from ministry.groups import mirror_all_posts
        from ministry.page_policy import PortalPagePolicy

        register_permission_policy(Page, PortalPagePolicy(Page))
        worker.register_chore("posts", 3600, mirror_all_posts)

from django.apps import AppConfig
from django.core.management import call_command


def publish_scheduled() -> None:
    """Publish and take down pages whose planned moment has come."""
    call_command("publish_scheduled", verbosity=0)


class BaseConfig(AppConfig):
    name = "base"
    verbose_name = "Nền chung"

    def ready(self) -> None:
        from captcha.models import CaptchaStore

        from base import charset, checks, front_cache, outbox, worker  # noqa: F401  (three register themselves)

        worker.register_queue("outbox", outbox.drain)
        worker.register_chore("scheduled pages", 60, publish_scheduled)
        worker.register_chore("stuck messages", 3600, outbox.report_stuck)
        # Nobody else clears this table, and its column has no index (ground.md, trap 17).
        worker.register_chore("used-up captchas", 600, CaptchaStore.remove_expired)

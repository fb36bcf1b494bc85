from django.apps import AppConfig
from django.core.management import call_command


def publish_scheduled() -> None:
    """Publish and take down pages whose planned moment has come."""
    call_command("publish_scheduled", verbosity=0)


def show_life() -> None:
    """Note that the worker is at work; `manage.py check_portal` and the metrics look at it."""
    from base.models import heartbeat

    heartbeat.Heartbeat.beat(heartbeat.WORKER)


class BaseConfig(AppConfig):
    name = "base"
    verbose_name = "Nền chung"

    def ready(self) -> None:
        from base import (  # noqa: F401  (some of them register themselves)
            captcha,
            charset,
            checks,
            document_texts,
            front_cache,
            metrics,
            outbox,
            signals,
            stored_files,
            worker,
        )
        from base.health import database, machine, mail, running, setup, texts  # noqa: F401  (they all do)

        stored_files.let_files_go_with_their_rows()
        worker.register_queue("outbox", outbox.drain)
        worker.register_queue("texts of files", document_texts.drain)
        worker.register_chore("sign of life", 30, show_life)
        worker.register_chore("scheduled pages", 60, publish_scheduled)
        worker.register_chore("stuck messages", 3600, outbox.report_stuck)
        worker.register_chore("files without a row", 86_400, stored_files.sweep_disk)
        worker.register_chore("files to scan", 60, stored_files.scan_waiting)
        worker.register_chore("used-up captchas", 600, captcha.sweep)

from django.apps import AppConfig


class BaseConfig(AppConfig):
    name = "base"
    verbose_name = "Nền chung"

    def ready(self) -> None:
        from base import checks, outbox, worker  # noqa: F401  (registers the system checks)

        worker.register_queue("outbox", outbox.drain)

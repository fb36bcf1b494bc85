from django.apps import AppConfig


class InspectionConfig(AppConfig):
    name = "inspection"
    verbose_name = "Kết luận thanh tra"

    def ready(self) -> None:
        from base import worker
        from inspection import entries, marks, purging, signals  # noqa: F401  (all but the marks register themselves)

        worker.register_chore("marks of the register", 3_600, marks.reconcile)

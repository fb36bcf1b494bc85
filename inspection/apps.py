from django.apps import AppConfig


class InspectionConfig(AppConfig):
    name = "inspection"
    verbose_name = "Kết luận thanh tra"

    def ready(self) -> None:
        from base import worker
        from inspection import entries, letters, marks, notices, purging, reminders, signals  # noqa: F401  (they register themselves)

        worker.register_chore("overdue conclusions", 3_600, letters.remind_heads)
        worker.register_chore("reminders of requirements", 1_800, reminders.remind)
        worker.register_chore("marks of the register", 3_600, marks.reconcile)

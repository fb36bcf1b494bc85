from django.apps import AppConfig


class InspectionConfig(AppConfig):
    name = "inspection"
    verbose_name = "Kết luận thanh tra"

    def ready(self) -> None:
        from base import worker
        from inspection import entries, letters, notices, reminders, signals  # noqa: F401  (they register themselves)

        worker.register_chore("overdue conclusions", 3600, letters.remind_heads)
        worker.register_chore("reminders of requirements", 1_800, reminders.remind)

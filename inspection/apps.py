from django.apps import AppConfig


class InspectionConfig(AppConfig):
    name = "inspection"
    verbose_name = "Kết luận thanh tra"

    def ready(self) -> None:
        from base import worker
        from inspection import entries, notices, reminders  # noqa: F401  (the first two register themselves)

        worker.register_chore("reminders of requirements", 1_800, reminders.remind)

from django.apps import AppConfig


class ConsultationConfig(AppConfig):
    name = "consultation"
    verbose_name = "Lấy ý kiến dự thảo"

    def ready(self) -> None:
        from base import worker
        from consultation import letters, reminders  # noqa: F401  (they register themselves)

        worker.register_chore("consultations without an outcome", 3_600, reminders.remind)

from django.apps import AppConfig


class ConsultationConfig(AppConfig):
    name = "consultation"
    verbose_name = "Lấy ý kiến dự thảo"

    def ready(self) -> None:
        from base import worker
        from consultation import emails, letters, lost_secrets, reminders  # noqa: F401  (they register themselves)
        from consultation.contributing import drafts

        worker.register_chore("forgotten contributions", 600, drafts.sweep)
        worker.register_chore("consultations without an outcome", 3_600, reminders.remind)

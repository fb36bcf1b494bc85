from django.apps import AppConfig


class ConsultationConfig(AppConfig):
    name = "consultation"
    verbose_name = "Lấy ý kiến dự thảo"

    def ready(self) -> None:
        from base import worker
        from consultation import emails, entries, letters, lost_secrets, purging, showing  # noqa: F401  (they register themselves)
        from consultation.contributing import drafts
        from consultation.subscribing import letters as news
        from consultation.subscribing import procedure

        worker.register_chore("forgotten contributions", 600, drafts.sweep)
        worker.register_chore("days of consultations", 60, showing.turn_the_day)
        worker.register_chore("news of consultations", 300, news.announce)
        worker.register_chore("subscriptions not confirmed", 3_600, procedure.sweep)

from django.apps import AppConfig


class QaConfig(AppConfig):
    name = "qa"
    verbose_name = "Hỏi đáp"

    def ready(self) -> None:
        from base import worker
        from qa import compose, entries, purging, signals  # noqa: F401  (each registers itself)
        from qa.models import AskDraft

        worker.register_chore("drafts", 600, lambda: AskDraft.objects.expired().delete())

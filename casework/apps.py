from django.apps import AppConfig


class CaseworkConfig(AppConfig):
    name = "casework"
    verbose_name = "Hồ sơ"

    def ready(self) -> None:
        from base import worker
        from casework import emails, files, lost_secrets, metrics  # noqa: F401  (all but files register themselves)

        worker.register_chore("forgotten files", 600, files.sweep)

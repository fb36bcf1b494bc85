from django.apps import AppConfig


class CaseworkConfig(AppConfig):
    name = "casework"
    verbose_name = "Hồ sơ"

    def ready(self) -> None:
        from base import worker
        from casework import emails, files, lost_secrets, metrics, signals  # noqa: F401  (all but files register themselves)

        worker.register_chore("forgotten files", 600, files.sweep)
        worker.register_chore("files without a row", 86_400, files.sweep_disk)
        worker.register_chore("files to scan", 60, files.scan_waiting)

from django.apps import AppConfig


class CaseworkConfig(AppConfig):
    name = "casework"
    verbose_name = "Hồ sơ"

    def ready(self) -> None:
        from casework import emails, lost_secrets  # noqa: F401  (they register what the outbox calls)

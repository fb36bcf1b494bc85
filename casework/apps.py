from django.apps import AppConfig


class CaseworkConfig(AppConfig):
    name = "casework"
    verbose_name = "Hồ sơ"

    def ready(self) -> None:
        from casework import emails, metrics  # noqa: F401  (they register themselves)

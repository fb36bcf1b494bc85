from django.apps import AppConfig


class CaseworkConfig(AppConfig):
    name = "casework"
    verbose_name = "Hồ sơ"

    def ready(self) -> None:
        from casework import emails  # noqa: F401  (registers the letters' handler)

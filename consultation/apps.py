from django.apps import AppConfig


class ConsultationConfig(AppConfig):
    name = "consultation"
    verbose_name = "Lấy ý kiến dự thảo"

    def ready(self) -> None:
        from consultation import letters  # noqa: F401  (it registers itself)

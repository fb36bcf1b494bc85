from django.apps import AppConfig


class InspectionConfig(AppConfig):
    name = "inspection"
    verbose_name = "Kết luận thanh tra"

    def ready(self) -> None:
        from inspection import entries  # noqa: F401  (registers itself)

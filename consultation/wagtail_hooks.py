"""What consultations add to Wagtail's admin; the screens themselves are in consultation/admin/."""

from consultation.admin import receptions_hooks  # noqa: F401  (it registers itself)

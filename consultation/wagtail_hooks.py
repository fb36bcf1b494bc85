"""What consultations add to Wagtail's admin; the screens themselves are in consultation/admin/."""

from consultation.admin import extending  # noqa: F401  (it registers itself)

"""What the consultations add to Wagtail's admin; the screens themselves are in consultation/admin/."""

from consultation.admin import drafts_hooks

__all__ = ["drafts_hooks"]

"""The dated rules of publication, kept by administrators."""

from wagtail.admin.viewsets.model import ModelViewSet

from inspection.models import PublicationRule


class PublicationRuleViewSet(ModelViewSet):
    model = PublicationRule
    icon = "time"
    menu_label = "Thời hạn công khai"
    menu_order = 820
    add_to_admin_menu = True
    list_display = ["publish_within", "shown_for", "legal_basis", "verified", "valid_from", "valid_to"]
    form_fields = [
        "publish_within",
        "shown_for",
        "warn_before",
        "other_form",
        "other_times",
        "other_days",
        "legal_basis",
        "verified",
        "valid_from",
        "valid_to",
    ]

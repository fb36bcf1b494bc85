"""The registers of what law or practice can change: the clock of publication and the groups of violations."""

from wagtail.admin.viewsets.base import ViewSetGroup
from wagtail.admin.viewsets.model import ModelViewSet

from inspection.models import PublicationRule, ViolationGroup
from ministry.registers import InAlphabet


class PublicationRuleViewSet(ModelViewSet):
    model = PublicationRule
    icon = "time"
    menu_label = "Thời hạn công khai"
    list_display = ["publish_within", "shown_for", "legal_basis", "verified", "valid_from", "valid_to"]
    form_fields = ["publish_within", "shown_for", "warn_before", "other_form", "other_times", "other_days"]
    form_fields += ["legal_basis", "verified", "valid_from", "valid_to"]


class ViolationGroupViewSet(ModelViewSet):
    model = ViolationGroup
    index_view_class = InAlphabet
    icon = "list-ul"
    menu_label = "Nhóm vi phạm"
    list_display = ["name", "slug", "valid_from", "valid_to"]
    search_fields = ["name"]
    form_fields = ["name", "slug", "valid_from", "valid_to"]


class InspectionRules(ViewSetGroup):
    menu_label = "Quy tắc thanh tra"
    menu_icon = "list-ul"
    menu_order = 820
    items = (PublicationRuleViewSet, ViolationGroupViewSet)

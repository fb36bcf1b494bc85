"""The register of requirements and recommendations: what describes one is written here, the rest by the verbs."""

from collections.abc import Sequence
from typing import Any

from django.db.models import Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.html import format_html
from django.utils.safestring import SafeString
from wagtail.admin import messages
from wagtail.admin.panels import FieldPanel, FieldRowPanel, ObjectList
from wagtail_modeladmin.views import CreateView, EditView, InspectView

from base.money import grouped
from base.refusals import Refusal
from inspection import permissions, procedure
from inspection.admin.filters import (
    DueMenu,
    RequirementKindMenu,
    StatusMenu,
    UnitOfConclusionMenu,
    YearOfConclusionMenu,
)
from inspection.admin.lists import Register
from inspection.admin.rights import OneWayIn, RequirementRights
from inspection.admin.showing import TEMPLATE, context_of
from inspection.admin.verb_forms import RequirementForm
from inspection.models import ConclusionRequirement

DESCRIBED_BY = [
    FieldPanel("kind"),
    FieldPanel("target"),
    FieldPanel("content"),
    FieldPanel("amount", help_text="Bỏ trống nếu không phải nộp tiền."),
]
WITHHELD = FieldPanel("withheld", help_text="Công chúng chỉ thấy loại và tình trạng của yêu cầu này.")


class Written:
    """A form of the register that is written by the procedure, so that a right is asked and an event kept."""

    def write(self, given: dict[str, Any]) -> ConclusionRequirement:
        raise NotImplementedError

    def form_valid(self: Any, form: RequirementForm) -> HttpResponse:
        try:
            written = self.write(dict(form.cleaned_data))
        except Refusal as refusal:
            form.add_error(None, str(refusal))
            response: HttpResponse = self.form_invalid(form)
            return response
        messages.success(self.request, f"Đã ghi: {written}.")
        return redirect(self.url_helper.get_action_url("inspect", written.pk))


class Adding(Written, CreateView):
    page_title = "Ghi yêu cầu, kiến nghị"

    def get_edit_handler(self) -> Any:
        when = FieldRowPanel([FieldPanel("due_on"), WITHHELD])
        panels = ObjectList([FieldPanel("page"), *DESCRIBED_BY, when], base_form_class=RequirementForm)
        return panels.bind_to_model(self.model)

    def get_initial(self) -> dict[str, Any]:
        page = self.request.GET.get("page", "")
        return {"page": int(page)} if page.isascii() and page.isdigit() and len(page) < 15 else {}

    def write(self, given: dict[str, Any]) -> ConclusionRequirement:
        return procedure.add(given.pop("page"), self.request.user, **given)


class Changing(Written, EditView):
    page_title = "Sửa nội dung"

    def get_edit_handler(self) -> Any:
        return ObjectList([*DESCRIBED_BY, WITHHELD], base_form_class=RequirementForm).bind_to_model(self.model)

    def write(self, given: dict[str, Any]) -> ConclusionRequirement:
        return procedure.edit(ConclusionRequirement.objects.get(pk=self.instance.pk), self.request.user, **given)


class RequirementView(InspectView):
    """A requirement with its history, and the verbs as buttons."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {"view": self, **context_of(self.instance, self.request.user), **kwargs}


class RequirementRegister(Register):
    model = ConclusionRequirement
    base_url_path = "thanh-tra/yeu-cau"
    menu_label = "Yêu cầu, kiến nghị"
    menu_icon = "tasks"
    permission_helper_class = RequirementRights
    button_helper_class = OneWayIn
    create_view_class = Adding
    edit_view_class = Changing
    inspect_view_class = RequirementView
    inspect_template_name = TEMPLATE
    create_template_name = edit_template_name = "inspection/admin/write.html"
    list_display = ("named", "conclusion", "unit", "due", "money", "state")
    list_filter = (DueMenu, StatusMenu, RequirementKindMenu, UnitOfConclusionMenu, YearOfConclusionMenu)
    search_label = "Tìm theo người phải thực hiện, nội dung, số kết luận"
    when_empty = "Chưa ghi yêu cầu, kiến nghị nào cho kết luận của đơn vị ông/bà."
    day = "entered_on"
    export_name = "yeu-cau-kien-nghi"
    export_header = (
        "Kết luận số", "Ngày ký", "Tên kết luận", "Đơn vị phụ trách", "Loại", "Ai phải thực hiện", "Nội dung",
        "Phải nộp (đồng)", "Đã nộp (đồng)", "Hạn", "Quá hạn", "Tình trạng", "Bước theo dõi", "Chưa bắt buộc",
        "Không công khai", "Ngày kết thúc",
    )  # fmt: skip
    export_widths = (16, 12, 50, 24, 24, 32, 60, 18, 18, 12, 10, 20, 20, 14, 14, 14)

    def seen_by(self, user: Any) -> "QuerySet[ConclusionRequirement]":
        return permissions.requirements_seen_by(user, ConclusionRequirement.objects.select_related("page__unit"))

    def found_by(self, word: str) -> Q:
        return Q(target__icontains=word) | Q(content__icontains=word) | Q(page__doc_number__icontains=word)

    def soonest_first(self, params: Any) -> str:
        return "due_on" if params.get(DueMenu.parameter_name) in DueMenu.by_due_day else ""

    def named(self, requirement: ConclusionRequirement) -> str:
        return str(requirement)

    named.short_description = "Yêu cầu, kiến nghị"  # type: ignore[attr-defined]

    def conclusion(self, requirement: ConclusionRequirement) -> str:
        return requirement.page.doc_number

    conclusion.short_description = "Kết luận"  # type: ignore[attr-defined]

    def unit(self, requirement: ConclusionRequirement) -> str:
        return requirement.page.unit.name

    unit.short_description = "Đơn vị"  # type: ignore[attr-defined]

    def due(self, requirement: ConclusionRequirement) -> str | SafeString:
        if requirement.due_on is None:
            return ""
        day = f"{requirement.due_on:%d/%m/%Y}"
        return format_html('{} <strong class="desk-late">quá hạn</strong>', day) if requirement.is_overdue else day

    due.short_description = "Hạn"  # type: ignore[attr-defined]

    def money(self, requirement: ConclusionRequirement) -> str:
        if requirement.amount is None:
            return ""
        return f"{grouped(requirement.amount_done)} / {grouped(requirement.amount)}"

    money.short_description = "Đã nộp / phải nộp (đồng)"  # type: ignore[attr-defined]

    def state(self, requirement: ConclusionRequirement) -> str:
        words = str(requirement.get_status_display())
        if requirement.is_open:
            words += f" · {requirement.get_step_display()}"
        return f"{words} · chưa bắt buộc" if requirement.not_yet_compulsory else words

    state.short_description = "Tình trạng"  # type: ignore[attr-defined]

    def export_row(self, row: ConclusionRequirement) -> Sequence[Any]:
        return (
            row.page.doc_number, row.page.issued_on, row.page.draft_title, row.page.unit.name, row.get_kind_display(),
            row.target, row.content, row.amount, row.amount_done, row.due_on, _yes(row.is_overdue),
            row.get_status_display(), row.get_step_display(), _yes(row.not_yet_compulsory), _yes(row.withheld),
            row.closed_on,
        )  # fmt: skip


def _yes(value: bool) -> str:
    return "có" if value else ""

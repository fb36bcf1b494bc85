"""The register of conclusions: lists, shows and exports; writing goes on in the page editor."""

from collections.abc import Sequence
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Q, QuerySet
from django.utils.html import format_html
from django.utils.safestring import SafeString
from wagtail.models import Page, WorkflowState
from wagtail_modeladmin.views import InspectView

from base.money import grouped
from inspection import permissions, totals
from inspection.admin.filters import ConclusionKindMenu, FieldMenu, PublicationMenu, UnitMenu, YearMenu
from inspection.admin.lists import Register
from inspection.admin.rights import ConclusionRights, OneWayIn
from inspection.models import InspectedEntity, InspectionConclusionPage


def read_workflow_states(pages: list[InspectionConclusionPage]) -> None:
    """Read for all the pages at once where each is in moderation, the way Wagtail's own lists keep it."""
    states = WorkflowState.objects.active().filter(
        base_content_type=ContentType.objects.get_for_model(Page), object_id__in=[str(page.pk) for page in pages]
    )
    of_page: dict[str, list[WorkflowState]] = {}
    for state in states.select_related("current_task_state__task"):
        of_page.setdefault(state.object_id, []).append(state)
    for page in pages:
        page._current_workflow_states = of_page.get(str(page.pk), [])


def publication(page: InspectionConclusionPage) -> str:
    """Return in words whether the public reads the page, and what waits."""
    state = page.current_workflow_state
    waits = ""
    if state and state.status == WorkflowState.STATUS_IN_PROGRESS and state.current_task_state:
        waits = f"chờ bước “{state.current_task_state.task.name}”"
    elif state:
        waits = "bị trả lại để sửa"
    elif page.has_unpublished_changes and page.live:
        waits = "có bản sửa chưa gửi duyệt"
    now = "Đang công khai" if page.live else ("Đã gỡ" if page.first_published_at else "Bản nháp")
    return f"{now}, {waits}" if waits else now


class ConclusionView(InspectView):
    """A conclusion with its requirements, its moderation and what was withheld."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        page: InspectionConclusionPage = self.instance
        user = self.request.user
        # What was never public stands in its last draft alone.
        shown = page if page.live else page.get_latest_revision_as_object()
        requirements = list(page.requirements.order_by("due_on", "pk"))
        return {
            "view": self,
            "page": page,
            "shown": shown,
            "publication": publication(page),
            "progress": totals.progress_of([page.pk], public=False)[page.pk],
            "requirements": requirements,
            "files": [row.document for row in shown.conclusion_files.all()],
            "may_edit": page.permissions_for_user(user).can_edit(),
            "may_add": permissions.may_add(user, page),
            "may_open_original": permissions.may_open_original(user, page),
            **kwargs,
        }


class ConclusionRegister(Register):
    model = InspectionConclusionPage
    base_url_path = "thanh-tra/ket-luan"
    menu_label = "Kết luận"
    menu_icon = "doc-full"
    permission_helper_class = ConclusionRights
    button_helper_class = OneWayIn
    inspect_view_class = ConclusionView
    inspect_template_name = "inspection/admin/conclusion.html"
    list_display = ("doc_number", "titled", "issued_on", "unit", "state", "progress", "money")
    list_filter = (YearMenu, FieldMenu, UnitMenu, ConclusionKindMenu, PublicationMenu)
    search_label = "Tìm theo số, tên kết luận, tên hoặc mã số thuế của đối tượng"
    when_empty = "Chưa có kết luận nào của đơn vị ông/bà."
    day = "issued_on"
    export_name = "ket-luan-thanh-tra"
    export_header = (
        "Số, ký hiệu", "Tên", "Loại", "Ngày ký", "Cơ quan ban hành", "Người ký", "Đơn vị phụ trách", "Lĩnh vực",
        "Hình thức", "Quyết định thanh tra", "Công khai", "Số yêu cầu", "Đã xong", "Quá hạn", "Phải thu (đồng)",
        "Đã thu (đồng)", "Địa chỉ công khai",
    )  # fmt: skip
    export_widths = (16, 60, 18, 12, 24, 22, 24, 24, 16, 18, 24, 10, 10, 10, 18, 18, 40)

    def seen_by(self, user: Any) -> "QuerySet[InspectionConclusionPage]":
        pages = InspectionConclusionPage.objects.select_related("unit", "field")
        return permissions.pages_seen_by(user, pages.defer("summary", "search_description"))

    def found_by(self, word: str) -> Q:
        entities = InspectedEntity.objects.filter(Q(name__icontains=word) | Q(tax_code__istartswith=word))
        own = Q(draft_title__icontains=word) | Q(doc_number__icontains=word)
        return own | Q(pk__in=entities.values("page"))

    def prepare(self, rows: list[InspectionConclusionPage]) -> None:
        read_workflow_states(rows)
        progress = totals.progress_of([page.pk for page in rows], public=False)
        for page in rows:
            page.progress = progress[page.pk]

    def titled(self, page: InspectionConclusionPage) -> str:
        return str(page.get_admin_display_title())

    titled.short_description = "Tên kết luận"  # type: ignore[attr-defined]

    def state(self, page: InspectionConclusionPage) -> str:
        return publication(page)

    state.short_description = "Công khai"  # type: ignore[attr-defined]

    def progress(self, page: Any) -> str | SafeString:
        made: totals.Progress = page.progress
        if not made.requirements:
            return "chưa có yêu cầu"
        late = format_html(' <strong class="desk-late">{} quá hạn</strong>', made.overdue) if made.overdue else ""
        return format_html("{}/{} xong{}", made.done, made.requirements, late)

    progress.short_description = "Thực hiện"  # type: ignore[attr-defined]

    def money(self, page: Any) -> str:
        made: totals.Progress = page.progress
        return f"{grouped(made.recovered)} / {grouped(made.to_recover)}" if made.to_recover else ""

    money.short_description = "Đã thu / phải thu (đồng)"  # type: ignore[attr-defined]

    def export_row(self, page: Any) -> Sequence[Any]:
        made: totals.Progress = page.progress
        decided = (
            f"{page.decision_number} ngày {page.decision_on:%d/%m/%Y}" if page.decision_on else page.decision_number
        )
        return (
            page.doc_number, self.titled(page), page.get_kind_display(), page.issued_on, page.issuing_agency,
            page.signer, page.unit.name, page.field.name, page.get_inspection_form_display(), decided,
            publication(page), made.requirements, made.done, made.overdue, made.to_recover, made.recovered,
            page.address if page.live else "",
        )  # fmt: skip

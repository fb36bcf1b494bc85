"""What the two registers are filtered by; each filter is a menu above the list, its parameter a Vietnamese word."""

import datetime
from typing import Any

from django.contrib.admin import SimpleListFilter
from django.contrib.contenttypes.models import ContentType
from django.db.models import BigIntegerField, QuerySet
from django.db.models.functions import Cast
from django.http import HttpRequest
from wagtail.models import Page, WorkflowState

from base.alphabet import alphabetical
from inspection import permissions
from inspection.models import ConclusionKind, InspectionConclusionPage, RequirementKind
from inspection.states import RequirementStatus
from ministry.models import PolicyField, Unit

Choices = list[tuple[str, str]]
EARLIEST = 1945


class Menu(SimpleListFilter):
    """A filter that shows a menu; a value that is none of its choices filters nothing."""

    # The relation from the register's rows to conclusions; empty where the rows are conclusions.
    to_page = ""

    def choices_of(self, user: Any) -> Choices:
        raise NotImplementedError

    def narrow(self, rows: QuerySet[Any], value: str) -> QuerySet[Any]:
        raise NotImplementedError

    def lookups(self, request: HttpRequest, model_admin: Any) -> Choices:
        return self.choices_of(request.user)

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        value = self.value()
        known = {str(key) for key, _ in self.lookup_choices}
        return self.narrow(queryset, value) if value in known else queryset


class YearMenu(Menu):
    title = "Năm ký"
    parameter_name = "nam"

    def choices_of(self, user: Any) -> Choices:
        days = InspectionConclusionPage.objects.order_by("issued_on").values_list("issued_on", flat=True)
        first, last = days.first(), days.last()
        years = range(last.year, max(first.year, EARLIEST) - 1, -1) if first and last else []
        return [(str(year), str(year)) for year in years]

    def narrow(self, rows: QuerySet[Any], value: str) -> QuerySet[Any]:
        days = (datetime.date(int(value), 1, 1), datetime.date(int(value), 12, 31))
        return rows.filter(**{f"{self.to_page}issued_on__range": days})


class FieldMenu(Menu):
    title = "Lĩnh vực"
    parameter_name = "linh-vuc"

    def choices_of(self, user: Any) -> Choices:
        return [(field.slug, field.name) for field in alphabetical(PolicyField.objects.all())]

    def narrow(self, rows: QuerySet[Any], value: str) -> QuerySet[Any]:
        return rows.filter(**{f"{self.to_page}field__slug": value})


class UnitMenu(Menu):
    title = "Đơn vị"
    parameter_name = "don-vi"

    def choices_of(self, user: Any) -> Choices:
        seen = permissions.units_seen_by(user)
        units = Unit.objects.all() if seen is None else Unit.objects.filter(pk__in=seen)
        return [(unit.code, unit.name) for unit in alphabetical(units)]

    def has_output(self) -> bool:
        return len(self.lookup_choices) > 1

    def narrow(self, rows: QuerySet[Any], value: str) -> QuerySet[Any]:
        return rows.filter(**{f"{self.to_page}unit__code": value})


class ConclusionKindMenu(Menu):
    title = "Loại văn bản"
    parameter_name = "loai"

    def choices_of(self, user: Any) -> Choices:
        return list(ConclusionKind.choices)

    def narrow(self, rows: QuerySet[Any], value: str) -> QuerySet[Any]:
        return rows.filter(kind=value)


class PublicationMenu(Menu):
    title = "Công khai"
    parameter_name = "cong-khai"

    def choices_of(self, user: Any) -> Choices:
        return [("roi", "Đang công khai"), ("chua", "Chưa công khai"), ("cho-duyet", "Đang chờ duyệt")]

    def narrow(self, rows: QuerySet[Any], value: str) -> QuerySet[Any]:
        if value != "cho-duyet":
            return rows.filter(live=value == "roi")
        waiting = WorkflowState.objects.filter(
            status=WorkflowState.STATUS_IN_PROGRESS, base_content_type=ContentType.objects.get_for_model(Page)
        )
        return rows.filter(pk__in=waiting.annotate(page_key=Cast("object_id", BigIntegerField())).values("page_key"))


class YearOfConclusionMenu(YearMenu):
    to_page = "page__"


class UnitOfConclusionMenu(UnitMenu):
    to_page = "page__"


class RequirementKindMenu(ConclusionKindMenu):
    title = "Loại yêu cầu"

    def choices_of(self, user: Any) -> Choices:
        return list(RequirementKind.choices)


class StatusMenu(Menu):
    title = "Tình trạng"
    parameter_name = "tinh-trang"

    def choices_of(self, user: Any) -> Choices:
        return list(RequirementStatus.choices)

    def narrow(self, rows: QuerySet[Any], value: str) -> QuerySet[Any]:
        return rows.filter(status=value)


class DueMenu(Menu):
    """What presses; the lists of the overdue and of the due soon begin with the earliest day."""

    title = "Việc cần làm"
    parameter_name = "viec"
    by_due_day = frozenset({"qua-han", "den-han"})

    def choices_of(self, user: Any) -> Choices:
        return [
            ("qua-han", "Quá hạn"),
            ("den-han", "Đến hạn trong 7 ngày"),
            ("cho-xac-nhan", "Đã báo cáo, chờ xác nhận"),
            ("dang-theo-doi", "Đang theo dõi"),
            ("chua-bat-buoc", "Chưa bắt buộc thực hiện"),
        ]

    def narrow(self, rows: Any, value: str) -> Any:
        return {
            "qua-han": rows.overdue,
            "den-han": rows.due_soon,
            "cho-xac-nhan": rows.to_confirm,
            "dang-theo-doi": rows.open,
            "chua-bat-buoc": rows.not_compulsory_yet,
        }[value]()

"""Three reports of the search under “Báo cáo”, each as a page and as XLSX."""

import datetime
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from base import exports
from search import permissions, reports
from search.admin.chart import bars

DAYS = {"7": "7 ngày qua", "30": "30 ngày qua", "": "toàn bộ thời gian còn lưu"}
MONTHS = {"1": "tháng này", "3": "3 tháng", "12": "12 tháng", "": "từ trước đến nay"}


@require_safe
def not_found(request: HttpRequest) -> HttpResponse:
    """Show the queries that found nothing."""
    _readers_only(request)
    period = _chosen(request, DAYS)
    found = reports.not_found(int(period or settings.SEARCH_LOG_DAYS))
    if _wants_file(request):
        rows: list[list[Any]] = [[row.text, row.count, row.while_asking, _day(row.last)] for row in found.rows]
        if found.others:
            rows.append(["(các câu khác, không hiện nội dung)", found.others, None, None])
        header = ["Người dân đã tìm", "Số lần", "Trong đó khi gửi câu hỏi", "Lần gần nhất"]
        return exports.xlsx("tim-khong-thay", "Tìm không thấy", header, rows)
    may_promote = permissions.may_promote(request.user)
    lines = [
        {
            "row": row,
            "promote_url": _add_url("search_promotions", queries=row.text) if may_promote else "",
            "term_url": _add_url("search_dictionary", short=row.text) if may_promote else "",
        }
        for row in found.rows
    ]
    context = {"lines": lines, "others": found.others, "total": found.total, "log_days": settings.SEARCH_LOG_DAYS}
    return _show(request, "not_found", DAYS, period, context)


@require_safe
def not_enough(request: HttpRequest) -> HttpResponse:
    """Show the answers that were read and did not help."""
    _readers_only(request)
    period = _chosen(request, MONTHS)
    answers = reports.not_enough(_since(period))
    if _wants_file(request):
        header = [
            "Câu trả lời",
            "Lĩnh vực",
            "Được hiện",
            "Được mở",
            "Đã giải đáp",
            "Vẫn hỏi",
            "Mở rồi vẫn hỏi",
            "Địa chỉ",
        ]
        names = ("shown", "opened", "solved", "still", "opened_still")
        rows = [[use.title, use.field_name, *(use.counts[name] for name in names), use.url] for use in answers]
        return exports.xlsx("cau-tra-loi-chua-du", "Câu trả lời chưa đủ", header, rows)
    return _show(request, "not_enough", MONTHS, period, {"answers": answers})


@require_safe
def funnel(request: HttpRequest) -> HttpResponse:
    """Show how many found their answer before they asked."""
    _readers_only(request)
    period = _chosen(request, MONTHS)
    figures = reports.funnel(_since(period))
    if _wants_file(request):
        header = [
            "Lĩnh vực",
            "Tháng",
            "Đã hiện câu trả lời",
            "Đã mở",
            "Đã giải đáp",
            "Vẫn hỏi",
            "Rời đi",
            "Giải đáp (%)",
        ]
        names = ("shown", "opened", "solved", "still")
        rows = [
            [row.field_name, f"{row.month:%m/%Y}", *(row.counts[name] for name in names), row.left, row.solved_rate]
            for row in figures.by_field
        ]
        return exports.xlsx("hieu-qua-giai-dap", "Hiệu quả giải đáp", header, rows)
    context = {"figures": figures, "chart": bars(figures.by_month)}
    return _show(request, "funnel", MONTHS, period, context)


def _readers_only(request: HttpRequest) -> None:
    if not permissions.may_see_use(request.user):
        raise PermissionDenied


def _chosen(request: HttpRequest, periods: dict[str, str]) -> str:
    asked = request.GET.get("ky", "")
    return asked if asked in periods else ""


def _since(months: str) -> datetime.date | None:
    """Return the first day of the period of so many months that ends with this one."""
    if not months:
        return None
    today = timezone.localdate()
    before = today.year * 12 + today.month - int(months)
    return datetime.date(before // 12, before % 12 + 1, 1)


def _wants_file(request: HttpRequest) -> bool:
    return request.GET.get("xuat") == "xlsx"


def _day(moment: datetime.datetime) -> datetime.date:
    return timezone.localdate(moment)


def _add_url(viewset: str, **initial: str) -> str:
    try:
        return f"{reverse(f'{viewset}:add')}?{urlencode(initial)}"
    except NoReverseMatch:
        return ""


def _show(
    request: HttpRequest, name: str, periods: dict[str, str], period: str, context: dict[str, Any]
) -> HttpResponse:
    kept = {"ky": period} if period else {}
    context |= {
        "periods": [{"value": value, "label": label, "chosen": value == period} for value, label in periods.items()],
        "period": periods[period],
        "export_url": "?" + urlencode(kept | {"xuat": "xlsx"}),
    }
    return TemplateResponse(request, f"search/admin/{name}.html", context)

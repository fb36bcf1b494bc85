"""The register and its sums as files, for programs and spreadsheets."""

from collections.abc import Iterator

from django.http import HttpRequest, StreamingHttpResponse
from django.views.decorators.http import require_safe

from base.open_files import CSV, JSON, csv_lines, streamed
from inspection import charts, open_data

SUMS_HEADER = ["Theo", "Nhóm", "Số yêu cầu", "Đã xong", "Quá hạn", "Phải thu hồi (đồng)", "Đã thu hồi (đồng)"]


@require_safe
def conclusions_csv(request: HttpRequest) -> StreamingHttpResponse:
    return _file(request, open_data.conclusions_csv(), CSV, "ket-luan-thanh-tra.csv")


@require_safe
def conclusions_json(request: HttpRequest) -> StreamingHttpResponse:
    return _file(request, open_data.conclusions_json(), JSON, "ket-luan-thanh-tra.json")


@require_safe
def figures_csv(request: HttpRequest) -> StreamingHttpResponse:
    """Give the sums by year, field and unit as one table."""
    known = charts.sums()
    rows = (
        [column, row.label, row.requirements, row.done, row.overdue, row.to_recover, row.recovered]
        for by, _, column in charts.SECTIONS
        for row in known[by]
    )
    return _file(request, csv_lines(SUMS_HEADER, rows), CSV, "so-lieu-ket-luan-thanh-tra.csv")


def _file(request: HttpRequest, lines: Iterator[str], content_type: str, name: str) -> StreamingHttpResponse:
    response = streamed(request, lines, content_type, name)
    response["Link"] = f'<{open_data.ABOUT}>; rel="license"'
    return response

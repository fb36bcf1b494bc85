"""Rows of an archive, and the line numbers of what was refused."""

from collections.abc import Callable
from typing import Any

Run = Callable[..., dict[str, Any]]

GOOD = {
    "question": "Nghỉ việc bao lâu thì được nhận trợ cấp thất nghiệp?",
    "details": "Tôi nghỉ việc ở công ty may từ tháng trước.",
    "short_answer": "Sau 20 ngày kể từ ngày nộp hồ sơ.",
    "answer": "Người lao động nộp hồ sơ tại trung tâm dịch vụ việc làm.\nSau 20 ngày có quyết định.",
    "field": "bao-hiem-that-nghiep",
    "unit": "VL",
    "date": "11/8/2023",
    "old_address": "https://bo.test/hoi-dap/chi-tiet.aspx?id=12",
    "key": "12",
}


def row(number: int, **changes: Any) -> dict[str, Any]:
    """A good row unlike any other."""
    own = {"question": f"Câu hỏi số {number}?", "key": f"k{number}", "old_address": f"/cu/{number}.html"}
    return GOOD | own | changes


def refusals(figures: dict[str, Any]) -> dict[int, str]:
    return {one["line"]: one["reason"] for one in figures["refusals"]}

"""Whether a public file gives away what was withheld; said in Vietnamese, with pages, never with the words found."""

import hashlib
from collections.abc import Collection, Iterable
from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied

from base import stored_files
from base.uploads.checking import what_shines_through
from base.uploads.limits import MB, Limits
from base.uploads.redaction import VERSION
from base.uploads.refusals import MESSAGES, Refused
from inspection.models.originals import CheckedPdf

ONLY_PDF = "Chỉ công khai tệp PDF: tệp Word, Excel và ảnh có thể còn giữ phần đã xóa. Xin xuất ra PDF."
LOST = "Không đọc được tệp này trên máy chủ. Xin tải lên lại."
UNSEEN = "unseen"
SAID = {
    "under_box": "dưới ô che vẫn còn chữ, ai cũng chép ra đọc được{pages}",
    "invisible": "có chữ ẩn, không nhìn thấy nhưng chép ra đọc được{pages}",
    "cropped": "có chữ nằm ngoài khung trang, mở rộng khung là đọc được{pages}",
    "redact": "có vùng đánh dấu che nhưng chưa bấm áp dụng{pages}",
    "comment": "còn ghi chú gắn trên trang{pages}",
    "unreadable": "có trang cổng không đọc được nên không kiểm tra được{pages}",
    UNSEEN: "có chữ nhận dạng từ bản chụp mà cổng không đối chiếu được với hình{pages}",
    "layers": "có lớp đang ẩn",
    "history": "còn giữ bản cũ, khác bản đang hiện",
    "left_over": "còn giữ hình, chữ hoặc bản riêng của phần mềm soạn thảo mà trang không dùng nữa",
}
ADVICE = "Xin xóa hẳn chữ ở phần không công khai, xuất lại bằng “Print to PDF”, rồi chọn tệp mới."
# What the machine was too busy for is asked again another time.
PASSING = {"busy", "too_heavy"}


def limits() -> Limits:
    """Return the limits of the look at one public file: a conclusion may have hundreds of scanned pages."""
    return Limits(
        max_bytes=settings.INSPECTION_FILE_MAX_MB * MB,
        cpu_seconds=settings.UPLOAD_CPU_SECONDS * 6,
        memory_bytes=settings.UPLOAD_MEMORY_MB * MB,
        wall_seconds=settings.UPLOAD_CPU_SECONDS * 9,
    )


def checked(document: Any) -> CheckedPdf:
    """Return what is known of a document's content, looking at it if nobody has; OSError when the disk lost it."""
    with document.open_file() as file:
        content = file.read()
    key = {"sha256": hashlib.sha256(content).hexdigest(), "version": VERSION}
    known = CheckedPdf.objects.filter(**key).first()
    if known is not None:
        return known
    try:
        with stored_files.folder_for_checking() as folder:
            (folder / "received").write_bytes(content)
            looked = what_shines_through(folder / "received", folder, limits())
    except Refused as refusal:
        if refusal.code in PASSING:
            return CheckedPdf(**key, found={refusal.code: []})
        looked = {"found": {refusal.code: []}, "told": {}, "pages": 0}
    return CheckedPdf.objects.get_or_create(**key, defaults=looked)[0]


def complaint(document: Any, withheld_pages: Collection[int]) -> str:
    """Return why a document is not for the public, "" when nothing speaks against it.

    Recognised text that cannot be compared with its picture is refused where something was withheld on its page.
    """
    if not document.file.name.lower().endswith(".pdf"):
        return ONLY_PDF
    try:
        found = dict(checked(document).found)
    except OSError:
        return LOST
    if UNSEEN in found:
        found[UNSEEN] = [page for page in found[UNSEEN] if page in withheld_pages]
        if not found[UNSEEN]:
            del found[UNSEEN]
    refused = next((code for code in found if code in MESSAGES), "")
    if refused:
        return stored_files.reason(refused, document.file.name, settings.INSPECTION_FILE_MAX_MB)
    said = [SAID[code].format(pages=_pages(found[code])) for code in SAID if code in found]
    return f"Tệp {'; '.join(said)}. {ADVICE}" if said else ""


def require_clean(page: Any) -> None:
    """Make sure that no public file of a conclusion gives anything away, on whatever road it came here.

    Raises:
        PermissionDenied: one does.
    """
    withheld = {redaction.page_number for redaction in page.redactions.all()}
    for row in page.conclusion_files.all():
        if said := complaint(row.document, withheld):
            raise PermissionDenied(said)


def _pages(numbers: Iterable[int]) -> str:
    """Return the pages as people write them: " (trang 2, 5-7)"."""
    runs: list[list[int]] = []
    for number in sorted(numbers):
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    told = [str(run[0]) if len(run) == 1 else f"{run[0]}-{run[-1]}" for run in runs]
    return f" (trang {', '.join(told)})" if told else ""

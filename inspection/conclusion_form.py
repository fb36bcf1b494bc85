"""The form in which a conclusion is written, and what it must hold before it is sent on for approval."""

from collections.abc import Iterator
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone

from ministry.page_forms import UnitPageForm

NOT_YET_SIGNED = "Ngày ký còn ở tương lai. Xin xem lại ngày ghi trên kết luận."
NEVER_EXPIRES = "Kết luận không tự gỡ theo ngày. Muốn gỡ, xin dùng nút “Gỡ khỏi cổng” và ghi lý do."
NO_ENTITY = "Cần ít nhất một đối tượng thanh tra trước khi gửi duyệt."
NO_SUMMARY = "Cần viết tóm tắt trước khi gửi duyệt."
NO_FILE = "Cần chọn ít nhất một tệp công khai, hoặc ghi lý do chưa có tệp, trước khi gửi duyệt."
NO_PAGE_NUMBER = "Mỗi phần không công khai cần ghi trang số mấy (từ 1) và căn cứ, trước khi gửi duyệt."


class ConclusionPageForm(UnitPageForm):
    """The editing form of a conclusion."""

    anothers_unit = "Ông/bà chỉ soạn kết luận cho đơn vị của mình."

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        issued_on = cleaned.get("issued_on")
        if issued_on and issued_on > timezone.localdate():
            self.add_error("issued_on", ValidationError(NOT_YET_SIGNED))
        if cleaned.get("expire_at"):
            self.add_error("expire_at", ValidationError(NEVER_EXPIRES))
        self._refuse_files_that_give_away()
        if self.sends_on or self.instance.workflow_in_progress:
            self._ask_for_what_is_missing(cleaned)
        return cleaned

    def _refuse_files_that_give_away(self) -> None:
        """Refuse a file as soon as it is chosen: an inspector learns it while the document is still at hand."""
        from inspection.redactions import complaint  # it knows models that know this form

        withheld = {row.get("page_number") or 0 for row in self._rows("redactions")}
        formset = self.formsets.get("conclusion_files")
        for form in formset.forms if formset is not None else ():
            document = form.cleaned_data.get("document") if form.is_valid() else None
            said = complaint(document, withheld) if document and not form.cleaned_data.get("DELETE") else ""
            if said:
                form.add_error("document", ValidationError(said))

    def _ask_for_what_is_missing(self, cleaned: dict[str, Any]) -> None:
        if not (cleaned.get("summary") or "").strip():
            self.add_error("summary", ValidationError(NO_SUMMARY))
        if not any(row.get("name", "").strip() for row in self._rows("entities")):
            self.add_error(None, ValidationError(NO_ENTITY))
        if not any(self._rows("conclusion_files")) and not (cleaned.get("without_file_reason") or "").strip():
            self.add_error("without_file_reason", ValidationError(NO_FILE))
        if not all(row.get("page_number") and row.get("ground") for row in self._rows("redactions")):
            self.add_error(None, ValidationError(NO_PAGE_NUMBER))

    def _rows(self, name: str) -> Iterator[dict[str, Any]]:
        """Yield what was typed in each row of a part of the page, but for rows that are empty or taken away."""
        formset = self.formsets.get(name)
        for form in formset.forms if formset is not None else ():
            form.is_valid()
            if form.cleaned_data and not form.cleaned_data.get("DELETE"):
                yield form.cleaned_data

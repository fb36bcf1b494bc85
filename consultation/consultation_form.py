"""The form in which a consultation is written, and what it must hold before it is sent on for approval."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone

from ministry.page_forms import UnitPageForm

ENDS_BEFORE = "Ngày hết hạn không thể trước ngày bắt đầu."
NO_SUMMARY = "Cần viết tóm tắt trước khi gửi duyệt."
NOTHING_TO_READ = "Cần chọn bản dự thảo, hoặc đính kèm ít nhất một tài liệu của hồ sơ, trước khi gửi duyệt."
ANOTHERS_DOCUMENT = "Bản dự thảo này thuộc một đợt lấy ý kiến khác."
NOT_COMPARED = "Cần xác nhận bảng đối chiếu với bản trước trước khi công bố bản này."


class ConsultationPageForm(UnitPageForm):
    """The editing form of a consultation."""

    anothers_unit = "Ông/bà chỉ soạn trang lấy ý kiến cho đơn vị của mình."

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "document" in self.fields:
            texts = self.instance.documents.order_by("-pk") if self.instance.pk else _none(self)
            self.fields["document"].queryset = texts
            self.fields["document"].label_from_instance = _told

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        starts_on, ends_on = cleaned.get("starts_on"), cleaned.get("ends_on")
        if starts_on and ends_on and ends_on < starts_on:
            self.add_error("ends_on", ValidationError(ENDS_BEFORE))
        if self.sends_on or self.instance.workflow_in_progress:
            self._ask_for_what_is_missing(cleaned)
        return cleaned

    def _ask_for_what_is_missing(self, cleaned: dict[str, Any]) -> None:
        from consultation import opening, versions  # they know models that know this form

        if not (cleaned.get("summary") or "").strip():
            self.add_error("summary", ValidationError(NO_SUMMARY))
        document = cleaned.get("document")
        dossier = self.formsets.get("dossier")
        if document is None and not any(
            form.cleaned_data and not form.cleaned_data.get("DELETE")
            for form in (dossier.forms if dossier is not None and dossier.is_valid() else ())
        ):
            self.add_error("document", ValidationError(NOTHING_TO_READ))
        if document is not None and not versions.may_be_published(document):
            self.add_error("document", ValidationError(NOT_COMPARED))
        if cleaned.get("starts_on") and cleaned.get("ends_on") and not self.errors.keys() & {"starts_on", "ends_on"}:
            said = opening.too_short(
                cleaned["stage"],
                cleaned["document_kind"],
                cleaned.get("shortened", False),
                cleaned["starts_on"],
                cleaned["ends_on"],
                today=timezone.localdate(),
                was_opened=self.instance.first_published_at is not None,
            )
            if said:
                self.add_error("ends_on", ValidationError(said))


def _told(document: Any) -> str:
    """Return how a text is called among the choices: two may have one label."""
    if document.ordinal is not None:
        return f"{document.label} (đã công bố bản {document.ordinal})"
    return f"{document.label} (nhập {timezone.localtime(document.made_at):%H:%M %d/%m/%Y})"


def _none(form: Any) -> Any:
    return form.fields["document"].queryset.none()

"""The form in which an outcome is written, and what must be done before it is sent on for approval."""

from typing import Any

from django.core.exceptions import ValidationError
from wagtail.admin.forms import WagtailAdminPageForm

from ministry.page_forms import SENDS_ON

NO_ANSWERS = "Chưa có nội dung tiếp thu, giải trình nào trong trang này."
UNANSWERED = "Còn {count} góp ý chưa được tiếp thu, giải trình. Bản tổng hợp cuối cùng phải trả lời mọi góp ý."
STILL_OPEN = "Đợt lấy ý kiến chưa hết hạn. Khi còn hạn chỉ trả lời được từng đợt, chưa tổng hợp được."
NOT_COMPARED = "Cần xác nhận bảng đối chiếu của bản dự thảo này với bản trước."


class OutcomePageForm(WagtailAdminPageForm):
    """The editing form of a batch of answers or of an outcome."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "slug" in self.fields:
            self.fields["slug"].required = False

    @property
    def sends_on(self) -> bool:
        """Tell whether the page is handed on to the next person by this very post."""
        return bool(SENDS_ON & self.data.keys())

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean()
        if self.sends_on:
            self._ask_for_what_is_missing(cleaned)
        return cleaned

    def _ask_for_what_is_missing(self, cleaned: dict[str, Any]) -> None:
        from consultation import concluding  # it knows models that know this form

        for said in concluding.obstacles(self.instance, cleaned.get("kind"), cleaned.get("document")):
            self.add_error(None, ValidationError(said))

"""The form in which an outcome is written, and what must be done before it is sent on for approval."""

from typing import Any

from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.html import format_html
from wagtail.admin.forms import WagtailAdminPageForm

from ministry.page_forms import SENDS_ON

NO_ANSWERS = "Chưa có nội dung tiếp thu, giải trình nào trong trang này."
UNANSWERED = "Còn {count} góp ý chưa được tiếp thu, giải trình. Bản tổng hợp cuối cùng phải trả lời mọi góp ý."
STILL_OPEN = "Đợt lấy ý kiến chưa hết hạn. Khi còn hạn chỉ trả lời được từng đợt, chưa tổng hợp được."
NOT_COMPARED = "Cần xác nhận bảng đối chiếu của bản dự thảo này với bản trước."
BATCH_IN_REVIEW = "Trang “{title}” đang chờ duyệt. Cần duyệt xong hoặc rút về trước khi gửi bản tổng hợp."
NOT_MODERATED = "Còn {count} góp ý chưa kiểm duyệt. Trong bản tổng hợp, người dân chưa đọc được các góp ý đó."
NO_CONSULTED = "Cần ghi số cơ quan, tổ chức, cá nhân đã gửi xin ý kiến (ghi 0 nếu chỉ đăng trên cổng)."


class OutcomePageForm(WagtailAdminPageForm):
    """The editing form of a batch of answers or of an outcome."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "slug" in self.fields:
            self.fields["slug"].required = False
        if "kind" in self.fields and self.instance.pk:
            self.fields["kind"].disabled = True  # answers were put into it as what it is
        if "document" in self.fields:
            texts = self.fields["document"].queryset
            above = self.parent_page or (self.instance.pk and self.instance.get_parent())
            self.fields["document"].queryset = texts.filter(consultation=above.pk) if above else texts.none()

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
        from consultation.models import OutcomeKind

        above = (self.parent_page or self.instance.get_parent()).specific
        kind = cleaned.get("kind")
        for said in concluding.obstacles(self.instance, kind, cleaned.get("document"), above):
            self.add_error(None, ValidationError(_with_link(said, above)))
        if kind != OutcomeKind.OUTCOME:
            return
        if cleaned.get("consulted") is None:
            self.add_error("consulted", ValidationError(NO_CONSULTED))
        if count := concluding.not_moderated(above).count():
            self.add_error(None, ValidationError(_with_link(NOT_MODERATED.format(count=count), above)))


def _with_link(said: str, consultation: Any) -> str:
    desk = reverse("receptions:comments", args=[consultation.pk])
    return format_html('{} <a href="{}">Mở phần Tiếp thu, giải trình</a>', said, desk)

"""The forms of following up: one for each verb, and what describes a requirement."""

from typing import Any

from django import forms
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.widgets import AdminDateInput

from inspection import permissions
from inspection.models import ConclusionRequirement
from inspection.states import FollowUpVerb


class VerbForm(forms.Form):
    """What an officer gives with a verb; `cleaned_data` is what the procedure takes."""

    def __init__(self, *args: Any, requirement: ConclusionRequirement, **kwargs: Any) -> None:
        self.requirement = requirement
        super().__init__(*args, **kwargs)


def _note(label: str, *, required: bool = True) -> forms.CharField:
    return forms.CharField(label=label, widget=forms.Textarea(attrs={"rows": 4}), required=required, max_length=5000)


class ProofForm(VerbForm):
    """The paper that shows it. It stays with the staff: the public reads none of it."""

    evidence = forms.CharField(
        label="Văn bản, chứng từ",
        help_text="Số, ngày của văn bản. Ví dụ: Giấy nộp tiền số 12 ngày 03/07/2026",
        max_length=300,
        required=False,
    )
    evidence_url = forms.URLField(
        label="Địa chỉ bản số hóa (nếu có)",
        help_text="Trên hệ thống quản lý văn bản của Bộ, bắt đầu bằng https://",
        max_length=500,
        required=False,
        assume_scheme="https",
    )

    def clean_evidence_url(self) -> str:
        url: str = self.cleaned_data["evidence_url"]
        if url and not url.startswith(("https://", "http://")):
            raise forms.ValidationError("Địa chỉ phải bắt đầu bằng https://")
        return url


class UrgeForm(ProofForm):
    note = _note("Đã đôn đốc bằng cách nào")
    field_order = ["note"]


class CheckForm(ProofForm):
    note = _note("Kiểm tra thấy gì")
    field_order = ["note"]


class ReportForm(ProofForm):
    note = _note("Đã thực hiện được gì", required=False)
    amount = forms.IntegerField(
        label="Số tiền thu thêm lần này (đồng)", help_text="Chỉ ghi số mới thu, không cộng dồn.", required=False
    )
    field_order = ["note", "amount"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.requirement.amount is None:
            del self.fields["amount"]


class CorrectForm(VerbForm):
    amount_done = forms.IntegerField(label="Tổng số đã thu, sửa thành (đồng)")
    note = _note("Lý do sửa")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["amount_done"].initial = self.requirement.amount_done


class DoneForm(ProofForm):
    note = _note("Ghi chú", required=False)
    field_order = ["note"]


class CannotDoForm(ProofForm):
    note = _note("Vì sao không thể thực hiện")
    field_order = ["note"]


class PostponeForm(VerbForm):
    due_on = forms.DateField(label="Hạn mới", widget=AdminDateInput())
    note = _note("Lý do gia hạn")


class ReasonForm(VerbForm):
    note = _note("Lý do")


VERB_FORMS: dict[FollowUpVerb, type[VerbForm]] = {
    FollowUpVerb.REPORT: ReportForm,
    FollowUpVerb.URGE: UrgeForm,
    FollowUpVerb.CHECK: CheckForm,
    FollowUpVerb.MARK_DONE: DoneForm,
    FollowUpVerb.POSTPONE: PostponeForm,
    FollowUpVerb.SUSPEND: ReasonForm,
    FollowUpVerb.RESUME: ReasonForm,
    FollowUpVerb.CORRECT: CorrectForm,
    FollowUpVerb.MARK_CANNOT_DO: CannotDoForm,
    FollowUpVerb.REOPEN: ReasonForm,
}


class RequirementForm(WagtailAdminModelForm):
    """What describes a requirement; the register's panels name its fields, the procedure writes it."""

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        page = cleaned.get("page")
        if page and not permissions.may_add(self.for_user, page):
            self.add_error("page", "Ông/bà không theo dõi kết luận này: nó thuộc đơn vị khác.")
        return cleaned

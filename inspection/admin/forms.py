"""The forms of the screens beside a conclusion."""

from typing import Any

from django import forms
from django.core.validators import URLValidator
from django.utils import timezone
from wagtail.admin.widgets import AdminDateInput

from base.forms import NOT_A_DAY, LineField, TextField
from base.uploads.kinds import ACCEPT
from inspection.models import InspectionConclusionPage, PublicationForm


class WithdrawForm(forms.Form):
    """Why a conclusion is taken down; before the end of its term also on which ground."""

    use_required_attribute = False

    reason = TextField(
        label="Lý do gỡ (ai cũng đọc được)",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": "Cần ghi lý do gỡ; lý do này được công khai."},
    )
    ground = LineField(
        label="Căn cứ pháp lý (ai cũng đọc được)",
        required=False,
        max_length=300,
        help_text="Ví dụ: Quyết định số 12/QĐ-TTr ngày 5/6/2026 về việc đính chính kết luận.",
    )
    title_withheld = forms.BooleanField(
        label="Không nêu tên kết luận ở trang báo đã gỡ",
        required=False,
        help_text="Chọn khi chính tên kết luận có điều không được công khai.",
    )

    def __init__(self, *args: Any, early: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["ground"].required = early
        self.fields["ground"].error_messages["required"] = (
            "Kết luận chưa hiện đủ thời hạn, nên cần ghi căn cứ pháp lý của việc gỡ."
        )


class OtherPublicationForm(forms.Form):
    """One more form in which the conclusion was made public, and its proof."""

    use_required_attribute = False

    form = forms.ChoiceField(label="Hình thức", choices=PublicationForm.choices)
    place = LineField(
        label="Ở đâu",
        max_length=250,
        help_text="Nơi họp, tên báo, tên đài, hoặc trụ sở nơi niêm yết.",
        error_messages={"required": "Cần ghi nơi công bố, tên báo hoặc đài."},
    )
    from_on = forms.DateField(
        label="Từ ngày",
        widget=AdminDateInput(),
        error_messages={"required": "Cần ghi ngày bắt đầu.", "invalid": NOT_A_DAY},
    )
    to_on = forms.DateField(
        label="Đến ngày",
        required=False,
        widget=AdminDateInput(),
        help_text="Để trống nếu còn đang đăng, đang niêm yết.",
        error_messages={"invalid": NOT_A_DAY},
    )
    times = forms.IntegerField(label="Số lần, số báo", min_value=1, max_value=1000, initial=1)
    url = LineField(
        label="Địa chỉ bài đăng trên mạng", required=False, max_length=500, validators=[URLValidator(["https", "http"])]
    )
    proof = forms.FileField(
        label="Tệp bằng chứng",
        required=False,
        help_text="Biên bản, ảnh chụp, trang báo. Chỉ thanh tra viên và lãnh đạo đơn vị mở được.",
        widget=forms.ClearableFileInput(attrs={"accept": ACCEPT}),
        error_messages={"empty": "Tệp trống, bên trong không có gì."},
    )

    def __init__(self, *args: Any, page: InspectionConclusionPage, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.page = page

    def clean_from_on(self) -> Any:
        day = self.cleaned_data["from_on"]
        if day < self.page.issued_on:
            raise forms.ValidationError(f"Kết luận ký ngày {self.page.issued_on:%d/%m/%Y}, không công khai trước được.")
        if day > timezone.localdate():
            raise forms.ValidationError("Ngày này chưa tới. Xin ghi khi đã công khai.")
        return day

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        start, end = cleaned.get("from_on"), cleaned.get("to_on")
        if start and end and end < start:
            self.add_error("to_on", forms.ValidationError("Ngày kết thúc trước ngày bắt đầu."))
        return cleaned


class OriginalForm(forms.Form):
    """The full text of a conclusion, for the unit's eyes only."""

    use_required_attribute = False

    original = forms.FileField(
        label="Tệp bản gốc",
        help_text="Toàn văn, chưa che phần nào.",
        widget=forms.ClearableFileInput(attrs={"accept": ACCEPT}),
        error_messages={"required": "Xin chọn tệp.", "empty": "Tệp trống, bên trong không có gì."},
    )

"""The stages of asking, each a form (domain.md, A.3)."""

from typing import Any

from django import forms

from base.contact_fields import PhoneField, TaxCodeField
from base.forms import EmailField, LineField, NamedChoiceField, PublicForm, TextField
from casework.models import SenderType
from ministry.models import PolicyField, Province


class QuestionForm(PublicForm):
    title = LineField(
        label="Ông/bà muốn hỏi về việc gì?",
        help_text="Viết trong một câu, ví dụ: Nghỉ việc bao lâu thì được nhận trợ cấp thất nghiệp?",
        min_length=8,
        max_length=200,
    )
    content = TextField(
        label="Xin kể rõ hơn",
        help_text="Đang làm ở đâu, từ bao giờ, vướng ở chỗ nào. Viết tiếng Việt, có dấu hay không dấu đều được.",
        widget=forms.Textarea(attrs={"rows": 8}),
        min_length=15,
        max_length=10_000,
    )
    policy_field = NamedChoiceField(
        label="Lĩnh vực (nếu biết)",
        queryset=PolicyField.objects.none(),
        to_field_name="slug",
        required=False,
        empty_label="Tôi không rõ",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["policy_field"].queryset = PolicyField.objects.current()  # type: ignore[attr-defined]


# What a browser may fill in by itself (WCAG 1.3.5).
AUTOCOMPLETE = {
    "sender_name": "name",
    "phone": "tel",
    "email": "email",
    "address_detail": "street-address",
    "org_name": "organization",
}
ENTERPRISE_FIELDS = ("org_name", "tax_code", "representative_name", "representative_title")


class DetailsForm(PublicForm):
    sender_type = forms.ChoiceField(
        label="Ông/bà gửi với tư cách",
        choices=[(kind.value, kind.label) for kind in (SenderType.INDIVIDUAL, SenderType.ENTERPRISE)],
        widget=forms.RadioSelect,
        initial=SenderType.INDIVIDUAL,
    )
    sender_name = LineField(label="Họ và tên", max_length=150)
    phone = PhoneField(label="Số điện thoại", required=False, max_length=30)
    email = EmailField(
        label="Thư điện tử",
        required=False,
        max_length=254,
    )
    province = NamedChoiceField(
        label="Tỉnh, thành phố", queryset=Province.objects.none(), to_field_name="code", empty_label="Xin chọn"
    )
    ward = LineField(label="Xã, phường", required=False, max_length=120)
    address_detail = LineField(label="Số nhà, đường, thôn", required=False, max_length=250)
    org_name = LineField(label="Tên doanh nghiệp", required=False, max_length=250)
    tax_code = TaxCodeField(label="Mã số thuế", required=False, max_length=20)
    representative_name = LineField(label="Người đại diện", required=False, max_length=150)
    representative_title = LineField(label="Chức vụ", required=False, max_length=120)
    consent = forms.BooleanField(label="Tôi đã đọc và đồng ý")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["province"].queryset = Province.objects.current()  # type: ignore[attr-defined]
        self.fields["email"].error_messages["invalid"] = "Địa chỉ thư chưa đúng. Ví dụ đúng: ten@example.vn"
        self.fields["consent"].error_messages["required"] = "Cần đánh dấu đồng ý thì Bộ mới được xử lý câu hỏi."
        for name, purpose in AUTOCOMPLETE.items():
            self.fields[name].widget.attrs["autocomplete"] = purpose
        self.order_fields(["sender_type", "sender_name", "phone", "email", "province"])

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not cleaned.get("phone") and not cleaned.get("email") and not {"phone", "email"} & self.errors.keys():
            self.add_error("phone", "Xin cho ít nhất một cách liên lạc: số điện thoại hoặc thư điện tử.")
        if cleaned.get("sender_type") == SenderType.INDIVIDUAL:
            # Hidden from a person who asks for oneself: what is left in these boxes is neither judged nor kept.
            for name in ENTERPRISE_FIELDS:
                self.errors.pop(name, None)
                cleaned[name] = ""
        elif cleaned.get("sender_type") and not cleaned.get("org_name") and "org_name" not in self.errors:
            self.add_error("org_name", "Xin ghi tên doanh nghiệp.")
        return cleaned

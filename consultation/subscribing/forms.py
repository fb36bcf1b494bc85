"""The two steps of asking for letters: who and about what, then the picture."""

from typing import Any

from django import forms

from base.captcha import OneUseCaptchaField
from base.forms import EmailField, NamedMultipleChoiceField, PublicForm
from ministry.models import PolicyField


class SubscribeForm(PublicForm):
    """An address, and the fields to hear of; none: all."""

    email = EmailField(
        label="Thư điện tử",
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    fields_wanted = NamedMultipleChoiceField(
        label="Lĩnh vực muốn nhận tin",
        help_text="Không chọn lĩnh vực nào: nhận tin về mọi dự thảo.",
        queryset=PolicyField.objects.none(),
        to_field_name="slug",
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["fields_wanted"].queryset = PolicyField.objects.current()  # type: ignore[attr-defined]
        self.fields["email"].error_messages["invalid"] = "Địa chỉ thư chưa đúng. Ví dụ đúng: ten@example.vn"

    def clean_email(self) -> str:
        return str(self.cleaned_data["email"]).lower()


class SubscribeCheckForm(SubscribeForm):
    """The same once more, out of sight, and the picture with letters."""

    captcha = OneUseCaptchaField(label="Nhập các ký tự trong hình")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["email"].widget = forms.HiddenInput()
        self.fields["fields_wanted"].widget = forms.MultipleHiddenInput()

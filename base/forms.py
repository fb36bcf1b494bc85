"""What every form for the public has in common: kind errors in Vietnamese, nothing typed is lost, robots are slowed."""

from typing import Any

from django import forms

ERRORS = {
    "required": "Mục này cần được điền.",
    "max_length": "Mục này dài quá %(limit_value)d ký tự (hiện có %(show_value)d).",
    "min_length": "Mục này cần ít nhất %(limit_value)d ký tự (hiện có %(show_value)d).",
    "invalid": "Mục này chưa đúng dạng.",
    "invalid_choice": "Xin chọn một mục trong danh sách.",
}


class PublicForm(forms.Form):
    """A form that anybody may send. `website` is a trap: people do not see it, robots fill it in."""

    website = forms.CharField(required=False, widget=forms.HiddenInput, max_length=200)
    use_required_attribute = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            for code in field.error_messages.keys() & ERRORS.keys():
                field.error_messages[code] = ERRORS[code]
            for validator in field.validators:
                code = getattr(validator, "code", "")
                if code in ("max_length", "min_length"):
                    validator.message = ERRORS[code]  # type: ignore[union-attr]

    def clean_website(self) -> str:
        if self.cleaned_data["website"]:
            raise forms.ValidationError("Biểu mẫu chưa gửi được. Xin tải lại trang và thử lại.")
        return ""

"""Boxes for telephone numbers and tax codes, as people type them."""

import re
from typing import Any

from django import forms

from base.forms import LineField


class TelephoneInput(forms.TextInput):
    input_type = "tel"


class PhoneField(LineField):
    """A telephone number in any form, kept as its digits."""

    widget = TelephoneInput

    def clean(self, value: Any) -> str:
        digits = re.sub(r"[\s.\-()]", "", super().clean(value))
        if digits and not re.fullmatch(r"\+?[0-9]{8,15}", digits):
            raise forms.ValidationError("Số điện thoại chỉ gồm chữ số, từ 8 đến 15 số. Ví dụ: 0912 345 678")
        return digits


class TaxCodeField(LineField):
    """The tax code of an enterprise, of its branch, or of a person."""

    def clean(self, value: Any) -> str:
        code = re.sub(r"\s", "", super().clean(value))
        if code and not re.fullmatch(r"[0-9]{10}(-?[0-9]{3})?|[0-9]{12}", code):
            raise forms.ValidationError("Mã số thuế gồm 10, 12 hoặc 13 chữ số.")
        return code

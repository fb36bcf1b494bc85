"""The forms of the desk: why a comment is hidden, and where a contribution on paper comes from."""

import datetime
from typing import Any

from django import forms
from django.utils import timezone

from base.forms import LineField, TextField
from consultation.contributing.fields import PersonForm
from consultation.models import Channel, HideReason
from consultation.procedure.keying_in import LATER_THAN_TODAY, NO_PROVENANCE


class HideForm(forms.Form):
    """The reason, which is counted in public, and words for the contributor."""

    use_required_attribute = False

    reason = forms.ChoiceField(
        label="Lý do không công khai",
        choices=[("", "Xin chọn"), *HideReason.choices],
        error_messages={"required": "Cần chọn lý do."},
    )
    note = TextField(
        label="Viết thêm cho người góp ý",
        required=False,
        max_length=2_000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class KeyInForm(PersonForm):
    """Where a contribution comes from, and who contributed; what is said is in the boxes (WhatForm)."""

    channel = forms.ChoiceField(
        label="Đến bằng",
        choices=[choice for choice in Channel.choices if choice[0] != Channel.PORTAL],
    )
    provenance = LineField(
        label="Nguồn",
        help_text="Số văn bản, ngày, nơi gửi; hoặc tên hội nghị và số trang biên bản. Ghi đủ để tìm lại bản gốc.",
        max_length=300,
    )
    received_on = forms.DateField(label="Ngày nhận", widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["received_on"].initial = timezone.localdate
        self.fields["province"].required = False
        self.fields["contributor_type"].label = "Chủ thể góp ý"
        self.fields["name"].label = "Người góp ý, người ký"
        self.fields["show_name"].label = "Người góp ý đồng ý cho hiện họ tên"
        self.fields["provenance"].error_messages["required"] = NO_PROVENANCE
        self.order_fields(["channel", "provenance", "received_on"])

    def clean_received_on(self) -> datetime.date:
        day: datetime.date = self.cleaned_data["received_on"]
        if day > timezone.localdate():
            raise forms.ValidationError(LATER_THAN_TODAY)
        return day

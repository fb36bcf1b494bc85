"""The forms of the desk (one for each verb that asks something) and of following a case."""

from typing import Any

from django import forms
from django.contrib.auth import get_user_model
from django.utils import timezone

from base.captcha import OneUseCaptchaField
from base.forms import LineField, NamedChoiceField, PublicForm, TextField
from casework import codes, contacts
from casework.models import Case, CaseKind, RejectReason, TransferBody
from casework.states import Verb
from ministry.models import PolicyField, Post, Role, Unit


class FollowForm(PublicForm):
    number = LineField(label="Mã số hồ sơ", help_text="Ví dụ: 2026-000123", max_length=40)
    secret = LineField(
        label="Mã bí mật", help_text="Mười hai chữ và số ghi trên giấy biên nhận hoặc trong thư.", max_length=60
    )


class LostSecretForm(PublicForm):
    """What the sender still knows; whether it belongs to a case is never told."""

    codes_of = codes.CASES
    number = LineField(label="Mã số hồ sơ", help_text="Ví dụ: 2026-000123", max_length=40)
    contact = LineField(
        label="Thư điện tử hoặc số điện thoại đã ghi khi gửi câu hỏi",
        max_length=254,
        widget=forms.TextInput(attrs={"autocomplete": "email"}),
    )

    def clean_number(self) -> str:
        number = self.codes_of.normalise_number(self.cleaned_data["number"])
        if not number:
            raise forms.ValidationError("Mã số gồm năm và sáu chữ số, ví dụ: 2026-000123")
        return number

    def clean_contact(self) -> str:
        contact = contacts.normalise(self.cleaned_data["contact"])
        if not contact:
            raise forms.ValidationError("Ghi thư điện tử như ten@example.vn, hoặc số điện thoại từ 8 đến 15 chữ số.")
        return contact


class LostSecretCheckForm(LostSecretForm):
    """The same once more, out of sight, and the picture with letters."""

    captcha = OneUseCaptchaField(label="Nhập các ký tự trong hình")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("number", "contact"):
            self.fields[name].widget = forms.HiddenInput()


class SupplementForm(PublicForm):
    supplement = TextField(
        label="Nội dung bổ sung", widget=forms.Textarea(attrs={"rows": 6}), min_length=5, max_length=10_000
    )


class VerbForm(forms.Form):
    """What an officer gives with a verb; `arguments` is what the procedure takes."""

    def __init__(self, *args: Any, case: Case, **kwargs: Any) -> None:
        self.case = case
        super().__init__(*args, **kwargs)

    def arguments(self) -> dict[str, Any]:
        return dict(self.cleaned_data)


def _note(label: str, *, required: bool) -> forms.CharField:
    return forms.CharField(label=label, widget=forms.Textarea(attrs={"rows": 4}), required=required, max_length=5000)


class ClassifyForm(VerbForm):
    kind = forms.ChoiceField(label="Loại", choices=CaseKind.choices)
    policy_field = NamedChoiceField(label="Lĩnh vực", queryset=PolicyField.objects.none())

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].initial = self.case.kind
        self.fields["policy_field"].initial = self.case.policy_field_id
        self.fields["policy_field"].queryset = PolicyField.objects.current()  # type: ignore[attr-defined]


class RejectForm(VerbForm):
    reason = forms.ChoiceField(label="Lý do", choices=RejectReason.choices)
    note = _note("Viết cho người gửi", required=True)


class TransferForm(VerbForm):
    body = NamedChoiceField(label="Cơ quan", queryset=TransferBody.objects.none())
    note = _note("Viết cho người gửi", required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["body"].queryset = TransferBody.objects.current()  # type: ignore[attr-defined]


class SupplementRequestForm(VerbForm):
    note = _note("Cần người gửi bổ sung điều gì", required=True)


class SupplementOnBehalfForm(VerbForm):
    content = forms.CharField(
        label="Người gửi bổ sung (qua điện thoại, gặp trực tiếp)",
        widget=forms.Textarea(attrs={"rows": 6}),
        min_length=5,
        max_length=10_000,
    )


class DispatchForm(VerbForm):
    unit = NamedChoiceField(label="Đơn vị chủ trì", queryset=Unit.objects.none())
    note = _note("Ghi chú cho đơn vị", required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.case.policy_field
        lead = field.lead_unit_on(timezone.localdate()) if field else None
        self.fields["unit"].queryset = Unit.objects.current()  # type: ignore[attr-defined]
        self.fields["unit"].initial = lead.pk if lead else None


class AssignForm(VerbForm):
    handler = forms.ModelChoiceField(label="Chuyên viên", queryset=get_user_model()._default_manager.none())
    note = _note("Ghi chú cho chuyên viên", required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        holders = Post.objects.current().filter(role=Role.HANDLER, unit=self.case.unit).values("user")
        officers = get_user_model()._default_manager.filter(pk__in=holders, is_active=True)
        self.fields["handler"].queryset = officers  # type: ignore[attr-defined]


class ReasonForm(VerbForm):
    note = _note("Lý do", required=True)


class ChangeSecretForm(VerbForm):
    note = _note("Lý do đổi mã, và đã xác minh người gửi bằng cách nào", required=True)


VERB_FORMS: dict[Verb, type[VerbForm]] = {
    Verb.RECEIVE: ClassifyForm,
    Verb.CLASSIFY: ClassifyForm,
    Verb.REJECT: RejectForm,
    Verb.TRANSFER: TransferForm,
    Verb.REQUEST_SUPPLEMENT: SupplementRequestForm,
    Verb.SUPPLEMENT: SupplementOnBehalfForm,
    Verb.DISPATCH: DispatchForm,
    Verb.ASSIGN: AssignForm,
    Verb.RETURN_CASE: ReasonForm,
    Verb.REOPEN: ReasonForm,
    Verb.CHANGE_SECRET: ChangeSecretForm,
}

"""Boxes that several forms of comments have: people's words, who they are, a provision of the draft."""

import uuid
from typing import Any

from django import forms

from base.contact_fields import PhoneField, TaxCodeField
from base.forms import EmailField, LineField, NamedChoiceField, PublicForm, TextField
from casework.models import SenderType
from consultation.models import ConsultationQuestion
from consultation.procedure import Choice, GivenComment, Person
from ministry.models import Province

LONGEST_COMMENT = 10_000
# What a browser may fill in by itself (WCAG 1.3.5).
AUTOCOMPLETE = {"name": "name", "phone": "tel", "email": "email", "org_name": "organization"}
ORGANISATION_FIELDS = ("org_name", "tax_code", "representative_title", "signatories")
ELSEWHERE = frozenset({"contributor_type", "website"})
NO_ANSWER = "Tôi không trả lời câu này"
NO_ORGANISATION = "Xin ghi tên doanh nghiệp, tổ chức hoặc cơ quan."


def comment_field(label: str, *, rows: int = 5, required: bool = False, **attributes: str) -> TextField:
    """Return a box for a comment, in plain text."""
    return TextField(
        label=label,
        required=required,
        min_length=3,
        max_length=LONGEST_COMMENT,
        widget=forms.Textarea(attrs={"rows": rows, **attributes}),
    )


def question_name(key: uuid.UUID) -> str:
    return f"question_{key.hex}"


def question_field(question: ConsultationQuestion) -> forms.Field:
    """Return the field of a drafter's question: its choices, or a box for own words."""
    if not question.options:
        return comment_field(question.text, rows=4)
    chosen = [("", NO_ANSWER), *((option, option) for option in question.options)]
    return forms.ChoiceField(label=question.text, required=False, choices=chosen, widget=forms.RadioSelect)


def answers(cleaned: dict[str, Any], questions: list[ConsultationQuestion]) -> tuple[list[GivenComment], list[Choice]]:
    """Return what was answered in own words, and what was chosen."""
    words, choices = [], []
    for question in questions:
        given = cleaned.get(question_name(question.key)) or ""
        if given and question.options:
            choices.append(Choice(question, given))
        elif given:
            words.append(GivenComment(given, question=question))
    return words, choices


class PersonForm(PublicForm):
    """Who contributes; a private person is asked for little, an organisation for whose voice it is."""

    contributor_type = forms.ChoiceField(
        label="Ông/bà góp ý với tư cách",
        choices=SenderType.choices,
        widget=forms.RadioSelect,
        initial=SenderType.INDIVIDUAL,
    )
    name = LineField(label="Họ và tên", max_length=150)
    province = NamedChoiceField(
        label="Tỉnh, thành phố", queryset=Province.objects.none(), to_field_name="code", empty_label="Xin chọn"
    )
    show_name = forms.BooleanField(
        label="Cho hiện họ tên tôi cạnh góp ý",
        help_text="Không đánh dấu: mọi người chỉ đọc thấy “Một người dân” và tên tỉnh, thành phố.",
        required=False,
    )
    org_name = LineField(label="Tên doanh nghiệp, tổ chức, cơ quan", required=False, max_length=250)
    tax_code = TaxCodeField(label="Mã số thuế (nếu có)", required=False, max_length=20)
    representative_title = LineField(label="Chức vụ của người gửi", required=False, max_length=120)
    signatories = TextField(
        label="Những người cùng ký",
        help_text="Mỗi người một dòng. Chỉ cán bộ xem được.",
        required=False,
        max_length=5_000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    email = EmailField(label="Thư điện tử", required=False, max_length=254)
    phone = PhoneField(label="Số điện thoại", required=False, max_length=30)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["province"].queryset = Province.objects.current()  # type: ignore[attr-defined]
        self.fields["email"].error_messages["invalid"] = "Địa chỉ thư chưa đúng. Ví dụ đúng: ten@example.vn"
        for name, purpose in AUTOCOMPLETE.items():
            self.fields[name].widget.attrs["autocomplete"] = purpose

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("contributor_type") == SenderType.INDIVIDUAL:
            # Hidden from a person who speaks for oneself: what is left in these boxes is neither judged nor kept.
            for name in ORGANISATION_FIELDS:
                self.errors.pop(name, None)
                cleaned[name] = ""
        else:
            cleaned["show_name"] = False
            if cleaned.get("contributor_type") and not cleaned.get("org_name") and "org_name" not in self.errors:
                self.add_error("org_name", NO_ORGANISATION)
        return cleaned

    def person(self) -> Person:
        """Return who it is, as a valid form says."""
        given = {name: self.cleaned_data[name] for name in PersonForm.base_fields if name not in ELSEWHERE}
        return Person(kind=self.cleaned_data["contributor_type"], **given)

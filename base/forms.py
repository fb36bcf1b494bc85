"""What every form for the public has in common: kind errors in Vietnamese, nothing typed is lost, robots are slowed."""

import re
from collections.abc import Iterator
from typing import Any

from django import forms
from django.core.validators import BaseValidator
from django.forms.models import ModelChoiceIterator

from base.alphabet import vietnamese_key
from base.fill_time import FillTimeField

ERRORS = {
    "required": "Mục này cần được điền.",
    "max_length": "Mục này dài quá %(limit_value)d ký tự (hiện có %(show_value)d).",
    "min_length": "Mục này cần ít nhất %(limit_value)d ký tự (hiện có %(show_value)d).",
    "invalid": "Mục này chưa đúng dạng.",
    "invalid_choice": "Xin chọn một mục trong danh sách.",
}
# No box takes more characters; what is longer is refused, and not kept to be shown again either.
LONGEST = 12_000
NOT_A_DAY = "Ngày chưa đúng. Xin viết ngày trước, tháng sau. Ví dụ: 31/12/2026"
# Nobody types these: control characters (but tab and line end), the marks that turn the direction of a text round, and
# the spaces without width that come with what is pasted.
_UNTYPED = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]")
# What a browser puts in the place of half a character (a lone surrogate); nobody can tell what stood there.
BROKEN_CHARACTER = "\ufffd"
BROKEN = "Mục này có ký tự bị hỏng, hiện thành “�”. Xin ông/bà xóa dấu đó rồi gõ lại chữ."
LEFT_OUT = "Mục này có ký tự hệ thống không đọc được; ký tự đó đã được bỏ đi. Xin ông/bà đọc lại rồi bấm gửi lần nữa."


class TextField(forms.CharField):
    """Plain text as people type it; what no keyboard gives is dropped, since feeds, tables and letters choke on it."""

    def to_python(self, value: Any) -> Any:
        return super().to_python(_UNTYPED.sub("", value) if isinstance(value, str) else value)

    def validate(self, value: Any) -> None:
        super().validate(value)
        if BROKEN_CHARACTER in (value or ""):
            raise forms.ValidationError(BROKEN, code="broken")


class LineField(TextField):
    """Plain text on one line."""

    def to_python(self, value: Any) -> Any:
        return " ".join(str(super().to_python(value) or "").split())


class EmailField(TextField, forms.EmailField):
    """An e-mail address, without the unseen marks that are pasted along with one."""


class _InAlphabet(ModelChoiceIterator):
    def __iter__(self) -> Iterator[Any]:
        choices = super().__iter__()
        if self.field.empty_label is not None:
            yield next(choices)
        yield from sorted(choices, key=lambda choice: vietnamese_key(str(choice[1])))


class NamedChoiceField(forms.ModelChoiceField):
    """A choice among the rows of a short list, in the order of the Vietnamese alphabet."""

    iterator = _InAlphabet


class NamedMultipleChoiceField(forms.ModelMultipleChoiceField):
    """Several of the rows of a short list, in the order of the Vietnamese alphabet."""

    iterator = _InAlphabet


class TrapInput(forms.HiddenInput):
    """An empty box that people do not see; what was filled in is not shown again, so a second try may pass."""

    def format_value(self, value: Any) -> None:
        return None


class PublicForm(forms.Form):
    """A form that anybody may send. `website` is a trap: people do not see it, robots fill it in.

    A form that nobody fills in within seconds sets `takes_time` (base/fill_time.py). It does not go with a page that
    is the same for everybody and kept in caches: there the stamp tells when the page was made.
    """

    website = forms.CharField(required=False, widget=TrapInput, max_length=200)
    use_required_attribute = False
    takes_time = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.takes_time:
            self.fields["given_out"] = FillTimeField()
        self.say_in_vietnamese()

    def say_in_vietnamese(self) -> None:
        """Put the errors of every field in our words; a form that makes fields of its own calls it once more."""
        for field in self.fields.values():
            for code in field.error_messages.keys() & ERRORS.keys():
                field.error_messages[code] = ERRORS[code]
            if isinstance(field, forms.DateField):
                field.error_messages["invalid"] = NOT_A_DAY
            for validator in field.validators:
                if isinstance(validator, BaseValidator) and validator.code in ("max_length", "min_length"):
                    validator.message = ERRORS[validator.code]

    def clean(self) -> dict[str, Any] | None:
        """Say beside each field that something of it could not be read: nobody's words are changed in silence."""
        cleaned = super().clean()
        for name in self.fields.keys() & getattr(self.data, "mended", frozenset()):
            self.add_error(name, forms.ValidationError(LEFT_OUT, code="left_out"))
        return cleaned

    def clean_website(self) -> str:
        if self.cleaned_data["website"]:
            raise forms.ValidationError("Biểu mẫu chưa gửi được. Xin ông/bà bấm gửi lần nữa.")
        return ""

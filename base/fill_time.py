"""How long a form was in somebody's hands, told by a signed stamp in the form itself: no session, no row."""

import time
from typing import Any

from django import forms
from django.conf import settings
from django.core import signing

SALT = "base.fill_time"
TOO_QUICK = "Biểu mẫu được gửi nhanh quá nên hệ thống chưa nhận. Những gì đã điền vẫn còn; xin ông/bà bấm gửi lần nữa."


def stamp() -> str:
    return signing.dumps(round(time.time(), 2), salt=SALT)


def given_out_at(text: str) -> float | None:
    """Return when the form was given out, in seconds of the epoch; None for what we did not sign."""
    try:
        return float(signing.loads(text, salt=SALT))
    except (signing.BadSignature, TypeError, ValueError):
        return None


class StampInput(forms.HiddenInput):
    """Shows a stamp of its own making; one that came back stays, so that whoever was too quick need not wait anew."""

    def format_value(self, value: Any) -> str:
        return str(value) if value and given_out_at(str(value)) else stamp()


class FillTimeField(forms.CharField):
    """A hidden stamp; a form that comes back sooner than a person can fill it in is not taken yet."""

    def __init__(self) -> None:
        super().__init__(required=False, max_length=200, widget=StampInput)

    def clean(self, value: Any) -> str:
        given_out = given_out_at(str(value or "")[:200])
        if settings.FORM_LEAST_SECONDS and (given_out is None or time.time() - given_out < settings.FORM_LEAST_SECONDS):
            raise forms.ValidationError(TOO_QUICK, code="too_quick")
        return ""

"""The picture with letters: challenges that do not repeat, and an answer that can be used once (ground.md, trap 3)."""

import secrets
from typing import Any

from captcha.conf import settings as captcha_settings
from captcha.fields import CaptchaField, CaptchaTextInput
from captcha.models import CaptchaStore
from django.core.exceptions import ValidationError
from django.utils import timezone

# Letters and digits that nobody takes for one another, on paper, on a bad screen or by ear.
ALPHABET = "ACDEFHKLMNPQRTUVXY34679"


def challenge() -> tuple[str, str]:
    """Return a fresh challenge and its answer, from the system's random source."""
    text = "".join(secrets.choice(ALPHABET) for _ in range(captcha_settings.CAPTCHA_LENGTH))
    return text, text.lower()


class OneUseCaptchaField(CaptchaField):
    """A captcha whose right answer is used up by one conditional DELETE, so parallel posts cannot share it."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(widget=CaptchaTextInput, **kwargs)

    def clean(self, value: list[str]) -> list[str]:
        key, answer = (value or ["", ""])[:2]
        answer = "".join((answer or "").split()).lower()
        if captcha_settings.CAPTCHA_TEST_MODE and answer == "passed":
            return [key, answer]
        used = CaptchaStore.objects.filter(hashkey=key or "", response=answer, expiration__gt=timezone.now()).delete()
        if used[0] != 1:
            CaptchaStore.objects.filter(hashkey=key or "").delete()  # nobody guesses twice at one picture
            raise ValidationError("Các ký tự chưa đúng. Xin ông/bà nhập lại theo hình mới.", code="captcha")
        return [key, answer]

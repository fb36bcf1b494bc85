"""The picture with letters: challenges that do not repeat, and an answer that can be used once (ground.md, trap 3).

A row is made when a picture is shown on a page that answers a post, never by a GET that a crawler could repeat. The
worker sweeps away what is too old; a check deletes its own row and looks for no other (trap 17).
"""

import secrets
from typing import Any

from captcha.conf import settings as captcha_settings
from captcha.fields import CaptchaField, CaptchaTextInput
from captcha.models import CaptchaStore
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from base import spoken

# Letters and digits that nobody takes for one another, on paper, on a bad screen or by ear.
ALPHABET = "ACDEFHKLMNPQRTUVXY34679"
SWEPT_AT_ONCE = 500
EMPTY = "Xin ông/bà nhập các ký tự trong hình."
WRONG = "Các ký tự chưa đúng. Xin ông/bà nhập lại theo hình mới."
TOO_OLD = "Hình trước đã hết hạn. Xin ông/bà nhập các ký tự trong hình mới."


def challenge() -> tuple[str, str]:
    """Return a fresh challenge and its answer, from the system's random source."""
    text = "".join(secrets.choice(ALPHABET) for _ in range(captcha_settings.CAPTCHA_LENGTH))
    return text, text.lower()


def alive(key: str) -> CaptchaStore | None:
    """Return the picture of the key while it can be solved."""
    return CaptchaStore.objects.filter(hashkey=key, expiration__gt=timezone.now()).first()


def sweep() -> int:
    """Delete the pictures whose time is over, a few at a time so that nobody waits; return how many there were."""
    swept = 0
    while True:
        old = CaptchaStore.objects.filter(expiration__lte=timezone.now()).order_by("expiration")
        found = list(old.values_list("pk", flat=True)[:SWEPT_AT_ONCE])
        swept += CaptchaStore.objects.filter(pk__in=found).delete()[0]
        if len(found) < SWEPT_AT_ONCE:
            return swept


class PictureInput(CaptchaTextInput):
    """The picture, its sound where the machine can speak, and the box for the letters."""

    def audio_url(self) -> str | None:
        return reverse("captcha-audio", kwargs={"key": self._key}) if spoken.is_available() else None


class OneUseCaptchaField(CaptchaField):
    """A captcha whose right answer is used up by one conditional DELETE, so parallel posts cannot share it.

    A form that is shown again after the letters were right must not ask for them again (WCAG 3.3.7): whoever uses the
    field remembers with the draft that they were, as qa/views/sending.py does.
    """

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(widget=PictureInput, **kwargs)

    def clean(self, value: list[str]) -> list[str]:
        key, answer = (value or ["", ""])[:2]
        key, answer = key or "", "".join((answer or "").split()).lower()
        if captcha_settings.CAPTCHA_TEST_MODE and answer == "passed":
            return [key, answer]
        right = CaptchaStore.objects.filter(hashkey=key, response=answer, expiration__gt=timezone.now())
        # Not delete(): for the sake of others' signals that reads first and then deletes what it read.
        if right._raw_delete(right.db) == 1:
            return [key, answer]
        fault = EMPTY if not answer else WRONG if alive(key) else TOO_OLD
        CaptchaStore.objects.filter(hashkey=key).delete()  # nobody guesses twice at one picture
        raise ValidationError(fault, code="captcha")

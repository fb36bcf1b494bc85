"""The last look before a public form is sent: the picture with letters, solved once for what is being sent."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest

from base.captcha import OneUseCaptchaField
from base.forms import PublicForm


class CheckForm(PublicForm):
    """The last look before sending; whoever has solved a picture once for this very thing is asked for none."""

    takes_time = True
    captcha = OneUseCaptchaField(label="Nhập các ký tự trong hình")

    def __init__(self, *args: Any, solved: bool = False, **kwargs: Any) -> None:
        self.takes_time = not solved
        super().__init__(*args, **kwargs)
        if solved:
            del self.fields["captcha"]

    @property
    def captcha_is_solved(self) -> bool:
        """Tell whether the letters that were sent are right, whatever else is wrong with the form."""
        return self.is_bound and "captcha" in self.fields and "captcha" not in self.errors


def judged(request: HttpRequest, *, solved: bool, remember: Callable[[], None]) -> CheckForm:
    """Return the form as it was sent; a picture once solved is remembered with the draft (WCAG 3.3.7).

    The draft goes with what it becomes, so what is remembered there lets one thing through.
    """
    form = CheckForm(request.POST, solved=solved)
    if "captcha_1" in request.POST and form.captcha_is_solved:
        remember()
        del form.fields["captcha"]
    return form

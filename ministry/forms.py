from typing import Any

from wagtail.admin.forms.auth import LoginForm


class OfficerLoginForm(LoginForm):
    """Wagtail's login form, whose "Password" no catalogue reaches."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["password"].label = "Mật khẩu"

from typing import Any

from wagtail.admin.forms.auth import LoginForm, PasswordResetForm

from ministry import password_reset


class OfficerLoginForm(LoginForm):
    """Wagtail's login form, whose "Password" no catalogue reaches."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["password"].label = "Mật khẩu"


class OfficerPasswordResetForm(PasswordResetForm):
    """Queues the letter: sent here, a slow mail server would hold up every writer, and tell who has an account."""

    def save(self, **options: Any) -> None:
        for user in self.get_users(self.cleaned_data["email"]):
            password_reset.ask(user)

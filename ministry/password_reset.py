"""The letter by which an officer sets a new password. The link is made when the letter goes, and is in no row."""

from typing import Any

from django.conf import settings
from django.contrib.auth.tokens import default_token_generator
from django.urls import reverse
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode

from base import outbox
from base.letters import send_letter
from base.models import OutboxMessage
from ministry.models import User

RESET = "ministry.password_reset"


def ask(user: Any) -> None:
    outbox.enqueue(RESET, {"user": user.pk})


@outbox.handles(RESET)
def send(message: OutboxMessage) -> None:
    user = User.objects.filter(pk=message.payload["user"], is_active=True).first()
    if user is None or not user.email:
        return
    keys = {"uidb64": urlsafe_base64_encode(force_bytes(user.pk)), "token": default_token_generator.make_token(user)}
    url = f"{settings.PORTAL_BASE_URL}{reverse('wagtailadmin_password_reset_confirm', kwargs=keys)}"
    send_letter(message, user.email, "password_reset", {"url": url, "username": user.get_username()})

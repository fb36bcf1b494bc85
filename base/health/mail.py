"""The mail server: whether it takes letters from this machine, with the name and password that are set."""

from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import get_connection

from base.health import Finding, look, ok, register, wrong

SMTP = "django.core.mail.backends.smtp.EmailBackend"
LEAVES_NO_TRACE = ("console", "dummy", "locmem")


@register("mail")
def mail() -> Finding:
    kind = settings.EMAIL_BACKEND.split(".")[-2]
    if settings.EMAIL_BACKEND != SMTP:
        says = f"letters go to no mail server (EMAIL_URL sets `{kind}`)"
        do = "Set EMAIL_URL, for example smtp+tls://user:password@mail.example.gov.vn:587."
        return wrong(says, do) if settings.PRODUCTION and kind in LEAVES_NO_TRACE else look(says, do)
    server = f"{settings.EMAIL_HOST}:{settings.EMAIL_PORT}"
    try:
        with get_connection():
            pass
    except OSError as error:  # smtplib's errors are OSErrors too
        return wrong(
            f"{server} does not take letters: {type(error).__name__}",
            "Look at EMAIL_URL (host, port, user, password) and at the firewall; letters wait meanwhile, none is lost.",
        )
    if urlsplit(f"//{settings.DEFAULT_FROM_EMAIL.rpartition('@')[2].strip('> ')}").hostname == "localhost":
        return look(f"{server} answers, but letters are from localhost", "Set DEFAULT_FROM_EMAIL.")
    return ok(f"{server} answers")

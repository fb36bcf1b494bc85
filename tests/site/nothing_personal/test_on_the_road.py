"""Nothing of a person is in a log line or an error report: the whole road, with faults on the way, at DEBUG."""

import re
import uuid
from collections.abc import Callable
from typing import Any

import pytest
from captcha.models import CaptchaStore
from django.core import mail
from django.db import IntegrityError, connection
from django.test import Client
from pytest_django.fixtures import Settings as SettingsWrapper

from base import outbox, worker
from base.models import OutboxMessage
from casework import codes, procedure
from casework.models import Case
from casework.procedure import ApprovedText
from ministry.models import PolicyField, Unit, User
from tests.casework.conftest import approved_text
from tests.site.nothing_personal.hoa import CONTENT, DETAILS, EMAIL, NAME, PHONE, PRIVATE, QUESTION, TITLE
from tests.site.nothing_personal.log import Log, reports_mailed

__all__ = ["approved_text"]  # a fixture of the neighbours


@pytest.fixture
def hoa_at_home(rules: None, insurance: PolicyField, province: Any) -> Client:
    """Chị Hoa's browser; the portal's faults are shown to her, not raised into the test."""
    client = Client()
    client.raise_request_exception = False
    return client


def value(page: str, name: str) -> str:
    found = re.search(rf'name="{name}" value="([^"]*)"', page)
    return found[1] if found else ""


def solved(page: str) -> dict[str, str]:
    key = value(page, "captcha_0")
    return {"captcha_0": key, "captcha_1": CaptchaStore.objects.get(hashkey=key).response}


def asks(client: Client) -> Case:
    """Go through all the stages of asking, as the form does."""
    page = client.post("/hoi/", QUESTION).content.decode()
    token = {"token": value(page, "token")}
    if value(page, "stage") == "answers":
        client.post("/hoi/", {"stage": "answers", "go": "still"} | token)
    client.post("/hoi/", DETAILS | token | {"phone": "không có"})
    page = client.post("/hoi/", DETAILS | token).content.decode()
    client.post("/hoi/", {"stage": "check", "go": "next"} | token | solved(page))
    return Case.objects.get()


def test_on_the_whole_road(
    hoa_at_home: Client,
    log: Log,
    hanh: User,
    lan: User,
    nam: User,
    minh: User,
    insurance: PolicyField,
    employment_unit: Unit,
    as_officer: Callable[[User], Client],
    approved_text: Callable[..., ApprovedText],
    settings: SettingsWrapper,
) -> None:
    connection.force_debug_cursor = True  # as with PORTAL_DEBUG: every statement is offered to the log, with its values
    case = asks(hoa_at_home)
    key = {"number": case.number, "secret": codes.secret_for(case.token, 1)}
    hoa_at_home.post("/theo-doi/", key)
    hoa_at_home.post("/theo-doi/", key | {"secret": EMAIL})
    _the_mail_server_is_away(settings)
    office = as_officer(hanh)
    given = {"kind": case.kind, "policy_field": str(insurance.pk)}
    office.post(f"/admin/ho-so/{case.number}/viec/receive/", given)
    office.get(f"/admin/ho-so/?q={case.number}")
    office.post(f"/admin/ho-so/{case.number}/viec/dispatch/", {"unit": str(employment_unit.pk)})
    case.refresh_from_db()
    procedure.assign(case, lan, handler=nam)
    procedure.request_supplement(case, nam, note=f"{NAME} xin cho biết ngày bị đánh.")
    hoa_at_home.post("/theo-doi/bo-sung/", key | {"supplement": CONTENT})
    case.refresh_from_db()
    procedure.answer(case, approved_text(title=TITLE), minh)
    lost = {"number": case.number, "contact": EMAIL}
    page = hoa_at_home.post("/theo-doi/mat-ma/", lost).content.decode()
    hoa_at_home.post("/theo-doi/mat-ma/", lost | {"stage": "check"} | solved(page))
    worker.drain_all()
    OutboxMessage.objects.update(attempts=9)
    outbox.report_stuck()
    hoa_at_home.post("/theo-doi/doi-ma/", key | {"form_token": str(uuid.uuid4())})
    secrets = [codes.secret_for(case.token, version) for version in (1, 2)]
    assert Case.objects.get().secret_version == 2
    assert "failed: ConnectionRefusedError" in log.text
    _holds_nothing_private(log.text, *secrets)
    connection.force_debug_cursor = False


def _the_mail_server_is_away(settings: SettingsWrapper) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9
    assert outbox.drain()
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"


def _holds_nothing_private(text: str, *secrets: str) -> None:
    assert len(text) > 1000, "the log was read"
    for private in (*PRIVATE, *secrets, *(secret.replace("-", "") for secret in secrets)):
        assert private not in text, f"{private}: …{text[max(0, text.find(private) - 300) : text.find(private) + 80]}…"


# Where on the road it breaks, and what it is that breaks there.
FAULTS = {
    "while asking, in the procedure": ("casework.procedure.intake.queue_letter", "ask"),
    "while asking, in the receipt": ("qa.views.sending.receipt", "ask"),
    "while following": ("casework.views.follow.find_case", "follow"),
    "while a case is shown": ("casework.views.follow._timeline", "follow"),
    "while changing the secret": ("casework.views.secret.receipt", "change"),
    "while a lost secret is asked for": ("casework.lost_secrets.ask", "lost"),
}


@pytest.mark.parametrize("where", FAULTS)
def test_when_a_view_breaks_with_all_of_it_in_hand(
    where: str, hoa_at_home: Client, log: Log, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The fault knows everything: its text, its cause's text, its notes and the variables around it."""

    def breaks(*given: Any, **named: Any) -> None:
        sender_name, content, everything = NAME, CONTENT, {"email": EMAIL, "phone": PHONE, "title": TITLE}
        try:
            int(f"{sender_name} {EMAIL}")
        except ValueError as fault:
            error = IntegrityError(f"Failing row contains (1, {sender_name}, {PHONE}, {content}).\n{everything}")
            error.add_note(f"as typed by {sender_name}")
            raise error from fault

    path, road = FAULTS[where]
    case = None if road == "ask" else asks(hoa_at_home)
    mail.outbox.clear()
    with monkeypatch.context() as broken:
        broken.setattr(path, breaks)
        if road == "ask":
            with pytest.raises(Case.DoesNotExist) if "procedure" in where else _as_it_is():
                asks(hoa_at_home)
        else:
            assert case is not None
            _walk(hoa_at_home, road, case)
    assert "django.db.utils.IntegrityError" in log.text
    assert "builtins.ValueError" in log.text, "its cause is told"
    assert "in breaks" in log.text, "and the place"
    assert reports_mailed()
    _holds_nothing_private(log.text, *([codes.secret_for(case.token, 1)] if case else []))


class _as_it_is:  # noqa: N801  (a context manager that does nothing)
    def __enter__(self) -> None: ...

    def __exit__(self, *given: object) -> None: ...


def _walk(client: Client, road: str, case: Case) -> None:
    key = {"number": case.number, "secret": codes.secret_for(case.token, 1)}
    if road == "follow":
        client.post("/theo-doi/", key | {"email": EMAIL, "note": CONTENT})
    elif road == "change":
        client.post("/theo-doi/doi-ma/", key)
    else:
        lost = {"number": case.number, "contact": EMAIL}
        page = client.post("/theo-doi/mat-ma/", lost).content.decode()
        client.post("/theo-doi/mat-ma/", lost | {"stage": "check"} | solved(page))

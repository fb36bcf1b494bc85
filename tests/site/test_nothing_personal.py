"""Nothing of a person is in a log line or an error report: the whole road, with faults on the way, at DEBUG."""

import io
import logging
import logging.config
import re
import uuid
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from captcha.models import CaptchaStore
from django.conf import settings as portal_settings
from django.core import mail
from django.db import IntegrityError, connection
from django.test import Client
from django.utils.log import AdminEmailHandler
from django.utils.module_loading import import_string
from pytest_django.fixtures import Settings as SettingsWrapper

from base import outbox, worker
from base.logs import Report, describe
from base.models import OutboxMessage
from casework import codes, procedure
from casework.models import Case
from casework.procedure import ApprovedText
from ministry.models import PolicyField, Unit, User
from tests.casework.conftest import approved_text

__all__ = ["approved_text"]  # a fixture of the neighbours

NAME, EMAIL, PHONE = "Nguyễn Thị Hoa", "hoa@nguoidan.test", "0912345678"
WARD = "Xã Vân Du"
ON_DUTY = "truc@bo.test"
TITLE = "Chồng tôi đánh tôi thì tôi hỏi ai?"
CONTENT = "Tôi ở thôn Đoài, bị chồng đánh gãy tay tháng trước. Tôi phải làm gì?"
PRIVATE = (NAME, "Thị Hoa", EMAIL, "nguoidan", PHONE, "0912 345", WARD, TITLE, "Chồng tôi", CONTENT, "gãy tay")


def reports_mailed() -> list[Any]:
    return [letter for letter in mail.outbox if letter.to == [ON_DUTY]]


class Log:
    """All that the portal's own handler would write at DEBUG, and every report that Django would mail."""

    def __init__(self) -> None:
        self.lines = io.StringIO()

    @property
    def text(self) -> str:
        """Return the lines and the reports; letters to chị Hoa are hers."""
        reports = [str(letter.message()) + letter.subject + str(letter.body) for letter in reports_mailed()]
        return self.lines.getvalue() + "".join(reports)


@pytest.fixture
def log(settings: SettingsWrapper) -> Iterator[Log]:
    settings.ADMINS = [("Trực hệ thống", ON_DUTY)]
    kept = Log()
    line = dict(portal_settings.LOGGING["formatters"]["line"])
    formatter = import_string(line["()"])(line["format"], style=line["style"])
    to_lines = logging.StreamHandler(kept.lines)
    to_lines.setFormatter(formatter)
    to_mail = AdminEmailHandler(include_html=True)
    to_mail.setLevel(logging.ERROR)
    root = logging.getLogger()
    before = root.level
    root.setLevel(logging.DEBUG)
    for handler in (to_lines, to_mail):
        root.addHandler(handler)
    yield kept
    for handler in (to_lines, to_mail):
        root.removeHandler(handler)
    root.setLevel(before)


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


QUESTION = {"stage": "question", "title": TITLE, "content": CONTENT, "policy_field": "bao-hiem-that-nghiep"}
DETAILS = {
    "stage": "details",
    "sender_type": "individual",
    "sender_name": NAME,
    "phone": "0912 345 678",
    "email": EMAIL,
    "province": "38",
    "ward": WARD,
    "consent": "on",
}


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


def test_when_the_worker_breaks(case: Case, log: Log, monkeypatch: pytest.MonkeyPatch) -> None:
    def breaks(limit: int = 50) -> int:
        raise RuntimeError(f"{NAME} <{EMAIL}>")

    monkeypatch.setitem(worker._queues, "outbox", breaks)
    worker.drain_all()
    assert "worker: outbox failed" in log.text
    assert "builtins.RuntimeError" in log.text
    assert NAME not in log.text
    assert EMAIL not in log.text


def test_an_error_that_is_only_an_argument_gives_its_kind(log: Log) -> None:
    logging.getLogger("someone.else").error("could not send: %s", ValueError(f"no such box {EMAIL}"))
    assert "could not send: ValueError" in log.lines.getvalue()
    assert EMAIL not in log.lines.getvalue()


def test_what_another_handler_wrote_down_is_not_written_again(log: Log) -> None:
    """Python keeps the text of a traceback on the record, for the next handler to use."""
    try:
        raise ValueError(EMAIL)
    except ValueError:
        record = logging.LogRecord("x", logging.ERROR, __file__, 1, "failed", (), __import__("sys").exc_info())
    logging.Formatter().format(record)
    assert EMAIL in str(record.exc_text)
    logging.getLogger().handle(record)
    assert "builtins.ValueError" in log.lines.getvalue()
    assert EMAIL not in log.lines.getvalue()


def test_an_operator_still_learns_what_went_wrong(settings: SettingsWrapper) -> None:
    try:
        __import__("khong_co_mo_dun")
    except ImportError as fault:
        told = describe(fault)
    assert "No module named 'khong_co_mo_dun'" in told, "the parts of the program are no secret"
    assert f'File "{__file__}"' in told
    try:
        open("/khong/co/tep")  # noqa: SIM115
    except OSError as fault:
        told = Report(None, type(fault), fault, fault.__traceback__).get_traceback_html()
    assert "builtins.FileNotFoundError errno=2" in told
    assert "/khong/co/tep" in told, "a line of the program is shown as it stands there"
    assert told.startswith("<pre>")


def test_a_fault_that_causes_itself_ends() -> None:
    first, second = ValueError("một"), ValueError("hai")
    first.__cause__, second.__cause__ = second, first
    assert describe(first).count("builtins.ValueError") == 2

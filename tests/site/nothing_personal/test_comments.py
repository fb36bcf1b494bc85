"""Nothing of whoever comments on a draft is in a log line, an address or a page of others."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import IntegrityError, connection
from django.test import Client
from pytest_django.fixtures import Settings as SettingsWrapper

from base import outbox
from consultation import procedure
from consultation.models import ConsultationPage
from ministry.models import User
from tests.consultation.conftest import (
    consultation,
    drafts_index,
    publish_consultation,
    write_consultation,
)
from tests.consultation.taking.contributor import OWN, Writer
from tests.site.nothing_personal.hoa import CONTENT, EMAIL, NAME, PHONE, PRIVATE
from tests.site.nothing_personal.log import Log

__all__ = ["consultation", "drafts_index", "publish_consultation", "write_consultation"]  # fixtures of the neighbours


def test_on_the_whole_road_of_a_comment(
    consultation: ConsultationPage,
    rules: None,
    province: Any,
    log: Log,
    minh: User,
    as_officer: Callable[[User], Client],
    settings: SettingsWrapper,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    connection.force_debug_cursor = True
    writer = Writer(Client(raise_request_exception=False), consultation)
    writer.reach_check("dieu-1", CONTENT, name=NAME, email=EMAIL, phone=PHONE)
    with monkeypatch.context() as broken:
        broken.setattr("consultation.procedure.submitting.queue_letter", _breaks)
        writer.submit()
    assert writer.status == 500
    made = writer.contribute("dieu-1", CONTENT, name=NAME, email=EMAIL, phone=PHONE)
    codes = writer.codes()
    comment = made.comments.get()
    edited = {"go": f"edit-{comment.pk}", f"sua-{comment.pk}-content": f"{CONTENT} {NAME}"}
    for given in ({}, {"secret": EMAIL}, edited):
        writer.client.post(OWN, codes | given)
    office = as_officer(minh)
    office.get(f"/admin/lay-y-kien/{consultation.pk}/gop-y/{comment.pk}/")
    procedure.hide(comment, minh, reason="personal_data", note=f"{NAME} xin viết lại.")
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9
    assert outbox.drain()
    connection.force_debug_cursor = False
    assert "failed: ConnectionRefusedError" in log.text
    assert "django.db.utils.IntegrityError" in log.text
    for private in (*PRIVATE, codes["secret"], codes["secret"].replace("-", "")):
        assert private not in log.text


def _breaks(*given: Any, **named: Any) -> None:
    raise IntegrityError(f"Failing row contains ({NAME}, {PHONE}, {EMAIL}, {CONTENT}).")

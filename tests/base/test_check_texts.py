"""An administrator asks whether the text inside public files is read."""

import datetime

import pytest
from django.core.files.base import ContentFile
from django.utils import timezone

from base.models import DocumentText, PortalDocument, TextState
from tests.base.test_check_portal import examined

pytestmark = pytest.mark.django_db

HOUR = datetime.timedelta(hours=1)


def asked(*, ago: datetime.timedelta, **changes: object) -> DocumentText:
    document = PortalDocument.objects.create(title="Kết luận", file=ContentFile(b"%PDF-", "ket-luan.pdf"))
    row = DocumentText.objects.create(document=document, **changes)
    DocumentText.objects.filter(pk=row.pk).update(asked_at=timezone.now() - ago)
    return row


def test_a_file_that_just_came_waits_in_order() -> None:
    asked(ago=HOUR / 2)
    assert examined("texts of files") == [("ok", "1 wait")]


def test_many_that_came_at_once_are_worth_a_look_while_they_are_read() -> None:
    asked(ago=3 * HOUR)
    asked(ago=3 * HOUR, state=TextState.DONE, extracted_at=timezone.now() - HOUR / 6)
    assert examined("texts of files") == [("look", "1 wait, the oldest for 3 h")]


def test_files_that_nobody_reads_are_wrong() -> None:
    asked(ago=3 * HOUR)
    asked(ago=9 * HOUR, state=TextState.DONE, extracted_at=timezone.now() - 8 * HOUR)
    assert examined("texts of files") == [("wrong", "1 wait, the oldest for 3 h, and none was read for 60 min")]


def test_a_file_that_ended_its_worker_is_named() -> None:
    row = asked(ago=HOUR / 2, attempts=1, leased_until=timezone.now() - HOUR / 6)
    asked(ago=HOUR / 2, attempts=1, leased_until=timezone.now() + HOUR / 6)
    found = examined("texts of files")
    assert found == [("look", f"the worker ended while it read documents {row.pk}"), ("ok", "2 wait")]

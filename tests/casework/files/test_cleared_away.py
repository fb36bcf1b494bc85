"""A file goes from the disk when it must, and not before."""

import datetime
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.utils import timezone
from pytest_django.fixtures import Settings as SettingsWrapper

from base import stored_files, worker
from casework import files
from casework.models import Attachment, Case, ScanState
from casework.models.files import DRAFT_LIFETIME
from tests.casework.files.opening import Attach
from tests.uploads import samples

pytestmark = pytest.mark.django_db


@pytest.mark.django_db(transaction=True)
def test_what_nobody_handed_in_goes_after_a_day(case: Case, attach: Attach) -> None:
    kept = attach(case)
    for name in ("moi.pdf", "cu.pdf"):
        given = SimpleUploadedFile(name, samples.pdf(name))
        files.take(case.token, [given], Case.objects.filter(pk=case.pk))
    old = Attachment.objects.get(name="cu.pdf")
    long_ago = timezone.now() - DRAFT_LIFETIME - datetime.timedelta(minutes=1)
    Attachment.objects.filter(pk__in=(old.pk, kept.pk)).update(received_at=long_ago)
    assert files.sweep() == 1
    assert not old.path.exists()
    assert not old.preview_path.exists()
    assert set(Attachment.objects.values_list("name", flat=True)) == {kept.name, "moi.pdf"}
    assert kept.path.exists()


@pytest.mark.django_db(transaction=True)
def test_with_its_case_a_file_goes_from_the_disk(case: Case, attach: Attach) -> None:
    file = attach(case)
    case.events.all().delete()
    case.sender.delete()
    case.delete()
    assert not file.path.exists()


@pytest.mark.django_db(transaction=True)
def test_a_deletion_that_is_taken_back_leaves_the_file(case: Case, attach: Attach) -> None:
    file = attach(case)
    with transaction.atomic():
        file.delete()
        transaction.set_rollback(True)
    assert file.path.exists()


def test_what_a_dead_process_left_on_the_disk_is_swept(
    case: Case, attach: Attach, settings: SettingsWrapper, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = attach(case)
    left = file.path.with_name("0" * 32)
    left.write_bytes(b"x")
    checking = Path(settings.UPLOADS_DIR) / "check-abc"
    checking.mkdir()
    (checking / "received").write_bytes(b"x")
    assert stored_files.sweep_disk() == 0, "a request may still be at work"
    monkeypatch.setattr(stored_files, "ORPHAN_AFTER_SECONDS", -60)
    assert stored_files.sweep_disk() == 2
    assert not left.exists()
    assert not checking.exists()
    assert file.path.exists()
    assert file.preview_path.exists()


def test_the_worker_does_it() -> None:
    for chore in ("forgotten files", "files without a row", "files to scan"):
        assert chore in worker._chores


def test_a_file_belongs_to_a_draft_or_to_a_case_and_not_to_both(case: Case, attach: Attach) -> None:
    file = attach(case)
    with pytest.raises(IntegrityError), transaction.atomic():
        Attachment.objects.filter(pk=file.pk).update(draft=case.token)
    with pytest.raises(IntegrityError), transaction.atomic():
        Attachment.objects.filter(pk=file.pk).update(case=None)
    assert Attachment.objects.get().scan == ScanState.UNSCANNED

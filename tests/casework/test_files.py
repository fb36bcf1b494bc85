"""Who may open a file of a case, how it is given, what an officer sees of it, and that it goes when it must."""

import datetime
import re
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone
from pytest_django.fixtures import Settings as SettingsWrapper

from base import stored_files, worker
from casework import codes, files, permissions, procedure
from casework.models import Attachment, Case, ScanState
from casework.models.files import DRAFT_LIFETIME
from ministry.models import User
from tests.casework.test_permissions import PEOPLE
from tests.uploads import samples

pytestmark = pytest.mark.django_db
Attach = Callable[..., Attachment]


@pytest.fixture
def attach(settings: SettingsWrapper) -> Attach:
    """Return a way to put a file on a case, as its sender does."""

    def put(case: Case, name: str = "Quyết định “nghỉ việc”.pdf", content: bytes = b"") -> Attachment:
        given = SimpleUploadedFile(name, content or samples.pdf())
        assert files.take(case.token, [given], Case.objects.filter(pk=case.pk)) == []
        files.hand_in(case)
        return Attachment.objects.latest("pk")

    return put


def address(file: Attachment) -> str:
    assert file.case is not None
    return f"/admin/ho-so/{file.case.number}/tep/{file.pk}/"


def own(case: Case, wanted: Attachment | str, **changes: str) -> dict[str, str]:
    key = {"number": case.number, "secret": codes.secret_for(case.token, case.secret_version)}
    return key | {"file": str(getattr(wanted, "pk", wanted))} | changes


def content_of(response: Any) -> bytes:
    return b"".join(response.streaming_content)


SAFE = {
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": "sandbox; default-src 'none'",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "private, no-store",
}


def is_safe(response: Any) -> bool:
    disposition = response["Content-Disposition"].startswith("attachment; filename")
    parts = {part.strip() for part in response["Cache-Control"].split(",")}
    headers = {name: response[name] for name in SAFE if name != "Cache-Control"}
    return disposition and parts >= {"private", "no-store"} and headers.items() <= SAFE.items()


def test_nam_saves_a_file_of_his_case(assigned: Case, nam: User, as_officer: Any, attach: Attach) -> None:
    response = as_officer(nam).get(address(attach(assigned)))
    assert response.status_code == 200
    assert is_safe(response)
    assert response["Content-Type"] == "application/pdf"
    # RFC 6266: the name in full, by RFC 8187.
    assert response["Content-Disposition"] == f"attachment; filename*=utf-8''{quote('Quyết định “nghỉ việc”.pdf')}"
    assert content_of(response) == samples.pdf()


@pytest.mark.parametrize("who", PEOPLE)
def test_who_opens_a_file_of_a_case_in_nams_hands(
    who: str, assigned: Case, attach: Attach, as_officer: Any, request: pytest.FixtureRequest
) -> None:
    """Whoever sees the case; the stranger and the other unit's officer do not."""
    sees = PEOPLE[who][1]
    file = attach(assigned, "a.jpg", samples.picture())
    if who == "nobody":
        clients = [Client()]
    else:
        person = request.getfixturevalue(who)
        assert permissions.may_open_file(person, file) is sees
        clients = [as_officer(person)]
    for client in clients:
        for url in (address(file), f"{address(file)}xem/"):
            response = client.get(url)
            if response.streaming:
                content_of(response)
            assert (response.status_code == 200) is sees
            assert sees or response.status_code in (302, 403, 404)
            assert client.post(url).status_code in (302, 403, 404, 405)


def test_a_file_is_found_under_its_own_case_alone(
    assigned: Case, ask: Callable[..., Case], nam: User, as_officer: Any, attach: Attach
) -> None:
    file = attach(ask())
    assert as_officer(nam).get(f"/admin/ho-so/{assigned.number}/tep/{file.pk}/").status_code == 404


def test_a_file_that_is_not_handed_in_is_nobodys(case: Case, hanh: User, as_officer: Any) -> None:
    files.take(case.token, [SimpleUploadedFile("a.pdf", samples.pdf())], Case.objects.filter(pk=case.pk))
    file = Attachment.objects.get()
    assert not permissions.may_open_file(hanh, file)
    assert as_officer(hanh).get(f"/admin/ho-so/{case.number}/tep/{file.pk}/").status_code == 404
    assert "a.pdf" not in as_officer(hanh).get(f"/admin/ho-so/{case.number}/").content.decode()


def test_hoa_gets_her_own_file_back_by_number_and_secret(case: Case, attach: Attach, stranger: Client) -> None:
    file = attach(case)
    page = stranger.post("/theo-doi/", own(case, file)).content.decode()
    assert "Quyết định “nghỉ việc”.pdf" in page
    response = stranger.post("/theo-doi/tep-gui-kem/", own(case, file))
    assert is_safe(response)
    assert not response.cookies
    assert content_of(response) == samples.pdf()


@pytest.mark.parametrize(
    "changes",
    [{"secret": "AAAA-AAAA-AAAA"}, {"secret": ""}, {"number": "2026-999999"}, {"file": "0"}, {"file": ""}]
    + [{"file": bad} for bad in ("abc", "-1", "9" * 40, "²", "../../etc/passwd")],
)
def test_without_both_codes_or_with_another_number_there_is_no_file(
    changes: dict[str, str], case: Case, attach: Attach, stranger: Client
) -> None:
    response = stranger.post("/theo-doi/tep-gui-kem/", own(case, attach(case), **changes))
    assert response.get("Content-Disposition") is None
    assert b"%PDF" not in response.content


def test_a_file_of_another_case_is_not_had_with_ones_own_secret(
    case: Case, ask: Callable[..., Case], attach: Attach, stranger: Client
) -> None:
    response = stranger.post("/theo-doi/tep-gui-kem/", own(case, attach(ask())))
    assert response.get("Content-Disposition") is None


def test_by_get_nobody_gets_anything(case: Case, attach: Attach, stranger: Client) -> None:
    file = attach(case)
    assert stranger.get("/theo-doi/tep-gui-kem/", own(case, file)).status_code == 405
    for url in (f"/media/{file.stored_as}", f"/uploads/{file.stored_as[:2]}/{file.stored_as}"):
        assert stranger.get(url, follow=True).status_code == 404


def test_the_disk_knows_no_name_and_lies_outside_the_media_folder(
    case: Case, attach: Attach, settings: SettingsWrapper
) -> None:
    file = attach(case, "Sổ hộ khẩu Hoa.pdf")
    assert re.fullmatch(r"[0-9a-f]{32}", file.stored_as)
    assert file.path.is_file()
    assert Path(settings.MEDIA_ROOT) not in file.path.parents
    assert file.path.stat().st_mode & 0o077 == 0
    assert not [path for path in Path(settings.UPLOADS_DIR).rglob("*") if "Hoa" in path.name]


def test_an_officer_looks_at_text_and_pictures_in_the_page(
    assigned: Case, nam: User, as_officer: Any, attach: Attach
) -> None:
    attach(
        assigned, "a.docx", samples.docx(body="<w:p><w:r><w:t>&lt;script&gt;alert(1)&lt;/script&gt;</w:t></w:r></w:p>")
    )
    attach(assigned, "scan.pdf", samples.pdf(""))
    photo = attach(assigned, "Ảnh.jpg", samples.picture(2000, 1000))
    page = as_officer(nam).get(f"/admin/ho-so/{assigned.number}/").content.decode()
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert "<script>alert(1)" not in page
    assert "Tệp không có chữ đọc được, có thể là bản chụp." in page
    assert f'<img src="{address(photo)}xem/" alt="Ảnh Ảnh.jpg" loading="lazy">' in page
    preview = as_officer(nam).get(f"{address(photo)}xem/")
    assert is_safe(preview)
    assert preview["Content-Type"] == "image/jpeg"
    assert content_of(preview) == photo.preview_path.read_bytes() != photo.path.read_bytes()


def test_a_document_has_no_picture(assigned: Case, nam: User, as_officer: Any, attach: Attach) -> None:
    assert as_officer(nam).get(f"{address(attach(assigned))}xem/").status_code == 404


def test_a_file_that_the_disk_lost_is_a_page_not_an_error(
    assigned: Case, nam: User, as_officer: Any, attach: Attach, caplog: pytest.LogCaptureFixture
) -> None:
    file = attach(assigned, "Sổ của Hoa.pdf")
    shutil.rmtree(file.path.parent)
    assert as_officer(nam).get(address(file)).status_code == 404
    assert "is not on the disk" in caplog.text
    assert "Hoa" not in caplog.text
    assert as_officer(nam).get(f"/admin/ho-so/{assigned.number}/").status_code == 200


# The sender is asked for more


def test_asked_for_more_she_sends_a_file_with_her_words(case: Case, hanh: User, stranger: Client) -> None:
    procedure.request_supplement(case, hanh, note="Xin gửi quyết định nghỉ việc.")
    assert 'type="file"' in stranger.post("/theo-doi/", own(case, "")).content.decode()
    given = own(case, "") | {"supplement": "Tôi gửi kèm đây ạ.", "files": SimpleUploadedFile("qd.pdf", samples.pdf())}
    page = stranger.post("/theo-doi/bo-sung/", given).content.decode()
    assert "Tôi gửi kèm đây ạ." in page
    assert [file.name for file in case.files.all()] == ["qd.pdf"]
    assert "Tệp ông/bà đã gửi kèm" in page


def test_a_bad_file_holds_the_supplement_back_and_nothing_is_lost(case: Case, hanh: User, stranger: Client) -> None:
    procedure.request_supplement(case, hanh, note="Xin gửi quyết định nghỉ việc.")
    two = [SimpleUploadedFile("qd.pdf", samples.pdf()), SimpleUploadedFile("qd.exe", samples.EXE)]
    given = own(case, "") | {"supplement": "Tôi gửi kèm đây ạ."}
    page = stranger.post("/theo-doi/bo-sung/", given | {"files": two}).content.decode()
    case.refresh_from_db()
    assert case.awaits_supplement
    assert "qd.exe</strong> – Chỉ nhận tệp PDF" in page
    assert "Tôi gửi kèm đây ạ.</textarea>" in page
    waiting = Attachment.objects.of_draft(case.token).get()
    stranger.post("/theo-doi/bo-sung/", given | {"go": f"remove-{waiting.pk}"})
    assert not Attachment.objects.exists()
    case.refresh_from_db()
    assert case.awaits_supplement


def test_what_an_officer_writes_down_hands_in_nothing(case: Case, hanh: User, stranger: Client) -> None:
    procedure.request_supplement(case, hanh, note="Ngày nào?")
    half = own(case, "") | {"go": "add-files", "files": SimpleUploadedFile("qd.pdf", samples.pdf())}
    stranger.post("/theo-doi/bo-sung/", half)
    procedure.supplement(case, hanh, content="Gọi điện: ngày 5/5.")
    assert not case.files.exists()
    assert Attachment.objects.of_draft(case.token).count() == 1


def test_nobody_asked_no_file_is_taken(case: Case, stranger: Client) -> None:
    given = own(case, "") | {"supplement": "Thêm nữa.", "files": SimpleUploadedFile("qd.pdf", samples.pdf())}
    assert stranger.post("/theo-doi/bo-sung/", given).status_code == 200
    assert not Attachment.objects.exists()


# Clearing away


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

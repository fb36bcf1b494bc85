"""Who may open a file of a case, how it is given, what an officer sees of it."""

import re
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pytest_django.fixtures import Settings as SettingsWrapper

from casework import files, permissions
from casework.models import Attachment, Case
from ministry.models import User
from tests.casework.files.opening import Attach, address, content_of, is_safe, own
from tests.casework.test_permissions import PEOPLE
from tests.uploads import samples

pytestmark = pytest.mark.django_db


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

"""The original of a conclusion: for the inspectors and the head of its unit, and on no road for anybody else."""

import re
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from base import stored_files
from base.models.stored import ScanState
from inspection.models import InspectionConclusionPage, OriginalOpening, RestrictedOriginal
from ministry.models import Post, Role, Unit, User
from tests.inspection.steps import Officer, Publish, content_of, person_of
from tests.uploads import redacted, samples

MARK = "Toan-van-mat"
FULL = redacted.pdf(b"BT /F1 12 Tf 20 200 Td (" + MARK.encode() + b") Tj ET")
Conclusion = InspectionConclusionPage


@pytest.fixture
def original(draft: Conclusion, khanh: User, as_officer: Officer) -> RestrictedOriginal:
    """What khánh put beside the draft."""
    given = {"original": SimpleUploadedFile(f"{MARK}.pdf", FULL)}
    response = as_officer(khanh).post(reverse("inspection_admin:originals", args=[draft.pk]), given)
    assert response.status_code == 302
    return RestrictedOriginal.objects.get()


def address(original: RestrictedOriginal) -> str:
    return reverse("inspection_admin:original", args=[original.page_id, original.pk])


def test_khanh_keeps_the_original_and_the_head_opens_it(
    original: RestrictedOriginal, khanh: User, thu: User, as_officer: Officer
) -> None:
    response: Any = as_officer(thu).get(address(original))
    assert content_of(response) == FULL
    assert response["Content-Disposition"] == f'attachment; filename="{MARK}.pdf"'
    assert response["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert "no-store" in response["Cache-Control"]
    [opening] = OriginalOpening.objects.all()
    assert (opening.original, opening.opened_by) == (original, thu)
    screen = as_officer(khanh).get(reverse("inspection_admin:originals", args=[original.page_id])).content.decode()
    assert f"{thu}: {MARK}.pdf" in screen


def test_looking_at_the_headers_opens_nothing(original: RestrictedOriginal, thu: User, as_officer: Officer) -> None:
    response: Any = as_officer(thu).head(address(original))
    assert response.status_code == 200
    assert content_of(response) == b""
    assert not OriginalOpening.objects.exists()


def test_the_disk_knows_no_name_and_no_first_lines(original: RestrictedOriginal) -> None:
    assert re.fullmatch(r"[0-9a-f]{32}", original.stored_as)
    assert Path(settings.MEDIA_ROOT) not in original.path.parents
    assert original.path.stat().st_mode & 0o077 == 0
    assert not original.preview_path.exists()
    assert stored_files.sweep_disk() == 0
    assert original.path.exists()


@pytest.mark.parametrize("name", ["a.exe", "a.pdf"])
def test_what_is_no_document_is_refused_beside_its_field(
    name: str, draft: Conclusion, khanh: User, as_officer: Officer
) -> None:
    url = reverse("inspection_admin:originals", args=[draft.pk])
    response = as_officer(khanh).post(url, {"original": SimpleUploadedFile(name, samples.EXE)})
    assert response.status_code == 200
    assert "desk-late" in response.content.decode()
    assert not RestrictedOriginal.objects.exists()


@pytest.fixture
def inspector_elsewhere(children_unit: Unit) -> User:
    user = User.objects.create_user("dung", "dung@bo.test")
    Post.objects.create(user=user, unit=children_unit, role=Role.INSPECTOR)
    return user


@pytest.fixture
def former(inspection_unit: Unit) -> User:
    user = User.objects.create_user("phuc", "phuc@bo.test")
    Post.objects.create(
        user=user, unit=inspection_unit, role=Role.INSPECTOR, valid_from="2018-01-01", valid_to="2020-12-31"
    )
    return user


@pytest.mark.parametrize(
    "who",
    ["stranger", "minh", "quan_tri", "root", "lan", "nam", "son", "thuy", "hanh", "inspector_elsewhere", "former"],
)
def test_nobody_else_reaches_it_on_any_road(
    who: str,
    original: RestrictedOriginal,
    publish: Publish,
    as_officer: Officer,
    request: pytest.FixtureRequest,
) -> None:
    page = publish(original.page)
    client = Client() if who == "stranger" else as_officer(person_of(who, request))
    number, stored = original.pk, original.stored_as
    for url in (
        address(original),
        reverse("inspection_admin:originals", args=[page.pk]),
        *(reverse("inspection_admin:original", args=[page.pk, guess]) for guess in range(number + 3)),
        reverse("inspection_admin:proof", args=[page.pk, number]),
        f"/media/{stored}",
        f"/media/{stored[:2]}/{stored}",
        f"/media/images/../../uploads/{stored[:2]}/{stored}",
        f"/uploads/{stored[:2]}/{stored}",
        f"/tep/{number}/{MARK}.pdf",
        f"/tep/{number}/{stored}",
        f"/admin/documents/edit/{number}/",
        "/api/v1/search?q=toan+van+mat",
        f"/api/v2/pages/{page.pk}/",
        f"/api/v2/pages/{page.pk}/?fields=*",
        f"/api/v2/pages/{page.pk}/?fields=originals",
        "/api/v2/pages/?type=inspection.InspectionConclusionPage&fields=*",
        "/api/v2/pages/?search=toan-van-mat",
        f"/tim-kiem/?q={MARK}",
        f"/admin/api/main/pages/{page.pk}/?fields=*",
        f"/admin/pages/{page.pk}/edit/",
        f"/admin/pages/{page.pk}/history/",
        f"/admin/pages/usage/{page.pk}/",
        f"/admin/search/?q={MARK}",
        f"/admin/pages/search/?q={MARK}",
        "/admin/documents/",
        "/admin/reports/site-history/",
    ):
        response: Any = client.get(url, follow=True)
        content = content_of(response) if response.streaming else response.content
        assert FULL[:200] not in content, url
        assert f"{MARK}.pdf".encode() not in content or url.endswith(f"{MARK}.pdf"), url
        assert original.stored_as.encode() not in content or stored in url, url
    assert client.get(address(original)).status_code in (302, 404)
    posted = client.post(
        reverse("inspection_admin:originals", args=[page.pk]), {"original": SimpleUploadedFile("b.pdf", FULL)}
    )
    assert posted.status_code in (302, 404)
    assert RestrictedOriginal.objects.count() == 1
    assert not OriginalOpening.objects.exists()


def test_an_original_is_found_beside_its_own_conclusion_alone(
    original: RestrictedOriginal, write: Any, khanh: User, as_officer: Officer
) -> None:
    other = write(doc_number="46/KL-TTr")
    url = reverse("inspection_admin:original", args=[other.pk, original.pk])
    assert as_officer(khanh).get(url).status_code == 404


def test_what_waits_for_the_scanner_is_not_opened(
    original: RestrictedOriginal, khanh: User, as_officer: Officer
) -> None:
    RestrictedOriginal.objects.update(scan=ScanState.WAITING)
    assert as_officer(khanh).get(address(original)).status_code == 404
    assert stored_files.scan_waiting() == 1
    assert content_of(as_officer(khanh).get(address(original))) == FULL

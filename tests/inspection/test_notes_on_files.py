"""What became of the text inside a public file is told to the officers who see the file."""

import pytest
from django.core.files.base import ContentFile
from django.urls import reverse

from base.models import DocumentText, PortalDocument, TextState
from inspection.models import ConclusionFile, InspectionConclusionPage
from ministry.models import User
from tests.inspection.conftest import Write
from tests.inspection.steps import Officer, Publish
from tests.uploads import samples

LOCKED = "Tệp có mật khẩu, không tìm được chữ bên trong."


@pytest.fixture
def document(khanh: User) -> PortalDocument:
    content = ContentFile(samples.pdf(), "ket-luan.pdf")
    return PortalDocument.objects.create(title="Kết luận", file=content, uploaded_by_user=khanh)


@pytest.fixture
def page(document: PortalDocument, write: Write, publish: Publish) -> InspectionConclusionPage:
    """Khánh's conclusion with a file, approved; the worker has not read it yet."""
    return publish(write(conclusion_files=[ConclusionFile(document=document)]))


def screens(page: InspectionConclusionPage, document: PortalDocument) -> list[str]:
    return [
        reverse("thanh-tra_ket-luan_modeladmin_inspect", args=[page.pk]),
        reverse("inspection_admin:originals", args=[page.pk]),
        reverse("wagtaildocs:edit", args=[document.pk]),
    ]


def test_khanh_reads_it_beside_the_file(
    page: InspectionConclusionPage, document: PortalDocument, khanh: User, as_officer: Officer
) -> None:
    for address in screens(page, document):
        assert "Đang chờ đọc chữ trong tệp." in as_officer(khanh).get(address).content.decode(), address
    DocumentText.objects.update(state=TextState.FAILED, note=LOCKED)
    for address in screens(page, document):
        assert LOCKED in as_officer(khanh).get(address).content.decode(), address
    DocumentText.objects.update(state=TextState.DONE, note="")
    for address in screens(page, document):
        shown = as_officer(khanh).get(address).content.decode()
        assert document.title in shown
        assert "bên trong tệp" not in shown


def test_a_draft_says_why_it_has_no_file(draft: InspectionConclusionPage, khanh: User, as_officer: Officer) -> None:
    shown = as_officer(khanh).get(reverse("thanh-tra_ket-luan_modeladmin_inspect", args=[draft.pk])).content.decode()
    assert "Chưa có tệp. Lý do: Đang số hóa bản giấy." in shown

"""What anybody reads on the page of a conclusion, and what nobody reads there."""

import datetime
from html import unescape
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.test import Client

from base.models import PortalDocument
from inspection.models import ConclusionFile, ConclusionRequirement, RequirementKind
from inspection.states import RequirementStatus
from ministry.models import Province
from tests.inspection.conftest import GROUNDS, Publish
from tests.inspection.steps import take_down


def words(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200, address
    return " ".join(unescape(response.content.decode()).split())


def test_a_citizen_reads_who_was_inspected_what_was_found_and_how_far_it_is(
    publish_conclusion: Publish, owed: dict[str, Any], stranger: Client
) -> None:
    done = owed | {"kind": RequirementKind.REMEDIATION, "amount": None, "amount_done": 0, "due_on": None}
    page = publish_conclusion(requirements=[owed, done | {"status": RequirementStatus.DONE}])
    text = words(stranger, page.address)
    for expected in (
        *("45/KL-TTr", "10/03/2026", "Thanh tra Bộ", "Nguyễn Minh Thu, Chánh Thanh tra"),
        *("Số 12/QĐ-TTr ngày 05/01/2026", "Từ 01/01/2024 đến 31/12/2025"),
        *("Công ty TNHH May Sông Chu", "Mã số thuế 2800123456", "Thanh Hóa", "Bảo hiểm thất nghiệp"),
        *("Chậm đóng bảo hiểm thất nghiệp cho 120 người", "1.234.567.000 đồng", "1,2 tỷ đồng"),
        *("Đã xong <strong>1/2</strong> yêu cầu", "(50%)", "1 yêu cầu quá hạn", "Quá hạn"),
        *("<strong>500.000.000 đồng</strong> trên 1.000.000.000 đồng (50%)", "Đang thực hiện"),
    ):
        assert expected in text, expected


def test_grounds_are_told_and_places_are_not(publish_conclusion: Publish, stranger: Client) -> None:
    text = words(stranger, publish_conclusion(withheld=GROUNDS).address)
    assert "được che vì là bí mật kinh doanh, dữ liệu cá nhân" in text
    for secret in ("Lò Văn Kín", "trang 17", "17"):
        assert secret not in text.partition("<main")[2].partition("</main>")[0], secret


def test_a_withheld_requirement_shows_kind_and_status_alone(
    publish_conclusion: Publish, hidden: dict[str, Any], stranger: Client
) -> None:
    text = words(stranger, publish_conclusion(requirements=[hidden]).address)
    assert "Kiểm điểm, xử lý cán bộ" in text
    assert "Chưa thực hiện" in text
    assert "Nội dung yêu cầu này không công khai." in text
    for secret in ("Bí Mật", "Phùng Kín", "77.000.777", "31/01/2026", "quá hạn", "Quá hạn"):
        assert secret not in text, secret


def test_a_public_file_is_offered_and_given(publish_conclusion: Publish, stranger: Client) -> None:
    page = publish_conclusion()
    document = PortalDocument.objects.create(title="Kết luận 45", file=ContentFile(b"%PDF-1.4 text", "kl45.pdf"))
    page.conclusion_files.set([ConclusionFile(document=document)])
    assert stranger.get(document.url).status_code == 404, "no live page refers to it yet"
    page.save_revision().publish()
    text = words(stranger, page.address)
    assert document.url in text
    assert "PDF" in text
    given = stranger.get(document.url)
    assert (given.status_code, b"".join(given)) == (200, b"%PDF-1.4 text")
    given.close()


def test_other_conclusions_on_the_same_body_are_named(
    publish_conclusion: Publish, stranger: Client, province: Province
) -> None:
    page = publish_conclusion()
    publish_conclusion(title="Lần trước, tên cũ", entities=[("May Sông Chu cũ", "2800123456-001", None)])
    publish_conclusion(title="Nơi khác hẳn", entities=[("Trường nghề số 9", "", province)])
    publish_conclusion(title="Còn là nháp", live=False)
    text = words(stranger, page.address)
    assert "Lần trước, tên cũ" in text
    assert "Nơi khác hẳn" not in text
    assert "Còn là nháp" not in text


def test_the_address_lasts(publish_conclusion: Publish, stranger: Client) -> None:
    page = publish_conclusion()
    old = stranger.get(f"/ket-luan-thanh-tra/{page.number}-ten-cu/")
    assert (old.status_code, old["Location"]) == (301, page.address)


def test_a_draft_has_its_title_as_address_with_every_letter(publish_conclusion: Publish) -> None:
    page = publish_conclusion(title="Việc đóng bảo hiểm ở Đắk Nông", live=False)
    assert page.slug == "viec-dong-bao-hiem-o-dak-nong"


@pytest.mark.parametrize("road", ["draft", "unpublished", "unknown"])
def test_what_is_not_public_is_nowhere(road: str, publish_conclusion: Publish, stranger: Client) -> None:
    page = publish_conclusion(live=road != "draft")
    address = page.address if road != "unknown" else "/ket-luan-thanh-tra/999999-x/"
    if road == "unpublished":
        take_down(page)
    assert stranger.get(address).status_code in (404, 410)
    if road != "unknown":
        assert stranger.get(f"/api/v1/inspections/{page.number}").status_code == 404
        for place in ("", "?doi-tuong=2800123456", "atom.xml", "du-lieu.csv", "du-lieu.json"):
            response = stranger.get(f"/ket-luan-thanh-tra/{place}")
            assert "May Sông Chu" not in b"".join(response).decode().replace("?doi-tuong", ""), place


def test_an_editor_previews_what_is_not_saved(publish_conclusion: Publish) -> None:
    page = publish_conclusion()
    page.violations.set([])
    page.summary = "Bản đang sửa."
    shown = page.save_revision().as_object()
    text = shown.make_preview_request(preview_mode="").content.decode()
    assert "Bản đang sửa." in text
    assert "Kết luận không nêu vi phạm nào." in text


def test_what_is_late_depends_on_the_day(publish_conclusion: Publish, owed: dict[str, Any], stranger: Client) -> None:
    page = publish_conclusion(requirements=[owed | {"due_on": datetime.date(2999, 1, 1)}])
    assert "quá hạn" not in words(stranger, page.address)
    ConclusionRequirement.objects.update(due_on=datetime.date(2026, 4, 1), not_yet_compulsory=True)
    text = words(stranger, page.address)
    assert "quá hạn" not in text
    assert "Chưa bắt buộc thực hiện" in text

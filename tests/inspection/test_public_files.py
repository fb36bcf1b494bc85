"""A public file that gives away what was withheld is refused when it is chosen, and has no other way out."""

from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.base import ContentFile
from django.urls import reverse

from base.models import PortalDocument
from base.uploads.refusals import Refused
from inspection import redactions
from inspection.models import CheckedPdf, ConclusionFile, InspectionConclusionPage, Redaction
from ministry.models import User
from tests.inspection.steps import Form, Officer, Publish, fresh
from tests.uploads import redacted, samples

CARELESS = redacted.pdf(redacted.OPEN, redacted.NAME + redacted.BLACK_BOX)
CAREFUL = redacted.pdf(redacted.OPEN, redacted.OPEN + redacted.BLACK_BOX)
SAID = "dưới ô che vẫn còn chữ, ai cũng chép ra đọc được (trang 2)"
Conclusion = InspectionConclusionPage


def document(content: bytes, by: User, name: str = "ket-luan.pdf") -> PortalDocument:
    return PortalDocument.objects.create(
        title="Kết luận, bản công khai", file=ContentFile(content, name=name), uploaded_by_user=by
    )


def chosen(file: PortalDocument) -> dict[str, str]:
    return {
        "conclusion_files-TOTAL_FORMS": "1",
        "conclusion_files-0-document": str(file.pk),
        "conclusion_files-0-ORDER": "1",
        "without_file_reason": "",
    }


def save(as_officer: Officer, by: User, page: Conclusion, data: dict[str, str]) -> Any:
    return as_officer(by).post(reverse("wagtailadmin_pages:edit", args=[page.pk]), data)


def test_a_careless_file_is_refused_with_its_page_and_without_its_words(
    draft: Conclusion, khanh: User, as_officer: Officer, edit_form: Form
) -> None:
    response = save(as_officer, khanh, draft, edit_form(draft) | chosen(document(CARELESS, khanh)))
    assert response.status_code == 200
    shown = response.content.decode()
    assert SAID in shown
    assert "Print to PDF" in shown
    assert redacted.SECRET not in shown
    assert not fresh(draft).get_latest_revision_as_object().conclusion_files.exists()


def test_a_careful_file_goes_to_the_public(
    draft: Conclusion, khanh: User, as_officer: Officer, edit_form: Form, publish: Publish
) -> None:
    file = document(CAREFUL, khanh)
    given = edit_form(draft) | chosen(file)
    given |= {"redactions-TOTAL_FORMS": "1", "redactions-0-page_number": "2", "redactions-0-ground": "personal_data"}
    assert save(as_officer, khanh, draft, given).status_code == 302
    page = publish(draft)
    assert page.live
    assert file.is_public()
    [redaction] = page.redactions.all()
    assert (redaction.page_number, redaction.ground) == (2, "personal_data")


def test_no_file_is_looked_at_twice(khanh: User, monkeypatch: pytest.MonkeyPatch) -> None:
    said = redactions.complaint(document(CARELESS, khanh), [])
    assert SAID in said
    monkeypatch.setattr(redactions, "what_shines_through", lambda *_: pytest.fail("looked at once more"))
    assert redactions.complaint(document(CARELESS, khanh, "anh-em-sinh-doi.pdf"), []) == said
    assert CheckedPdf.objects.count() == 1


def test_what_the_machine_was_too_busy_for_is_looked_at_again(khanh: User, monkeypatch: pytest.MonkeyPatch) -> None:
    file = document(CAREFUL, khanh)
    with monkeypatch.context() as patched:

        def busy(*_: Any) -> None:
            raise Refused("busy")

        patched.setattr(redactions, "what_shines_through", busy)
        assert "chờ một phút" in redactions.complaint(file, [])
    assert redactions.complaint(file, []) == ""


@pytest.mark.parametrize(
    ("content", "name", "said"),
    [
        (samples.docx(), "ket-luan.docx", "Chỉ công khai tệp PDF"),
        (b"%PDF-1.4", "ket-luan.pdf", "Không đọc được tệp này"),
        (samples.pdf_with_password(), "ket-luan.pdf", "mật khẩu"),
        (samples.pdf_with_javascript(), "ket-luan.pdf", "mã lệnh"),
        (redacted.with_orphan(), "ket-luan.pdf", "mà trang không dùng nữa"),
    ],
)
def test_what_else_is_refused(content: bytes, name: str, said: str, khanh: User) -> None:
    assert said in redactions.complaint(document(content, khanh, name), [])


def test_a_scan_nobody_can_compare_is_refused_where_something_was_withheld(khanh: User) -> None:
    file = document(redacted.scan(redacted.NAME, of="/JBIG2Decode"), khanh)
    assert redactions.complaint(file, [2]) == ""
    assert "không đối chiếu được với hình (trang 1)" in redactions.complaint(file, [1, 2])


def test_a_file_that_the_disk_lost_is_told(khanh: User) -> None:
    file = document(CAREFUL, khanh)
    file.file.storage.delete(file.file.name)
    assert redactions.complaint(file, []) == redactions.LOST


def test_no_other_road_brings_it_out(draft: Conclusion, khanh: User, thu: User, minh: User, publish: Publish) -> None:
    """A revision that was written past the form, by a command or a program."""
    page = fresh(draft).get_latest_revision_as_object()
    page.conclusion_files.add(ConclusionFile(document=document(CARELESS, khanh)))
    page.redactions.add(Redaction(page_number=2, ground="bank_secret"))
    page.save_revision(user=khanh)
    with pytest.raises(PermissionDenied, match="dưới ô che"):
        publish(draft)
    assert not fresh(draft).live


def test_pages_are_told_as_people_write_them() -> None:
    assert redactions._pages([3, 1, 2, 7, 9, 10]) == " (trang 1-3, 7, 9-10)"
    assert redactions._pages([]) == ""

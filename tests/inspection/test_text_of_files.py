"""What is written inside a public file is found with its conclusion; publishing never waits for it."""

import datetime
from collections.abc import Iterator

import pytest
from django.core.files.base import ContentFile
from django.utils import timezone

from base import document_texts
from base.models import DocumentText, PortalDocument, TextState
from inspection.models import ConclusionFile, InspectionConclusionPage
from ministry.models import Unit
from search import finding, indexing
from search.engines import SearchQuery
from search.models import Entry
from tests.inspection.conclusions import conclusion
from tests.inspection.steps import take_down
from tests.search.engines import titles
from tests.uploads import samples

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def nothing_under_way(ministry: Unit) -> Iterator[None]:
    yield
    document_texts._leave_nothing_running()
    document_texts._under_way.clear()


def file(content: bytes, name: str = "ket-luan.pdf") -> PortalDocument:
    return PortalDocument.objects.create(title="Kết luận", file=ContentFile(content, name))


def with_file(content: bytes, name: str = "ket-luan.pdf", *, live: bool = True) -> InspectionConclusionPage:
    return conclusion(parts={"conclusion_files": [ConclusionFile(document=file(content, name))]}, live=live)


def read_all() -> None:
    """Do what the worker does until no file waits and the engine knows."""
    while document_texts.drain():
        pass
    indexing.drain_whole()


def test_what_is_written_inside_the_file_is_found_with_words_around_it() -> None:
    filler = "Noi dung khac cua ket luan. " * 100
    page = with_file(samples.pdf(filler + "Truy thu phu cap doc hai to say. " + filler))
    assert DocumentText.objects.get().state == TextState.WAITING, "publishing did not read it"
    assert PortalDocument.objects.get().text_note() == "Đang chờ đọc chữ trong tệp."
    indexing.drain_whole()
    assert not finding.find(SearchQuery("phụ cấp độc hại tổ sấy")).fits
    read_all()
    found = finding.find(SearchQuery("phụ cấp độc hại tổ sấy"))
    assert found.fits
    [card] = found.cards
    assert card["source_id"] == page.pk
    assert "<mark>phu cap doc hai to say</mark>" in card["highlight"]
    inside = DocumentText.objects.get()
    assert (inside.state, inside.pages, inside.note) == (TextState.DONE, 1, "")
    assert PortalDocument.objects.get().text_note() == ""


def test_a_draft_asks_for_nothing_and_a_withdrawn_page_loses_the_text_at_once() -> None:
    page = with_file(samples.pdf("Truy thu phu cap doc hai"), live=False)
    assert not DocumentText.objects.exists()
    page.get_latest_revision().publish()
    read_all()
    page = InspectionConclusionPage.objects.get(pk=page.pk)
    take_down(page)
    assert titles("phu cap doc hai") == []
    assert Entry.objects.get(source_id=page.pk).text == ""


def test_withdrawn_while_the_file_was_read_it_stays_withdrawn() -> None:
    page = with_file(samples.pdf("Truy thu phu cap doc hai"))
    document_texts.drain()
    take_down(page)
    read_all()
    assert Entry.objects.get(source_id=page.pk).text == ""
    assert titles("phu cap doc hai") == []


def test_a_file_that_was_read_before_is_found_as_soon_as_its_page_is_published() -> None:
    with_file(samples.pdf("Truy thu phu cap doc hai"))
    read_all()
    second = conclusion(
        title="Thông báo kết luận",
        parts={"conclusion_files": [ConclusionFile(document=PortalDocument.objects.get())]},
    )
    assert "phu cap doc hai" in Entry.objects.get(source_id=second.pk).text
    assert DocumentText.objects.count() == 1


@pytest.mark.parametrize(
    ("content", "name", "note"),
    [
        (samples.pdf_with_password(), "a.pdf", "mật khẩu"),
        (samples.pdf_of_nested_lists(), "a.pdf", "quá nặng"),
        (samples.pdf_that_unpacks_to(400 * 1024 * 1024), "a.pdf", "quá nặng"),
        (samples.pdf()[:200], "a.pdf", "hỏng"),
        (samples.pdf_scan(), "a.pdf", "chỉ có ảnh, không tìm được chữ bên trong"),
        (b"x", "a.txt", "Chỉ tìm được chữ bên trong tệp PDF"),
    ],
    ids=["password", "nested", "bomb", "broken", "scan", "text"],
)
def test_a_file_without_text_is_told_to_the_staff_and_the_page_is_public(content: bytes, name: str, note: str) -> None:
    page = with_file(content, name)
    assert page.live
    read_all()
    inside = DocumentText.objects.get()
    assert inside.state == TextState.FAILED
    assert note in PortalDocument.objects.get().text_note()
    assert titles("chậm đóng bảo hiểm") == [page.title]


def test_of_a_long_file_the_first_part_is_found_and_the_staff_is_told() -> None:
    with_file(samples.pdf("phu cap doc hai " * 20_000, pages=5))
    read_all()
    assert PortalDocument.objects.get().text_note().startswith("Tệp dài hoặc nặng: chỉ tìm được chữ ở phần đầu (khoảng")
    assert len(Entry.objects.get().text) <= 1_000_000
    assert titles("phu cap doc hai")


def test_long_texts_are_given_to_an_engine_in_portions(monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(3):
        conclusion(title=f"Kết luận {number}")
    indexing.rebuild("embedded")
    Entry.objects.update(version=9)
    indexing.reconcile()
    monkeypatch.setattr(indexing, "MOST_CHARACTERS", 0)
    assert [indexing.drain() for _ in range(4)] == [1, 1, 1, 0]


def test_a_file_that_is_not_there_any_more_is_told() -> None:
    page = with_file(samples.pdf())
    document = PortalDocument.objects.get()
    document.file.storage.delete(document.file.name)
    read_all()
    assert PortalDocument.objects.get().text_note() == "Không thấy tệp trên máy chủ."
    assert page.live


def test_a_file_that_ended_its_worker_three_times_is_not_tried_again() -> None:
    with_file(samples.pdf())
    DocumentText.objects.update(attempts=3)
    read_all()
    assert DocumentText.objects.get().note == "Tệp quá nặng, không tìm được chữ bên trong."


def test_two_workers_do_not_read_the_same_file() -> None:
    with_file(samples.pdf())
    assert document_texts._claimed() is not None
    assert document_texts._claimed() is None
    DocumentText.objects.update(leased_until=timezone.now() - datetime.timedelta(seconds=1))
    assert document_texts._claimed() is not None, "the first one died"


def test_what_a_worker_read_too_late_is_not_kept() -> None:
    with_file(samples.pdf())
    document_texts.drain()
    DocumentText.objects.waiting().update(leased_until=timezone.now() + datetime.timedelta(days=1))
    DocumentText.objects.exclude(state=TextState.WAITING).update(
        state=TextState.WAITING, text="", leased_until=timezone.now() + datetime.timedelta(days=1)
    )
    while document_texts._under_way:
        document_texts.drain()
    assert DocumentText.objects.get().state == TextState.WAITING


def test_a_page_that_cannot_be_made_does_not_lose_the_text(monkeypatch: pytest.MonkeyPatch) -> None:
    with_file(samples.pdf("Truy thu phu cap doc hai"))
    with monkeypatch.context() as patched:
        patched.setattr("search.signals.entries.put", _fails)
        with pytest.raises(RuntimeError, match="entries"):
            read_all()
    assert DocumentText.objects.get().state == TextState.WAITING
    DocumentText.objects.update(leased_until=None)
    read_all()
    assert titles("phu cap doc hai")


def _fails(page: object) -> None:
    raise RuntimeError("entries cannot be made")

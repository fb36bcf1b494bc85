"""Chị Hoài brings a file in, looks at what was read, and saves it; the page of the consultation then publishes it."""

from collections.abc import Callable
from typing import Any

import pytest
from django.urls import reverse

from consultation import versions
from consultation.models import ConsultationPage, DraftDocument, DraftImport
from consultation.structure import markdown
from consultation.structure.building import build
from consultation.structure.reading import read
from ministry.models import User
from tests.consultation import words
from tests.consultation.conftest import DRAFT
from tests.consultation.drafting import Officer, address, address_of, bring_in_file, lines_of, save, shown, told, upload
from tests.consultation.steps import FIRST_TEXT, approve, fresh


@pytest.fixture
def page(write_consultation: Callable[..., ConsultationPage]) -> ConsultationPage:
    """A consultation without a text."""
    return write_consultation("")


def test_from_the_file_to_the_public(
    page: ConsultationPage, hoai: User, phuc: User, minh: User, as_officer: Officer
) -> None:
    desk = as_officer(hoai)
    listed = desk.get(reverse("drafts_admin:list", args=[page.pk]))
    assert "Chưa có bản nào" in shown(listed)
    draft = bring_in_file(desk, page, label="  Dự thảo 1,  ngày 2/3 ")
    assert (draft.label, draft.name, draft.made_by) == ("Dự thảo 1, ngày 2/3", "du-thao.md", hoai)
    preview: Any = desk.get(address(draft, "overview"))
    assert "3 điều, 2 khoản, 2 điểm" in shown(preview)
    assert "Không còn dòng nào phải xem lại" in shown(preview)
    document = save(desk, draft)
    assert versions.tree(document) == build(read(markdown.paragraphs(FIRST_TEXT)))
    listed = desk.get(reverse("drafts_admin:list", args=[page.pk]))
    assert "sẵn sàng" in shown(listed)
    response: Any = desk.post(address_of(document, "choose"), {"page": page.pk})
    assert response.url == reverse("wagtailadmin_pages:edit", args=[page.pk])
    assert fresh(page).get_latest_revision_as_object().document == document
    approve(page, hoai, phuc, minh)
    assert fresh(page).current_document == document
    assert "đã công bố bản 1" in shown(desk.get(reverse("drafts_admin:list", args=[page.pk])))


def test_a_word_file_with_doubts(page: ConsultationPage, hoai: User, as_officer: Officer) -> None:
    desk, content = as_officer(hoai), words.docx(*words.DRAFT)
    response = upload(desk, page, content, "du-thao.docx")
    assert response.status_code == 302
    draft = DraftImport.objects.get()
    assert draft.kind == "docx"
    kept = desk.get(address(draft, "file"))
    assert kept["Content-Disposition"] == 'attachment; filename="du-thao.docx"'
    assert b"".join(kept.streaming_content) == content  # type: ignore[attr-defined]


def test_doubts_come_first_with_a_way_to_each(page: ConsultationPage, hoai: User, as_officer: Officer) -> None:
    desk = as_officer(hoai)
    draft = bring_in_file(desk, page, DRAFT.read_bytes())
    preview: Any = desk.get(address(draft, "overview"))
    screen = preview.content.decode()
    doubts = lines_of(draft).doubts()
    assert len(doubts) > 10
    for stretch, each in preview.context["doubted"]:
        assert each.doubts[0].sentence in shown(preview)
        there = desk.get(address(draft, "stretch", stretch.ordinal)).content.decode()
        assert f'id="dong-{each.at}"' in there
    assert screen.index("nghi-ngo") < screen.index("drafts-outline")
    told_above = [each for _, each in preview.context["doubted"] if each.above]
    assert told_above, "whoever is to judge a broken line sees where the line above ends"
    assert all(each.above in shown(preview) for each in told_above if "  " not in each.above and "<" not in each.above)


def test_a_doubt_is_settled_from_the_first_screen(page: ConsultationPage, hoai: User, as_officer: Officer) -> None:
    desk = as_officer(hoai)
    draft = bring_in_file(desk, page, "## Điều 1. Sổ\n\n1. Sổ ghi họ tên, số thẻ\n\nCăn cước công dân, nơi ở.\n")
    preview: Any = desk.get(address(draft, "overview"))
    [broken] = [each for _, each in preview.context["doubted"] if each.can_join]
    assert broken.above == "1. Sổ ghi họ tên, số thẻ"
    before = len(lines_of(draft).lines)
    response: Any = desk.post(address(draft, "correct"), {"do": f"join {broken.at} {broken.digest}"})
    assert response.url.endswith("#nghi-ngo")
    assert len(lines_of(draft).lines) == before - 1
    assert lines_of(draft).lines[-1].whole == "1. Sổ ghi họ tên, số thẻ Căn cước công dân, nơi ở."


def test_every_line_stands_in_one_stretch(page: ConsultationPage, hoai: User, as_officer: Officer) -> None:
    desk = as_officer(hoai)
    draft = bring_in_file(desk, page, DRAFT.read_bytes())
    stretches = desk.get(address(draft, "overview")).context["stretches"]
    seen = [row.at for part in stretches for row in desk.get(address(draft, "stretch", part.ordinal)).context["rows"]]
    assert seen == list(range(len(lines_of(draft).lines)))
    assert desk.get(address(draft, "stretch", len(stretches))).status_code == 404


def test_saved_twice_is_as_once(page: ConsultationPage, hoai: User, as_officer: Officer) -> None:
    desk = as_officer(hoai)
    draft = bring_in_file(desk, page)
    first = save(desk, draft)
    assert desk.post(address(draft, "save"), {"last": ""}).status_code == 302
    assert [first] == list(DraftDocument.objects.all())
    assert desk.get(address(draft, "overview")).status_code == 302, "what is saved is corrected no more"


def test_an_import_is_thrown_away_with_its_file(page: ConsultationPage, hoai: User, as_officer: Officer) -> None:
    desk = as_officer(hoai)
    draft = bring_in_file(desk, page)
    path = draft.path
    assert path.exists()
    desk.post(address(draft, "discard"))
    assert "Đã bỏ lần nhập" in told(desk, page)
    assert not DraftImport.objects.exists()


def test_what_is_saved_is_not_thrown_away(page: ConsultationPage, hoai: User, as_officer: Officer) -> None:
    desk = as_officer(hoai)
    draft = bring_in_file(desk, page)
    save(desk, draft)
    desk.post(address(draft, "discard"))
    assert DraftImport.objects.exists()


def test_the_editor_chooses_among_its_own_texts(
    page: ConsultationPage,
    write_consultation: Callable[..., ConsultationPage],
    hoai: User,
    as_officer: Officer,
) -> None:
    desk = as_officer(hoai)
    others = write_consultation(FIRST_TEXT, title="Dự thảo khác")
    document = save(desk, bring_in_file(desk, page))
    editor: Any = desk.get(reverse("wagtailadmin_pages:edit", args=[page.pk]))
    choices = [str(label) for _, label in editor.context["form"].fields["document"].choices]
    assert len(choices) == 2
    assert choices[1].startswith(f"{document.label} (nhập ")
    assert others.document is not None
    assert reverse("drafts_admin:list", args=[page.pk]) in editor.content.decode()

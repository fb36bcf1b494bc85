"""A text is put into the page that publishes it; what nobody has read may go, what was published stays for ever."""

import datetime
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from consultation import versions
from consultation.choosing import NO_SUCH_PAGE
from consultation.importing import saving
from consultation.models import (
    ConsultationIndexPage,
    ConsultationPage,
    ConsultationRule,
    DraftDocument,
    DraftImport,
    OutcomePage,
)
from ministry.models import PolicyField, Unit, User
from tests.at_once import at_once, shared_database
from tests.consultation.drafting import (
    Officer,
    address,
    address_of,
    bring_in_file,
    confirm,
    find,
    lines_of,
    press,
    save,
    shown,
    told,
)
from tests.consultation.steps import FIRST_TEXT, SECOND_TEXT, fresh


@pytest.fixture
def desk(hoai: User, as_officer: Officer) -> Client:
    return as_officer(hoai)


def filled_in(unit: Unit, field: PolicyField, **changes: str) -> dict[str, str]:
    """Return what the admin's form of a consultation sends."""
    today = timezone.localdate()
    data = {
        "title": "Dự thảo Thông tư về nhà trẻ",
        "slug": "",
        "stage": "draft",
        "document_kind": "circular",
        "unit": str(unit.pk),
        "field": str(field.pk),
        "summary": "Nhà trẻ nào cũng nhận trẻ từ sáu tháng.",
        "starts_on": f"{today:%d/%m/%Y}",
        "ends_on": f"{today + datetime.timedelta(days=59):%d/%m/%Y}",
        "moderation": "pre",
        "document": "",
    }
    for prefix in ("dossier", "questions", "comments"):
        data |= {f"{prefix}-TOTAL_FORMS": "0", f"{prefix}-INITIAL_FORMS": "0"}
    return data | changes


def act(as_officer: Officer, by: User, page: ConsultationPage) -> None:
    """Approve on the officer's screen, as the admin's dialog does."""
    state = fresh(page).current_workflow_task_state
    assert state is not None
    url = reverse("wagtailadmin_pages:workflow_action", args=[page.pk, "approve", state.pk])
    response = as_officer(by).post(url, {"comment": ""}, headers={"x-requested-with": "XMLHttpRequest"})
    assert response.status_code == 200


def test_from_the_empty_form_to_the_second_version_on_the_officers_screens(
    drafts_index: ConsultationIndexPage,
    consultation_rule: ConsultationRule,
    legal_unit: Unit,
    insurance: PolicyField,
    phuc: User,
    minh: User,
    as_officer: Officer,
    desk: Client,
) -> None:
    add = reverse("wagtailadmin_pages:add", args=["consultation", "consultationpage", drafts_index.pk])
    assert "Xin lưu trang trước" in shown(desk.get(add))
    assert desk.post(add, filled_in(legal_unit, insurance)).status_code == 302
    page = ConsultationPage.objects.get()
    first = save(desk, bring_in_file(desk, page, FIRST_TEXT, "Dự thảo 1"))
    edit = reverse("wagtailadmin_pages:edit", args=[page.pk])
    sent = filled_in(legal_unit, insurance, document=str(first.pk)) | {"action-submit": "1"}
    assert desk.post(edit, sent).status_code == 302
    for approver in (phuc, minh):
        act(as_officer, approver, page)
    assert fresh(page).current_document == first
    second = save(desk, bring_in_file(desk, page, SECOND_TEXT, "Dự thảo 2"))
    sent["document"] = str(second.pk)
    refused = desk.post(edit, sent)
    assert "Cần xác nhận bảng đối chiếu" in shown(refused)
    confirm(desk, second)
    assert desk.post(edit, sent).status_code == 302
    for approver in (phuc, minh):
        act(as_officer, approver, page)
    assert fresh(page).current_document == second


def test_into_a_page_of_answers(consultation: ConsultationPage, hoai: User, desk: Client) -> None:
    outcome = OutcomePage(title="Tiếp thu, giải trình", owner=hoai, live=False)
    consultation.add_child(instance=outcome)
    outcome.save_revision(user=hoai)
    second = save(desk, bring_in_file(desk, consultation, SECOND_TEXT))
    confirm(desk, second)
    screen = shown(desk.get(address_of(second, "document")))
    assert "Tiếp thu, giải trình" in screen
    desk.post(address_of(second, "choose"), {"page": outcome.pk})
    assert fresh(outcome).get_latest_revision_as_object().document == second
    assert fresh(consultation).get_latest_revision_as_object().document != second


def test_a_page_that_waits_for_approval_is_left_alone(consultation: ConsultationPage, hoai: User, desk: Client) -> None:
    second = save(desk, bring_in_file(desk, consultation, SECOND_TEXT))
    confirm(desk, second)
    fresh(consultation).get_workflow().start(fresh(consultation), hoai)
    assert "chờ duyệt hoặc bị khóa" in shown(desk.get(address_of(second, "document")))
    desk.post(address_of(second, "choose"), {"page": consultation.pk})
    assert NO_SUCH_PAGE in told(desk, consultation)
    assert fresh(consultation).get_latest_revision_as_object().document != second


@pytest.mark.parametrize("page", ["", "abc", "0", "²", "9" * 30])
def test_no_such_page(consultation: ConsultationPage, desk: Client, page: str) -> None:
    second = save(desk, bring_in_file(desk, consultation, SECOND_TEXT))
    confirm(desk, second)
    desk.post(address_of(second, "choose"), {"page": page})
    assert NO_SUCH_PAGE in told(desk, consultation)


def test_a_text_goes_back_to_being_read_with_its_corrections(consultation: ConsultationPage, desk: Client) -> None:
    draft = bring_in_file(desk, consultation, SECOND_TEXT)
    press(desk, draft, "drop", find(draft, "Nộp hồ sơ qua mạng"))
    second = save(desk, draft)
    response: Any = desk.post(address_of(second, "reopen"))
    assert response.url == address(draft, "overview")
    assert not DraftDocument.objects.filter(pk=second.pk).exists()
    press(desk, draft, "drop", find(draft, "Cổng dịch vụ công"))
    assert len(DraftImport.objects.get(pk=draft.pk).corrections) == 2
    again = save(desk, draft)
    assert not again.nodes.filter(key="dieu-5").exists()


def test_a_text_is_deleted_with_its_file(consultation: ConsultationPage, desk: Client) -> None:
    second = save(desk, bring_in_file(desk, consultation, SECOND_TEXT))
    desk.post(address_of(second, "delete"))
    assert "Đã xóa" in told(desk, consultation)
    assert not DraftDocument.objects.filter(pk=second.pk).exists()
    assert not DraftImport.objects.exists()


def test_what_was_published_stays(consultation: ConsultationPage, desk: Client) -> None:
    first = consultation.current_document
    assert first is not None
    for name in ("delete", "reopen"):
        desk.post(address_of(first, name))
        assert fresh(consultation).current_document == first
    assert saving.why_not_deleted(first) == saving.PUBLISHED


def test_what_a_page_has_chosen_stays_until_it_chooses_another(
    write_consultation: Callable[..., ConsultationPage], hoai: User, desk: Client
) -> None:
    page = write_consultation("")
    document = save(desk, bring_in_file(desk, page))
    desk.post(address_of(document, "choose"), {"page": page.pk})
    desk.post(address_of(document, "delete"))
    assert "đang chọn bản này để công bố" in told(desk, page)
    chosen = fresh(page).get_latest_revision()
    latest = fresh(page).get_latest_revision_as_object()
    latest.document = None
    latest.save_revision(user=hoai)
    desk.post(address_of(document, "delete"))
    assert not DraftDocument.objects.filter(pk=document.pk).exists()
    assert chosen.as_object().document is None, "an earlier revision can still be read"


def test_what_another_was_compared_with_is_published_by_then(consultation: ConsultationPage, desk: Client) -> None:
    """Texts are compared with published ones alone, so no two that wait hang on each other."""
    second = save(desk, bring_in_file(desk, consultation, SECOND_TEXT, "Dự thảo 2"))
    third = save(desk, bring_in_file(desk, consultation, SECOND_TEXT, "Dự thảo 3"))
    assert second.previous == third.previous == consultation.current_document


@pytest.mark.django_db(transaction=True)
def test_two_windows_save_at_the_same_moment(
    write_consultation: Callable[..., ConsultationPage], hoai: User, desk: Client, tmp_path: Path
) -> None:
    page = write_consultation("")
    draft = bring_in_file(desk, page)
    with shared_database(tmp_path):
        one, other = (DraftImport.objects.get(pk=draft.pk) for _ in range(2))
        last = lines_of(draft).last
        made = at_once(lambda: saving.save(one, last, hoai), lambda: saving.save(other, last, hoai))
        assert made[0] == made[1] == DraftDocument.objects.get()
        assert versions.tree(made[0]).title.startswith("THÔNG TƯ")


def test_a_consultation_that_was_never_public_goes_with_its_texts(
    write_consultation: Callable[..., ConsultationPage], hoai: User, phuc: User, as_officer: Officer, desk: Client
) -> None:
    page = write_consultation("")
    draft = bring_in_file(desk, page)
    desk.post(address_of(save(desk, draft), "choose"), {"page": page.pk})
    latest = fresh(page).get_latest_revision_as_object()
    latest.save()
    outcome = OutcomePage(title="Tiếp thu, giải trình", owner=hoai, live=False, document=latest.document)
    fresh(page).add_child(instance=outcome)
    with transaction.atomic():
        fresh(page).delete()
    assert not DraftDocument.objects.exists()
    assert not DraftImport.objects.exists()

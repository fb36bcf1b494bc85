"""A draft is put to the public, revised and answered; every comment follows its provision."""

import datetime

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from consultation import opening, versions
from consultation.comparing.keys import placed
from consultation.models import (
    ConsultationPage,
    ConsultationRule,
    DraftNode,
    OutcomePage,
    Reception,
    ReceptionKind,
)
from consultation.states import Progress
from ministry.models import User
from tests.consultation.steps import SECOND_TEXT, approve, bring_in, comment_on, fresh


def test_a_text_is_kept_as_rows_and_read_back(consultation: ConsultationPage) -> None:
    document = consultation.current_document
    assert document is not None
    assert (document.ordinal, document.label) == (1, "Dự thảo 1")
    keys = list(placed(versions.tree(document)))
    assert keys == list(document.nodes.values_list("key", flat=True))
    assert "dieu-2/khoan-2/diem-b" in keys
    assert consultation.progress() == Progress.OPEN
    assert consultation.closes_on == consultation.ends_on


def test_comments_follow_their_provisions(consultation: ConsultationPage, hoai: User, phuc: User, minh: User) -> None:
    first = consultation.current_document
    split = comment_on(consultation, "dieu-2/khoan-2", "Đề nghị miễn cho hợp tác xã.")
    moved = comment_on(consultation, "dieu-3", "Nộp qua bưu điện được không?")
    whole = comment_on(consultation, "", "Thông tư dễ hiểu.")
    second = bring_in(consultation, SECOND_TEXT, "Dự thảo 2", first)
    assert second.places.count() == 0, "nobody sees it yet"
    page = consultation.get_latest_revision_as_object()
    page.document = second
    page.save_revision(user=hoai)
    approve(page, hoai, phuc, minh)
    consultation = fresh(consultation)
    assert consultation.current_document == second
    assert second.places.get(comment=split).key == "dieu-3/khoan-1"
    assert second.places.get(comment=moved).key == "dieu-4"
    assert second.places.get(comment=whole).key == ""
    old, new = DraftNode.objects.get(document=first, key="dieu-3"), DraftNode.objects.get(document=second, key="dieu-4")
    assert old.provision == new.provision
    versions.publish(second)
    assert second.places.count() == 3, "twice is as once"


def test_a_second_text_waits_until_it_was_compared(
    consultation: ConsultationPage, hoai: User, phuc: User, minh: User
) -> None:
    second = bring_in(consultation, SECOND_TEXT, "Dự thảo 2", consultation.current_document)
    assert versions.may_be_published(second)
    second.lineage_confirmed_at = None
    second.save()
    assert not versions.may_be_published(second)
    second.lineage_confirmed_at, second.previous = timezone.now(), None
    second.save()
    assert not versions.may_be_published(second), "it follows another than the newest one"


@pytest.mark.parametrize(("days", "enough"), [(20, True), (19, False), (1, False), (60, True)])
def test_the_laws_days(
    write_consultation: object, consultation_rule: ConsultationRule, days: int, enough: bool
) -> None:
    today = datetime.date(2026, 2, 10)  # Tết lies in it: only the number of days counts
    said = opening.too_short("draft", "circular", False, today, today + datetime.timedelta(days=days - 1), today=today)
    assert (said == "") is enough


def test_an_approval_that_comes_late_publishes_nothing(
    write_consultation: object, consultation_rule: ConsultationRule, hoai: User, phuc: User, minh: User
) -> None:
    yesterday = timezone.localdate() - datetime.timedelta(days=1)
    page = write_consultation(starts_on=yesterday, ends_on=yesterday + datetime.timedelta(days=19))  # type: ignore[operator]
    with pytest.raises(PermissionDenied, match="Chỉ có 19 ngày, ít nhất phải 20 ngày"):
        approve(page, hoai, phuc, minh)
    assert not fresh(page).live


def test_the_outcome_ends_it(consultation: ConsultationPage, hoai: User, phuc: User, minh: User) -> None:
    comment = comment_on(consultation, "dieu-2/khoan-1")
    ConsultationPage.objects.update(
        ends_on=timezone.localdate() - datetime.timedelta(days=1),
        closes_on=timezone.localdate() - datetime.timedelta(days=1),
    )
    second = bring_in(consultation, SECOND_TEXT, "Dự thảo 2", consultation.current_document)
    outcome = OutcomePage(title="Tiếp thu, giải trình", document=second, owner=hoai, live=False)
    consultation.add_child(instance=outcome)
    outcome.save_revision(user=hoai)
    assert outcome.unit_id == consultation.unit_id
    with pytest.raises(PermissionDenied, match="Còn 1 góp ý"):
        approve(outcome, hoai, phuc, minh)
    fresh(outcome).current_workflow_state.cancel()
    Reception.objects.create(
        consultation=consultation, comment=comment, kind=ReceptionKind.ACCEPTED, explanation="Đã sửa.", answered_by=hoai
    )
    approve(outcome, hoai, phuc, minh)
    consultation = fresh(consultation)
    assert consultation.progress() == Progress.CONCLUDED
    assert consultation.current_document == second
    reception = Reception.objects.get()
    assert reception.published_at is not None
    assert reception.page == fresh(outcome)
    assert fresh(outcome).address == f"{consultation.address}ket-qua/1/"

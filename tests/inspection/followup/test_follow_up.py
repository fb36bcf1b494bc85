"""A requirement from the day it is written down to its end, and each way in which the procedure says no."""

import datetime
from typing import Any

import pytest

from base import outbox
from base.models import OutboxMessage
from base.refusals import Missing, WrongState
from inspection import procedure
from inspection.models import ConclusionRequirement, InspectionConclusionPage
from inspection.states import FollowUpStep, FollowUpVerb, RequirementStatus
from ministry.models import User
from tests.inspection.followup.conftest import MILLION, Clock, Require

S, T, V = RequirementStatus, FollowUpStep, FollowUpVerb
PAPER = {"evidence": "Giấy nộp tiền số 12 ngày 03/07/2026"}


def where(requirement: ConclusionRequirement) -> tuple[str, str, int]:
    requirement.refresh_from_db()
    return requirement.status, requirement.step, requirement.amount_done


def test_followed_to_its_end(requirement: ConclusionRequirement, khanh: User, thu: User, clock: Clock) -> None:
    assert where(requirement) == (S.NOT_STARTED, T.MONITORING, 0)
    procedure.urge(requirement, khanh, note="Công văn số 20/TTr ngày 15/6.")
    assert where(requirement) == (S.NOT_STARTED, T.URGING, 0)
    procedure.check(requirement, khanh, note="Đến công ty: đã lập danh sách, chưa nộp.")
    assert where(requirement) == (S.NOT_STARTED, T.CHECKING, 0)
    procedure.report(requirement, khanh, amount=50 * MILLION, **PAPER)
    assert where(requirement) == (S.IN_PROGRESS, T.REPORTED, 50 * MILLION)
    procedure.report(requirement, khanh, amount=70 * MILLION, evidence="Giấy nộp tiền số 19", note="Đợt cuối.")
    clock(2026, 8, 20, 9)
    procedure.mark_done(requirement, thu)
    assert where(requirement) == (S.DONE, T.REPORTED, 120 * MILLION)
    assert requirement.closed_on == datetime.date(2026, 8, 20)
    assert not requirement.is_open
    verbs = [V.ADD, V.URGE, V.CHECK, V.REPORT, V.REPORT, V.MARK_DONE]
    assert [event.verb for event in requirement.events.order_by("pk")] == verbs
    assert sum(event.amount or 0 for event in requirement.events.all()) == 120 * MILLION


def test_what_cannot_be_done_is_closed_with_the_reason_and_can_be_taken_up_again(
    requirement: ConclusionRequirement, thu: User
) -> None:
    with pytest.raises(Missing):
        procedure.mark_cannot_do(requirement, thu, note=" ")
    procedure.mark_cannot_do(requirement, thu, note="Công ty đã phá sản, theo Quyết định số 4 của Tòa án.")
    assert where(requirement)[0] == S.CANNOT_DO
    assert requirement.closed_on
    with pytest.raises(Missing):
        procedure.reopen(requirement, thu, note="")
    procedure.reopen(requirement, thu, note="Có bên kế thừa nghĩa vụ.")
    assert where(requirement) == (S.IN_PROGRESS, T.MONITORING, 0)
    assert requirement.closed_on is None


def test_not_compulsory_yet_it_is_never_late_and_nobody_is_urged(require: Require, khanh: User, clock: Clock) -> None:
    requirement = require(due_on=datetime.date(2026, 6, 10))
    clock(2026, 6, 20, 9)
    assert requirement.is_overdue
    procedure.suspend(requirement, khanh, note="Đang thanh tra lại theo Quyết định số 8.")
    assert not requirement.is_overdue
    assert not ConclusionRequirement.objects.overdue().exists()
    with pytest.raises(WrongState):
        procedure.urge(requirement, khanh, note="Gọi điện.")
    procedure.resume(requirement, khanh, note="Thanh tra lại giữ nguyên kết luận.")
    assert ConclusionRequirement.objects.overdue().get() == requirement


def test_more_time_is_given_with_a_reason_and_only_forwards(require: Require, thu: User, clock: Clock) -> None:
    clock(2026, 8, 1, 9)
    requirement = require()
    later = datetime.date(2026, 12, 1)
    with pytest.raises(Missing):
        procedure.postpone(requirement, thu, due_on=later, note="")
    with pytest.raises(Missing, match="sau hạn"):
        procedure.postpone(requirement, thu, due_on=datetime.date(2026, 9, 1), note="Bão lũ.")
    procedure.postpone(requirement, thu, due_on=later, note="Bão lũ.")
    procedure.postpone(requirement, thu, due_on=later, note="Bão lũ.")  # the form sent twice
    requirement.refresh_from_db()
    assert requirement.due_on == later
    assert [event.due_on for event in requirement.events.filter(verb=V.POSTPONE)] == [later]


def test_a_due_day_that_has_passed_is_no_extension(require: Require, thu: User, clock: Clock) -> None:
    requirement = require(due_on=None)
    clock(2026, 8, 1, 9)
    with pytest.raises(Missing, match="đã qua"):
        procedure.postpone(requirement, thu, due_on=datetime.date(2026, 7, 31), note="Ghi nhầm.")


@pytest.mark.parametrize(
    ("given", "reason"),
    [
        ({}, "Cần ghi đã thực hiện được gì"),
        ({"amount": 0, **PAPER}, "lớn hơn 0"),
        ({"amount": -5, **PAPER}, "lớn hơn 0"),
        ({"amount": 5}, "chứng từ"),
        ({"amount": 121 * MILLION, **PAPER}, "120.000.000 đồng"),
    ],
)
def test_a_report_that_does_not_fit_is_refused(
    requirement: ConclusionRequirement, khanh: User, given: dict[str, Any], reason: str
) -> None:
    with pytest.raises(Missing, match=reason):
        procedure.report(requirement, khanh, **given)
    assert where(requirement) == (S.NOT_STARTED, T.MONITORING, 0)
    assert requirement.events.count() == 1


def test_money_needs_an_amount_that_was_required(require: Require, khanh: User) -> None:
    reform = require(kind="policy_amendment", amount=None)
    with pytest.raises(Missing, match="chưa ghi số tiền"):
        procedure.report(reform, khanh, amount=5, **PAPER)
    procedure.report(reform, khanh, note="Đã trình dự thảo thông tư.")
    assert where(reform) == (S.IN_PROGRESS, T.REPORTED, 0)


def test_a_report_sent_twice_counts_once(requirement: ConclusionRequirement, khanh: User, clock: Clock) -> None:
    clock(2026, 7, 3, 9)
    for _ in range(2):
        procedure.report(requirement, khanh, amount=100 * MILLION, **PAPER)
    assert where(requirement)[2] == 100 * MILLION
    assert requirement.events.filter(verb=V.REPORT).count() == 1


def test_a_sum_typed_wrong_is_put_right_by_the_head(requirement: ConclusionRequirement, khanh: User, thu: User) -> None:
    procedure.report(requirement, khanh, amount=100 * MILLION, **PAPER)
    for wrong in (-1, 121 * MILLION):
        with pytest.raises(Missing):
            procedure.correct(requirement, thu, amount_done=wrong, note="Gõ nhầm.")
    procedure.correct(requirement, thu, amount_done=10 * MILLION, note="Gõ thừa một số 0.")
    assert where(requirement)[2] == 10 * MILLION
    assert requirement.events.get(verb=V.CORRECT).amount == -90 * MILLION


def test_done_needs_the_whole_sum_and_a_paper(require: Require, khanh: User, thu: User) -> None:
    money = require()
    with pytest.raises(Missing, match="Còn phải nộp"):
        procedure.mark_done(money, thu, **PAPER)
    review = require(kind="personnel_review", amount=None)
    with pytest.raises(Missing, match="văn bản"):
        procedure.mark_done(review, thu)
    procedure.report(review, khanh, note="Đã họp kiểm điểm.", evidence="Biên bản số 3")
    procedure.mark_done(review, thu)
    assert where(review)[0] == S.DONE


def test_what_describes_it_is_changed_while_it_is_open(
    requirement: ConclusionRequirement, khanh: User, thu: User
) -> None:
    procedure.edit(requirement, khanh, target="Công ty Dệt Sông Thao", content=requirement.content)
    assert requirement.events.get(verb=V.EDIT).note == "Sửa: ai phải thực hiện."
    procedure.edit(requirement, khanh, target="Công ty Dệt Sông Thao")
    assert requirement.events.filter(verb=V.EDIT).count() == 1, "nothing was changed"
    procedure.report(requirement, khanh, amount=50 * MILLION, **PAPER)
    with pytest.raises(Missing, match="nhỏ hơn số đã thu"):
        procedure.edit(requirement, khanh, amount=49 * MILLION)
    procedure.mark_cannot_do(requirement, thu, note="Công ty giải thể.")
    with pytest.raises(WrongState):
        procedure.edit(requirement, khanh, target="Khác")


@pytest.mark.parametrize("name", ["status", "step", "amount_done", "closed_on", "not_yet_compulsory"])
def test_no_form_changes_what_the_verbs_change(
    name: str, conclusion: InspectionConclusionPage, requirement: ConclusionRequirement, khanh: User
) -> None:
    with pytest.raises(TypeError):
        procedure.edit(requirement, khanh, **{name: "done"})
    with pytest.raises(TypeError):
        procedure.add(conclusion, khanh, kind="remediation", target="A", content="B", **{name: "done"})


def test_it_is_not_due_before_the_conclusion_was_signed(require: Require) -> None:
    with pytest.raises(Missing, match="trước ngày ký"):
        require(due_on=datetime.date(2026, 5, 31))


def test_who_is_concerned_is_told(
    requirement: ConclusionRequirement, khanh: User, thu: User, mailoutbox: list[Any]
) -> None:
    procedure.urge(requirement, khanh, note="Gọi điện.")
    procedure.report(requirement, khanh, amount=120 * MILLION, **PAPER)
    outbox.drain()
    (letter,) = mailoutbox
    assert letter.to == ["thu@bo.test"]
    assert "120.000.000 đồng" in letter.body
    assert f"/thanh-tra/yeu-cau/inspect/{requirement.pk}/" in letter.body
    mailoutbox.clear()
    procedure.mark_done(requirement, thu, note="Đủ <b>.")
    assert all(
        set(message.payload) == {"event", "user"}
        for message in OutboxMessage.objects.filter(topic__contains="inspection.")
    )
    outbox.drain()
    (letter,) = mailoutbox
    assert letter.to == ["khanh@bo.test"]
    assert "&lt;b&gt;" in letter.alternatives[0].content


def test_who_left_the_unit_gets_no_letter(
    requirement: ConclusionRequirement, khanh: User, thu: User, mailoutbox: list[Any]
) -> None:
    procedure.report(requirement, khanh, amount=120 * MILLION, **PAPER)
    thu.posts.all().delete()
    outbox.drain()
    assert mailoutbox == []

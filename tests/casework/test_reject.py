"""Hạnh refuses a case: with a reason, in writing, and with a word on what to do next."""

import pytest

from base.models import OutboxMessage
from casework import procedure
from casework.advice import ADVICE, advice_for
from casework.models import Case, RejectReason
from casework.procedure import Missing, NotAllowed, WrongState
from casework.states import State
from ministry.models import User
from tests.casework.conftest import verbs_of


def test_hanh_refuses_a_denunciation(case: Case, hanh: User) -> None:
    procedure.reject(case, hanh, reason="complaint_or_denunciation", note="Đây là đơn tố cáo.")
    assert (case.state, case.reject_reason) == (State.REJECTED, "complaint_or_denunciation")
    event = case.events.last()
    assert event is not None
    assert (event.note, event.is_public) == ("Đây là đơn tố cáo.", True)
    assert OutboxMessage.objects.latest("pk").payload["letter"] == "rejected"


def test_every_reason_has_its_advice() -> None:
    assert set(ADVICE) == set(RejectReason)
    assert "Luật Khiếu nại" in advice_for("complaint_or_denunciation")
    assert "Luật Tố cáo" in advice_for("complaint_or_denunciation")
    assert advice_for("") == ""


def test_a_sender_who_never_gave_what_was_asked_for_is_refused_in_the_end(case: Case, hanh: User) -> None:
    procedure.request_supplement(case, hanh, note="Xin ghi rõ tên công ty.")
    procedure.reject(case, hanh, reason="missing_sender_info", note="Đã quá hạn bổ sung.")
    assert case.state == State.REJECTED
    assert case.state_before_supplement == ""
    assert not case.pauses.filter(ended_on=None).exists()


def test_without_a_reason_it_is_refused(case: Case, hanh: User) -> None:
    with pytest.raises(Missing, match="lý do"):
        procedure.reject(case, hanh, reason="because", note="Vì thế.")
    with pytest.raises(Missing, match="nên làm gì tiếp"):
        procedure.reject(case, hanh, reason="spam_or_test", note=" \n ")
    assert verbs_of(case) == ["submit"]


def test_the_sender_is_told_once(case: Case, hanh: User) -> None:
    procedure.reject(case, hanh, reason="spam_or_test", note="Tin thử.")
    with pytest.raises(WrongState):
        procedure.reject(case, hanh, reason="spam_or_test", note="Tin thử.")
    assert [message.payload["letter"] for message in OutboxMessage.objects.order_by("pk")] == ["received", "rejected"]


def test_a_unit_does_not_refuse(assigned: Case, lan: User, nam: User) -> None:
    for person in (lan, nam):
        with pytest.raises(NotAllowed):
            procedure.reject(assigned, person, reason="unclear_content", note="Chưa rõ.")


def test_what_a_unit_has_in_hand_is_not_refused_over_its_head(assigned: Case, hanh: User) -> None:
    with pytest.raises(WrongState):
        procedure.reject(assigned, hanh, reason="unclear_content", note="Chưa rõ.")

"""Hạnh hands a case to the body whose business it is."""

import datetime

import pytest
from django.utils import timezone

from base.models import OutboxMessage
from casework import procedure
from casework.models import Case, TransferBody
from casework.procedure import Missing, NotAllowed, WrongState
from casework.states import State
from ministry.models import User


@pytest.fixture
def insurer(rules: None) -> TransferBody:
    return TransferBody.objects.get(code="BHXHVN")


def test_hanh_hands_it_to_the_insurer(case: Case, hanh: User, insurer: TransferBody) -> None:
    procedure.transfer(case, hanh, body=insurer, note="Việc chi trả do cơ quan này làm.")
    assert (case.state, case.transferred_to) == (State.TRANSFERRED, insurer)
    assert case.public_status.label == "Đã chuyển cơ quan khác"
    assert OutboxMessage.objects.latest("pk").payload["letter"] == "transferred"


def test_a_body_that_is_no_more_gets_nothing(case: Case, hanh: User, insurer: TransferBody) -> None:
    insurer.valid_to = timezone.localdate() - datetime.timedelta(days=1)
    insurer.save()
    with pytest.raises(Missing):
        procedure.transfer(case, hanh, body=insurer)
    assert case.transferred_to is None


def test_a_case_that_a_unit_has_is_first_returned(assigned: Case, hanh: User, insurer: TransferBody) -> None:
    with pytest.raises(WrongState):
        procedure.transfer(assigned, hanh, body=insurer)


def test_a_leader_hands_nothing_out_of_the_house(assigned: Case, lan: User, insurer: TransferBody) -> None:
    with pytest.raises(NotAllowed):
        procedure.transfer(assigned, lan, body=insurer)

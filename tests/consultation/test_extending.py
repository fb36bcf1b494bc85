"""Ông Phúc gives more time: who may, when, and what the public reads."""

import datetime
from collections.abc import Callable
from html import unescape

import pytest
from django.test import Client
from django.utils import timezone

from base.refusals import Missing, NotAllowed, WrongState
from consultation.models import ConsultationPage, Extension
from consultation.procedure.extending import extend
from ministry.models import User
from tests.consultation.steps import fresh


def in_days(count: int) -> datetime.date:
    return timezone.localdate() + datetime.timedelta(days=count)


def test_the_head_of_the_unit_extends_by_the_form(
    consultation: ConsultationPage, phuc: User, as_officer: Callable[[User], Client], stranger: Client
) -> None:
    office = as_officer(phuc)
    address = f"/admin/lay-y-kien/{consultation.pk}/gia-han/"
    assert address in office.get(f"/admin/pages/{consultation.pk}/edit/").content.decode()
    assert office.get(address).status_code == 200
    wrong = office.post(address, {"to_on": "31/02/2027", "reason": "Có lũ."}).content.decode()
    assert "Ngày chưa đúng" in wrong
    assert "Có lũ." in wrong
    early = unescape(office.post(address, {"to_on": f"{in_days(3):%d/%m/%Y}", "reason": "Có lũ."}).content.decode())
    assert "Ngày mới phải sau ngày hết hạn hiện nay" in early
    assert not Extension.objects.exists()
    done = office.post(address, {"to_on": f"{in_days(80):%d/%m/%Y}", "reason": "Nhiều nơi có lũ."})
    assert done.status_code == 302
    extension = Extension.objects.get()
    assert (extension.from_on, extension.to_on, extension.made_by) == (consultation.ends_on, in_days(80), phuc)
    assert fresh(consultation).closes_on == in_days(80)
    page = unescape(stranger.get(consultation.address).content.decode())
    assert "Còn 80 ngày" in page
    assert "Nhiều nơi có lũ." in page


@pytest.mark.parametrize("name", ["hoai", "minh", "lan"])
def test_nobody_else_extends(
    name: str, consultation: ConsultationPage, as_officer: Callable[[User], Client], request: pytest.FixtureRequest
) -> None:
    officer = request.getfixturevalue(name)
    with pytest.raises(NotAllowed):
        extend(consultation, officer, to_on=in_days(90), reason="Có lũ.")
    address = f"/admin/lay-y-kien/{consultation.pk}/gia-han/"
    given = {"to_on": f"{in_days(90):%d/%m/%Y}", "reason": "Có lũ."}
    assert as_officer(officer).post(address, given).status_code in (302, 403)
    assert not Extension.objects.exists()


def test_only_while_it_is_open(consultation: ConsultationPage, phuc: User) -> None:
    for starts, ends in ((1, 30), (-30, -1)):
        ConsultationPage.objects.update(starts_on=in_days(starts), ends_on=in_days(ends), closes_on=in_days(ends))
        with pytest.raises(WrongState):
            extend(fresh(consultation), phuc, to_on=in_days(90), reason="Có lũ.")


@pytest.mark.parametrize(("days", "reason"), [(59, "Có lũ."), (0, "Có lũ."), (90, " ")])
def test_a_later_day_and_a_reason_are_asked_for(
    days: int, reason: str, consultation: ConsultationPage, phuc: User
) -> None:
    with pytest.raises(Missing):
        extend(consultation, phuc, to_on=in_days(days), reason=reason)
    assert fresh(consultation).closes_on == in_days(59)


def test_it_outlasts_a_later_edition_of_the_page(consultation: ConsultationPage, phuc: User) -> None:
    from consultation import opening

    extend(consultation, phuc, to_on=in_days(90), reason="Có lũ.")
    opening.opened(fresh(consultation))
    assert fresh(consultation).closes_on == in_days(90)

"""Provinces, units and fields stand in the order of the alphabet wherever somebody chooses one or looks one up."""

import re
from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from casework.forms import ClassifyForm, DispatchForm
from casework.models import Case
from ministry.models import PolicyField, Province, Unit, User
from qa.forms import DetailsForm, QuestionForm
from qa.models import AnswerPage

Officer = Callable[[User], Client]
PROVINCES = ["An Giang", "Cao Bằng", "Cần Thơ", "Đà Nẵng", "Hà Nội", "Vĩnh Long"]
UNITS = ["Cục An toàn lao động", "Cục Trẻ em", "Đảng ủy", "Vụ Pháp chế"]
FIELDS = ["An sinh", "Bảo hiểm thất nghiệp", "Đưa lao động ra nước ngoài", "Việc làm"]


@pytest.fixture
def named(ministry: Unit, insurance: PolicyField) -> None:
    for number, name in enumerate(PROVINCES):
        Province.objects.create(code=f"{number}", name=name)
    for number, name in enumerate(UNITS):
        Unit.objects.get_or_create(name=name, defaults={"code": f"D{number}"})
    for number, name in enumerate(FIELDS):
        PolicyField.objects.get_or_create(name=name, defaults={"slug": f"f{number}"})


def order(names: list[str], page: str) -> list[str]:
    """Return the names as they follow each other on the page, each where it stands as a whole text."""
    found = re.findall(r">\s*([^<>]+?)\s*<", page)
    return [text for text in dict.fromkeys(found) if text in names]


def test_who_asks_chooses_in_order(named: None) -> None:
    assert order(PROVINCES, str(DetailsForm()["province"])) == PROVINCES
    assert str(DetailsForm()["province"]).index("Xin chọn") < str(DetailsForm()["province"]).index("An Giang")
    assert order(FIELDS, str(QuestionForm()["policy_field"])) == FIELDS


def test_what_is_chosen_is_still_checked(named: None) -> None:
    assert "province" in DetailsForm({"province": "999"}).errors
    assert "province" not in DetailsForm({"province": "3"}).errors


def test_officers_choose_in_order(named: None, case: Case, hanh: User, as_officer: Officer) -> None:
    assert order(FIELDS, str(ClassifyForm(case=case)["policy_field"])) == FIELDS
    assert order(UNITS, str(DispatchForm(case=case)["unit"])) == UNITS
    desk = as_officer(hanh).get(reverse("casework:queue", args=["tat-ca"])).content.decode()
    assert order(UNITS, desk) == UNITS
    assert order(FIELDS, desk) == FIELDS


def test_the_editor_of_an_answer_chooses_in_order(
    named: None, write_answer: Callable[..., AnswerPage], minh: User, as_officer: Officer
) -> None:
    page = write_answer()
    shown = as_officer(minh).get(reverse("wagtailadmin_pages:edit", args=[page.pk])).content.decode()
    assert order(UNITS, shown[shown.index('name="unit"') :]) == UNITS
    assert order(FIELDS, shown[shown.index('name="field"') :]) == FIELDS


@pytest.mark.parametrize(("register", "names"), [("province", PROVINCES), ("unit", UNITS), ("policyfield", FIELDS)])
def test_the_registers_are_in_order(
    register: str, names: list[str], named: None, quan_tri: User, as_officer: Officer
) -> None:
    client = as_officer(quan_tri)
    address = reverse(f"{register}:index")
    assert order(names, client.get(address).content.decode()) == names
    assert order(names, client.get(address, {"ordering": "-name"}).content.decode()) == names[::-1]
    assert client.get(address, {"q": "khong co"}).status_code == 200
    assert client.get(reverse(f"{register}:add")).status_code == 200

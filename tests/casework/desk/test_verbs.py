"""What is done to a case on its screens: once, when it is allowed, and nothing typed is lost."""

from collections.abc import Callable
from typing import Any

import pytest
from django.urls import reverse

from casework import procedure
from casework.models import Case, TransferBody
from casework.states import State, Verb
from ministry.models import PolicyField, Unit, User
from qa.compose import compose
from tests.casework.conftest import verbs_of
from tests.casework.desk.screens import DESK, Officer, address, read


def test_the_case_goes_through_the_screens(
    case: Case, hanh: User, lan: User, nam: User, as_officer: Officer, insurance: PolicyField, employment_unit: Unit
) -> None:
    """Hạnh finds it in her queue, receives and dispatches it; bà Lan gives it to anh Nam, who begins to write."""
    office = as_officer(hanh)
    assert case.title in read(office, DESK)
    given = {"kind": "policy_question", "policy_field": str(insurance.pk)}
    response = office.post(address(case, "receive"), given, follow=True)
    assert f"Tiếp nhận: đã ghi vào hồ sơ {case.number}." in response.content.decode()
    form = read(office, address(case, "dispatch"))
    assert f'<option value="{employment_unit.pk}" selected>' in form, "the unit that leads the field is proposed"
    office.post(address(case, "dispatch"), {"unit": str(employment_unit.pk), "note": ""})
    leader = as_officer(lan)
    assert case.title in read(leader, DESK)
    leader.post(address(case, "assign"), {"handler": str(nam.pk), "note": "Anh xem giúp."})
    expert = as_officer(nam)
    assert case.title in read(expert, f"{DESK}hang-doi/cua-toi/")
    assert "Anh xem giúp." in read(expert, address(case))
    response = expert.post(f"{DESK}{case.number}/lam/compose/")
    page = compose(nam, Case.objects.get(pk=case.pk))
    assert response.headers["Location"] == reverse("wagtailadmin_pages:edit", args=[page.pk])
    assert verbs_of(case) == ["submit", "receive", "dispatch", "assign"]


def test_looking_changes_nothing(
    assigned: Case, case: Case, hanh: User, lan: User, nam: User, as_officer: Officer
) -> None:
    """Every address of the desk, by GET, as everybody: no row is written but the log-in's own."""
    urls = [DESK, address(assigned), *(address(assigned, verb) for verb in Verb.values)]
    urls.append(f"{DESK}{assigned.number}/lam/compose/")
    before = str(Case.objects.values()), verbs_of(assigned), assigned.page_links.count()
    for officer in (hanh, lan, nam):
        client = as_officer(officer)
        for url in urls:
            assert client.get(url).status_code in (200, 302, 404, 405)
    assert (str(Case.objects.values()), verbs_of(assigned), assigned.page_links.count()) == before


def test_a_form_for_what_is_not_allowed_is_not_shown(assigned: Case, hanh: User, as_officer: Officer) -> None:
    response = as_officer(hanh).get(address(assigned, "reject"), follow=True)
    assert response.redirect_chain == [(address(assigned), 302)]
    page = response.content.decode()
    assert "Hiện ông/bà không thể “Từ chối” hồ sơ" in page
    assert 'name="note"' not in page


def test_a_form_with_an_error_keeps_what_was_typed(case: Case, hanh: User, as_officer: Officer) -> None:
    typed = "Đơn này <tố cáo> ông chủ tịch xã."
    page = as_officer(hanh).post(address(case, "reject"), {"reason": "", "note": typed}).content.decode()
    assert "Đơn này &lt;tố cáo&gt; ông chủ tịch xã." in page
    assert "error-message" in page
    case.refresh_from_db()
    assert case.state == State.SUBMITTED


@pytest.mark.parametrize(
    ("verb", "given"),
    [
        ("receive", {"kind": "gossip", "policy_field": "1"}),
        ("receive", {"kind": "concern", "policy_field": "999999"}),
        ("reject", {"reason": "unclear_content", "note": "   "}),
        ("reject", {"reason": "unclear_content", "note": "x" * 5001}),
        ("transfer", {"body": "abc"}),
        ("request_supplement", {"note": ""}),
        ("request_supplement", {}),
    ],
)
def test_what_a_verb_needs_must_be_given(
    verb: str, given: dict[str, str], case: Case, hanh: User, as_officer: Officer
) -> None:
    response = as_officer(hanh).post(address(case, verb), given)
    assert response.status_code == 200
    assert "error-message" in response.content.decode()
    assert verbs_of(case) == ["submit"]


def test_a_verb_sent_twice_is_used_once(
    case: Case, hanh: User, lan: User, nam: User, as_officer: Officer, insurance: PolicyField, employment_unit: Unit
) -> None:
    steps: list[tuple[User, str, dict[str, Any]]] = [
        (hanh, "receive", {"kind": "concern", "policy_field": insurance.pk}),
        (hanh, "request_supplement", {"note": "Xin ghi rõ ngày."}),
        (hanh, "supplement", {"content": "Gọi điện: ngày 5/5."}),
        (hanh, "dispatch", {"unit": employment_unit.pk, "note": ""}),
        (lan, "assign", {"handler": nam.pk, "note": ""}),
        (lan, "return_case", {"note": "Nhầm."}),
        (hanh, "transfer", {"body": TransferBody.objects.get().pk, "note": ""}),
        (hanh, "reopen", {"note": "Gửi trả."}),
        (hanh, "reject", {"reason": "duplicate", "note": "Trùng."}),
    ]
    for officer, verb, given in steps:
        client = as_officer(officer)
        assert client.post(address(case, verb), given).status_code == 302, verb
        assert client.post(address(case, verb), given).status_code in (200, 302, 404), verb
    assert verbs_of(case) == ["submit", *(verb for _, verb, _ in steps)]


def test_refused_by_what_happened_meanwhile_the_text_is_kept(
    case: Case, hanh: User, as_officer: Officer, insurance: PolicyField
) -> None:
    client = as_officer(hanh)
    read(client, address(case, "reject"))
    procedure.transfer(case, hanh, body=TransferBody.objects.get())
    page = client.post(address(case, "reject"), {"reason": "duplicate", "note": "Trùng hồ sơ trước."}).content.decode()
    assert "Không thể “Từ chối” khi hồ sơ đang ở trạng thái “Đã chuyển cơ quan khác”." in page
    assert "Trùng hồ sơ trước." in page


def test_after_giving_a_case_away_the_leader_is_led_to_the_list(assigned: Case, lan: User, as_officer: Officer) -> None:
    response = as_officer(lan).post(address(assigned, "return_case"), {"note": "Việc của Cục khác."})
    assert response.headers["Location"] == DESK


def test_an_officer_is_told_when_no_letter_can_go(
    ask: Callable[..., Case], hoa: dict[str, Any], hanh: User, as_officer: Officer
) -> None:
    case = ask(sender=hoa | {"email": ""})
    response = as_officer(hanh).post(address(case, "request_supplement"), {"note": "Ngày nào?"}, follow=True)
    assert "Người gửi không để lại thư điện tử" in response.content.decode()


def test_only_experts_of_the_unit_are_offered(
    assigned: Case, lan: User, huong: User, son: User, as_officer: Officer
) -> None:
    form = read(as_officer(lan), address(assigned, "assign"))
    assert "Nguyễn Hải Nam" in form
    assert "Bùi Thu Hương" in form
    assert "Đỗ Văn Sơn" not in form


def test_an_unknown_verb_or_action_is_no_page(assigned: Case, nam: User, lan: User, as_officer: Officer) -> None:
    assert as_officer(nam).get(address(assigned, "answer")).status_code == 404
    assert as_officer(nam).post(address(assigned, "delete")).status_code == 404
    assert as_officer(nam).get(f"{DESK}hang-doi/cho-tiep-nhan/").status_code == 404, "not a handler's queue"
    for client, name in ((as_officer(nam), "publish"), (as_officer(lan), "compose")):
        response = client.post(f"{DESK}{assigned.number}/lam/{name}/")
        assert response.status_code in (302, 403)
    assert not assigned.page_links.exists()

"""The section “Hồ sơ”: queues for each post, a case with its sender and its buttons, and nothing for another unit."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from casework import procedure, queues
from casework.models import Case, TransferBody
from casework.states import State, Verb
from casework.views import desk
from ministry.models import PolicyField, Post, Role, Unit, User
from qa.compose import compose
from tests.casework.conftest import verbs_of

Officer = Callable[[User], Client]
DESK = "/admin/ho-so/"


def address(case: Case, verb: str = "") -> str:
    return f"{DESK}{case.number}/{f'viec/{verb}/' if verb else ''}"


def read(client: Client, url: str) -> str:
    response = client.get(url)
    assert response.status_code == 200, url
    return response.content.decode()


def buttons(page: str) -> set[str]:
    """Return the verbs whose buttons the page of a case shows."""
    return set(re.findall(r'href="/admin/ho-so/[^"/]+/viec/(\w+)/"', page)) | set(
        re.findall(r'action="/admin/ho-so/[^"/]+/lam/(\w+)/"', page)
    )


def numbers(page: str) -> set[str]:
    return set(re.findall(r"\d{4}-\d{6}", page))


@pytest.fixture
def in_another_unit(
    ask: Callable[..., Case], hanh: User, thuy: User, son: User, children_unit: Unit, childcare: PolicyField
) -> Case:
    """A case in Sơn's hands."""
    case = ask(title="Con tôi được hưởng chế độ gì?", policy_field=childcare)
    procedure.receive(case, hanh, kind=case.kind, policy_field=childcare)
    procedure.dispatch(case, hanh, unit=children_unit)
    return procedure.assign(case, thuy, handler=son)


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


QUEUES = {
    "hanh": ["Chờ tiếp nhận", "Chờ chuyển đơn vị", "Đang xử lý", "Chờ bổ sung", "Quá hạn", "Đã trả lời", "Tất cả"],
    "lan": ["Chờ phân công", "Đang xử lý", "Chờ bổ sung", "Quá hạn", "Đã trả lời", "Tất cả"],
    "nam": ["Việc của tôi", "Đang xử lý", "Chờ bổ sung", "Quá hạn", "Đã trả lời", "Tất cả"],
}


@pytest.mark.parametrize("who", QUEUES)
def test_each_post_has_its_queues(who: str, request: pytest.FixtureRequest, db: None) -> None:
    assert [queue.label for queue in queues.queues_for(request.getfixturevalue(who))] == QUEUES[who]


def test_a_queue_holds_what_its_name_says(
    ask: Callable[..., Case], factotum: User, employment_unit: Unit, as_officer: Officer
) -> None:
    cases = {}
    for state in State:
        cases[state] = ask(title=f"Câu hỏi ở trạng thái {state.value}")
        Case.objects.filter(pk=cases[state].pk).update(state=state, unit=employment_unit, handler=factotum)
    expected = {
        "cho-tiep-nhan": {State.SUBMITTED},
        "cho-chuyen": {State.RECEIVED},
        "cho-phan-cong": {State.DISPATCHED},
        "cua-toi": {State.SUBMITTED, State.RECEIVED, State.AWAITING_SUPPLEMENT, State.DISPATCHED, State.ASSIGNED},
        "dang-xu-ly": {State.ASSIGNED},
        "cho-bo-sung": {State.AWAITING_SUPPLEMENT},
        "qua-han": set(),
        "da-tra-loi": {State.ANSWERED},
        "tat-ca": set(State),
    }
    client = as_officer(factotum)
    assert set(expected) == {queue.name for queue in queues.QUEUES}
    for name, states in expected.items():
        page = read(client, f"{DESK}hang-doi/{name}/")
        assert numbers(page) == {cases[state].number for state in states}, name


def test_an_officer_with_several_posts_finds_what_each_of_them_gives(
    case: Case, in_another_unit: Case, factotum: User, hanh: User, employment_unit: Unit, children_unit: Unit
) -> None:
    """Intake sees every unit's cases; but to be assigned by this leader are the own unit's alone."""
    Case.objects.filter(pk=in_another_unit.pk).update(state=State.DISPATCHED, handler=None)
    counted = queues.counts(factotum)
    assert counted["cho-tiep-nhan"] == 1
    assert counted["cho-phan-cong"] == 0
    Case.objects.filter(pk=case.pk).update(state=State.DISPATCHED, unit=employment_unit)
    Post.objects.create(user=factotum, unit=Unit.objects.get(code="VP"), role=Role.UNIT_LEADER)
    again = User.objects.get(pk=factotum.pk)
    assert queues.counts(again)["cho-phan-cong"] == 1
    assert queues.waiting_for(again) == 1, "counted once, though this person leads two units"


def test_the_menu_says_how_many_wait(case: Case, hanh: User, minh: User, as_officer: Officer) -> None:
    assert "Hồ sơ (1)" in read(as_officer(hanh), "/admin/").replace("\\u1ed3", "ồ").replace("\\u01a1", "ơ")
    assert "ho-so" not in read(as_officer(minh), "/admin/")


def test_cases_are_filtered(
    assigned: Case, in_another_unit: Case, hanh: User, as_officer: Officer, insurance: PolicyField
) -> None:
    client, everything = as_officer(hanh), f"{DESK}hang-doi/tat-ca/"
    assert numbers(read(client, everything)) == {assigned.number, in_another_unit.number}
    for query in (
        f"linh-vuc={insurance.slug}",
        "don-vi=VL",
        f"q={assigned.number}",
        "q=trợ cấp thất nghiệp",
        "linh-vuc=bao-hiem-that-nghiep&don-vi=VL&loai=policy_question&q=Nghỉ việc",
    ):
        assert numbers(read(client, f"{everything}?{query}")) - {query[2:]} <= {assigned.number}, query
        assert assigned.title in read(client, f"{everything}?{query}"), query
    for query in ("q=không có", "loai=concern", "don-vi=XX", "linh-vuc=x", f"q={'x' * 60_000}"):
        assert "Không có hồ sơ nào ở đây." in read(client, f"{everything}?{query}")


def test_the_list_pages_by_key(ask: Callable[..., Case], hanh: User, as_officer: Officer) -> None:
    """Each case is met once, also when new ones arrive between two pages; a page costs the same wherever it is."""
    old = [ask(title=f"Câu hỏi số {number}").number for number in range(desk.PAGE_SIZE * 2 + 5)]
    client, url, met = as_officer(hanh), f"{DESK}hang-doi/tat-ca/?q=Câu", []
    cost = []
    while url:
        with CaptureQueriesContext(connection) as queries:
            page = read(client, url)
        cost.append(len(queries))
        met += list(dict.fromkeys(re.findall(r'<td><a href="/admin/ho-so/(\d{4}-\d{6})/"', page)))
        following = re.search(r'href="(\?[^"]*sau=[^"]*)"', page)
        url = f"{DESK}hang-doi/tat-ca/{following[1].replace('&amp;', '&')}" if following else ""
        ask(title="Câu hỏi mới đến")
    assert met == old[::-1]
    assert max(cost) <= min(cost) + 1, "only the look-up of where to go on"


@pytest.mark.parametrize("after", ["x", "2026-999999", "0001-01-01T00:00:00+14:00~1", "%00", "9" * 500])
def test_a_hostile_place_to_go_on_from_breaks_nothing(after: str, case: Case, hanh: User, as_officer: Officer) -> None:
    response = as_officer(hanh).get(f"{DESK}?sau={after}")
    assert response.status_code == (400 if "%00" in after else 200)


def test_a_list_issues_no_query_for_each_row(ask: Callable[..., Case], hanh: User, as_officer: Officer) -> None:
    client = as_officer(hanh)
    ask()
    read(client, DESK)  # what every page needs is kept from here on
    with CaptureQueriesContext(connection) as few:
        read(client, DESK)
    for number in range(12):
        ask(title=f"Câu hỏi số {number}")
    with CaptureQueriesContext(connection) as many:
        read(client, DESK)
    assert len(many) == len(few)


@pytest.mark.parametrize("who", ["hanh", "lan", "nam", "huong"])
def test_who_sees_the_case_sees_the_sender(
    who: str, assigned: Case, as_officer: Officer, request: pytest.FixtureRequest
) -> None:
    page = read(as_officer(request.getfixturevalue(who)), address(assigned))
    for told in ("Nguyễn Thị Hoa", "0912345678", "hoa@nguoidan.test", "Thanh Hóa", "phiên bản 1"):
        assert told in page
    assert "10 ngày làm việc tính từ sau ngày" in page
    assert "Căn cứ: Quy chế. Căn cứ này chưa xác minh." in page


BUTTONS: dict[str, dict[State, set[str] | None]] = {
    "hanh": {
        State.SUBMITTED: {"receive", "classify", "reject", "transfer", "request_supplement", "change_secret"},
        State.ASSIGNED: {"change_secret"},
    },
    "lan": {State.SUBMITTED: None, State.ASSIGNED: {"request_supplement", "assign", "return_case"}},
    "nam": {State.SUBMITTED: None, State.ASSIGNED: {"request_supplement", "compose"}},
    "huong": {State.SUBMITTED: None, State.ASSIGNED: set()},
}


@pytest.mark.parametrize("who", BUTTONS)
def test_the_buttons_are_what_is_allowed_now(
    who: str, assigned: Case, ask: Callable[..., Case], as_officer: Officer, request: pytest.FixtureRequest
) -> None:
    client = as_officer(request.getfixturevalue(who))
    for case, shown in ((ask(), BUTTONS[who][State.SUBMITTED]), (assigned, BUTTONS[who][State.ASSIGNED])):
        if shown is None:
            assert client.get(address(case)).status_code == 404
        else:
            assert buttons(read(client, address(case))) == shown


@pytest.mark.parametrize("who", ["son", "thuy"])
def test_another_units_officer_meets_no_trace_of_the_case(
    who: str,
    assigned: Case,
    in_another_unit: Case,
    nam: User,
    as_officer: Officer,
    request: pytest.FixtureRequest,
) -> None:
    page = compose(nam, assigned)
    client = as_officer(request.getfixturevalue(who))
    for url in (address(assigned), *(address(assigned, verb) for verb in Verb.values)):
        assert client.get(url).status_code == 404
        assert client.post(url, {"note": "Cho xem nào."}).status_code in (404, 405)
    assert client.post(f"{DESK}{assigned.number}/lam/compose/").status_code == 404
    for queue in queues.queues_for(request.getfixturevalue(who)):
        shown = read(client, f"{DESK}hang-doi/{queue.name}/?q=")
        assert assigned.number not in shown
        assert assigned.title not in shown
        assert assigned.number not in read(client, f"{DESK}hang-doi/{queue.name}/?sau={assigned.number}")
    assert numbers(read(client, f"{DESK}hang-doi/tat-ca/")) == {in_another_unit.number}
    for url in (
        "/admin/",
        reverse("wagtailadmin_explore", args=[page.get_parent().pk]),
        f"{reverse('wagtailadmin_pages:search')}?q=thất+nghiệp",
        f"{reverse('wagtailadmin_pages:search_results')}?q=Nghỉ",
    ):
        assert assigned.title not in client.get(url, follow=True).content.decode(), url
    edit = client.get(reverse("wagtailadmin_pages:edit", args=[page.pk]))
    assert edit.status_code in (302, 403, 404)
    assigned.refresh_from_db()
    assert (assigned.state, assigned.handler) == (State.ASSIGNED, nam)


def test_an_unknown_number_and_anothers_case_look_the_same(
    assigned: Case, in_another_unit: Case, nam: User, as_officer: Officer
) -> None:
    client = as_officer(nam)
    known, unknown = client.get(address(in_another_unit)), client.get(f"{DESK}2019-999999/")
    assert known.status_code == unknown.status_code == 404
    strip = {ord(digit): None for digit in "0123456789"}
    assert known.content.decode().translate(strip) == unknown.content.decode().translate(strip)


@pytest.mark.parametrize("who", ["minh", "quan_tri", "root", "hung"])
def test_who_does_not_work_on_cases_does_not_enter(
    who: str, assigned: Case, as_officer: Officer, request: pytest.FixtureRequest
) -> None:
    client = as_officer(request.getfixturevalue(who))
    for url in (DESK, f"{DESK}hang-doi/tat-ca/", address(assigned)):
        response = client.get(url)
        assert response.status_code in (302, 403)
        assert assigned.title not in response.content.decode()


def test_a_stranger_is_led_to_the_log_in(assigned: Case, stranger: Client) -> None:
    for url in (DESK, address(assigned), address(assigned, "assign")):
        response = stranger.get(url)
        assert response.status_code == 302
        assert response.headers["Location"].startswith("/admin/login/")


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


def test_the_draft_and_its_place_in_moderation_are_shown(
    assigned: Case, nam: User, lan: User, as_officer: Officer
) -> None:
    page = compose(nam, assigned)
    shown = read(as_officer(nam), address(assigned))
    assert reverse("wagtailadmin_pages:edit", args=[page.pk]) in shown
    assert "bản nháp" in shown
    page.get_workflow().start(page, nam)
    assert "Lãnh đạo đơn vị duyệt" in read(as_officer(nam), address(assigned))


def test_an_unknown_verb_or_action_is_no_page(assigned: Case, nam: User, lan: User, as_officer: Officer) -> None:
    assert as_officer(nam).get(address(assigned, "answer")).status_code == 404
    assert as_officer(nam).post(address(assigned, "delete")).status_code == 404
    assert as_officer(nam).get(f"{DESK}hang-doi/cho-tiep-nhan/").status_code == 404, "not a handler's queue"
    for client, name in ((as_officer(nam), "publish"), (as_officer(lan), "compose")):
        response = client.post(f"{DESK}{assigned.number}/lam/{name}/")
        assert response.status_code in (302, 403)
    assert not assigned.page_links.exists()


def test_hostile_text_of_a_sender_stays_text(
    ask: Callable[..., Case], hoa: dict[str, Any], hanh: User, as_officer: Officer
) -> None:
    nasty = "<script>alert(1)</script>"
    case = ask(title=nasty, content=nasty, sender=hoa | {"sender_name": nasty, "address_detail": nasty})
    client = as_officer(hanh)
    for url in (DESK, address(case), address(case, "reject")):
        assert nasty not in read(client, url)


def test_a_case_is_never_cached(assigned: Case, nam: User, as_officer: Officer) -> None:
    for url in (DESK, address(assigned)):
        policy = as_officer(nam).get(url)["Cache-Control"]
        assert "private" in policy
        assert "no-cache" in policy or "no-store" in policy


def test_the_admins_first_page_says_what_waits(
    case: Case, hanh: User, minh: User, as_officer: Callable[[User], Client]
) -> None:
    shown = as_officer(hanh).get("/admin/").content.decode()
    assert "/admin/ho-so/hang-doi/cho-tiep-nhan/" in shown
    assert "waiting-cases" not in as_officer(minh).get("/admin/").content.decode()

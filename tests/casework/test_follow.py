"""Chị Hoa follows her case with its number and its secret; whoever has only one of them learns nothing."""

import uuid
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from base.codes import Codes
from casework import codes, procedure
from casework.models import Case, TransferBody
from casework.procedure import ApprovedText
from casework.states import State
from casework.views.follow import find_case
from ministry.models import User

URL = "/theo-doi/"


def key_to(case: Case, **changes: str) -> dict[str, str]:
    return {"number": case.number, "secret": codes.secret_for(case.token, case.secret_version)} | changes


def open_case(client: Client, case: Case, **changes: str) -> str:
    response = client.post(URL, key_to(case, **changes))
    assert response.status_code == 200
    return response.content.decode()


def test_she_reads_how_it_stands(case: Case, stranger: Client) -> None:
    page = open_case(stranger, case)
    assert "Đang tiếp nhận" in page
    assert case.title in page
    assert case.content in page
    assert "Đã nhận câu hỏi của ông/bà trên cổng" in page
    assert case.due_on is not None
    assert f"{case.due_on:%d/%m/%Y}" in page
    assert "10 ngày làm việc tính từ sau ngày" in page


def test_she_reads_how_the_day_was_counted_and_no_remark_of_the_office(case: Case, stranger: Client) -> None:
    page = open_case(stranger, case)
    assert "Bộ trả lời trong 10 ngày làm việc tính từ sau ngày" in page
    assert "Căn cứ" not in page


def test_typed_loosely_it_opens_too(case: Case, stranger: Client) -> None:
    secret = codes.secret_for(case.token, 1).replace("-", " ").lower()
    assert case.title in open_case(stranger, case, number=f" {case.number.replace('-', ' ')} ", secret=secret)


def test_she_reads_the_answer_with_the_law_it_stands_on(
    assigned: Case, minh: User, stranger: Client, approved_text: Callable[..., ApprovedText]
) -> None:
    procedure.answer(assigned, approved_text(html="<p>Nộp tại <strong>trung tâm</strong>.</p>"), minh)
    page = open_case(stranger, assigned)
    assert "Đã trả lời" in page
    assert "Nộp hồ sơ trong ba tháng kể từ ngày nghỉ việc." in page
    assert "<p>Nộp tại <strong>trung tâm</strong>.</p>" in page
    assert "Khoản 1 Điều 46" in page
    assert "38/2013/QH13" in page
    assert "Cục Việc làm" in page


def test_a_public_answer_is_linked_and_a_private_one_is_not(
    assigned: Case, minh: User, stranger: Client, approved_text: Callable[..., ApprovedText], write_answer: Any
) -> None:
    page = write_answer()
    procedure.answer(assigned, approved_text(page_id=page.pk), minh)
    assert page.address in open_case(stranger, assigned)
    page.unpublish()
    assert page.address not in open_case(stranger, assigned)


def test_refused_she_reads_why_and_what_she_can_do(case: Case, hanh: User, stranger: Client) -> None:
    procedure.reject(case, hanh, reason="complaint_or_denunciation", note="Đây là đơn tố cáo.")
    page = open_case(stranger, case)
    assert "Từ chối tiếp nhận" in page
    assert "Nội dung khiếu nại, tố cáo" in page
    assert "Đây là đơn tố cáo." in page
    assert "Luật Tố cáo số 25/2018/QH14" in page


def test_transferred_she_reads_to_whom(case: Case, hanh: User, stranger: Client) -> None:
    procedure.transfer(case, hanh, body=TransferBody.objects.get(), note="Họ chi trả.")
    page = open_case(stranger, case)
    assert "Bảo hiểm xã hội Việt Nam" in page
    assert "Họ chi trả." in page


def test_what_officers_tell_each_other_she_does_not_read(
    case: Case, hanh: User, lan: User, nam: User, insurance: Any, employment_unit: Any, stranger: Client
) -> None:
    procedure.receive(case, hanh, kind=case.kind, policy_field=insurance)
    procedure.dispatch(case, hanh, unit=employment_unit, note="Người này hay hỏi.")
    procedure.assign(case, lan, handler=nam, note="Làm nhanh.")
    procedure.note_sent_back(case, lan, "Viết lại đoạn hai.")
    page = open_case(stranger, case)
    assert "Đã chuyển đến đơn vị trả lời" in page
    for internal in ("Người này hay hỏi", "Làm nhanh", "Viết lại đoạn hai", nam.full_name, hanh.full_name):
        assert internal not in page


def test_she_gives_what_is_missing(case: Case, hanh: User, stranger: Client) -> None:
    procedure.request_supplement(case, hanh, note="Xin ghi rõ <b>ngày</b> nghỉ việc.")
    page = open_case(stranger, case)
    assert "Xin ghi rõ &lt;b&gt;ngày&lt;/b&gt; nghỉ việc." in page
    assert "Hạn trả lời" not in page, "the clock stands; no day is promised"
    response = stranger.post(f"{URL}bo-sung/", key_to(case, supplement="Tôi nghỉ từ ngày 5/5."))
    case.refresh_from_db()
    assert case.state == State.SUBMITTED
    page = response.content.decode()
    assert "Tôi nghỉ từ ngày 5/5." in page
    assert "Ông/bà đã bổ sung thông tin" in page
    assert "Gửi bổ sung" not in page


def test_sent_twice_it_is_added_once(case: Case, hanh: User, stranger: Client) -> None:
    procedure.request_supplement(case, hanh, note="Ngày nào?")
    for _ in range(2):
        stranger.post(f"{URL}bo-sung/", key_to(case, supplement="Tôi nghỉ từ ngày 5/5."))
    case.refresh_from_db()
    assert case.content.count("Tôi nghỉ từ ngày 5/5.") == 1


def test_too_short_a_supplement_is_kept_and_explained(case: Case, hanh: User, stranger: Client) -> None:
    procedure.request_supplement(case, hanh, note="Ngày nào?")
    page = stranger.post(f"{URL}bo-sung/", key_to(case, supplement="5/5")).content.decode()
    assert "Mục này cần ít nhất 5 ký tự (hiện có 3)." in page
    assert ">\n5/5</textarea>" in page
    case.refresh_from_db()
    assert case.awaits_supplement


def test_nobody_adds_to_a_case_without_its_secret(case: Case, hanh: User, stranger: Client) -> None:
    procedure.request_supplement(case, hanh, note="Ngày nào?")
    stranger.post(f"{URL}bo-sung/", key_to(case, secret="AAAA-AAAA-AAAA", supplement="Tôi là người khác."))
    case.refresh_from_db()
    assert case.awaits_supplement
    assert "người khác" not in case.content


def attempt(client: Client, number: str, secret: str) -> tuple[int, str, dict[str, str]]:
    """Return what a try gives away: status, page and headers, without what was typed."""
    response = client.post(URL, {"number": number, "secret": secret})
    page = response.content.decode().replace(number, "NUMBER").replace(secret, "SECRET")
    return response.status_code, page, dict(response.headers) | {"Content-Length": ""}


def test_a_wrong_secret_and_an_unknown_number_give_the_same_page(case: Case, stranger: Client) -> None:
    wrong_secret = attempt(stranger, case.number, "AAAA-AAAA-AAAA")
    unknown = attempt(stranger, "2019-999999", "AAAA-AAAA-AAAA")
    old_secret = attempt(stranger, case.number, codes.secret_for(case.token, 2))
    assert wrong_secret == unknown == old_secret
    assert "Không tìm thấy hồ sơ với mã số và mã bí mật này" in wrong_secret[1]
    assert case.title not in wrong_secret[1]


def test_and_cost_the_same(case: Case, stranger: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    """One query and one comparison, whether the number exists or not."""
    compared: list[str] = []
    is_secret = Codes.is_secret

    def watched(self: Codes, typed: str, token: uuid.UUID, version: int) -> bool:
        compared.append(typed)
        return is_secret(self, typed, token, version)

    monkeypatch.setattr(Codes, "is_secret", watched)
    queries = []
    for number in (case.number, "2019-999999", "khong-phai-so"):
        with CaptureQueriesContext(
            connection,
        ) as seen:
            assert find_case(number, "AAAA-AAAA-AAAA") is None
        queries.append([query["sql"].split("WHERE")[0] for query in seen])
        assert len(seen) == 1
    assert queries[0] == queries[1] == queries[2]
    assert len(compared) == 3
    attempt(stranger, case.number, "AAAA-AAAA-AAAA")  # what every page needs is kept from here on
    with CaptureQueriesContext(connection) as wrong:
        attempt(stranger, case.number, "AAAA-AAAA-AAAA")
    with CaptureQueriesContext(connection) as unknown:
        attempt(stranger, "2019-999999", "AAAA-AAAA-AAAA")
    assert len(wrong) == len(unknown)


def test_a_case_is_never_cached_and_sets_no_cookie(case: Case, stranger: Client) -> None:
    for given in (key_to(case), key_to(case, secret="AAAA"), {}):
        response = stranger.post(URL, given)
        assert "no-store" in response["Cache-Control"]
        assert "public" not in response["Cache-Control"]
        assert not response.cookies


def test_the_empty_form_may_be_cached_and_sets_no_cookie(db: None, stranger: Client) -> None:
    response = stranger.get(URL)
    assert response["Cache-Control"].startswith("public, max-age=60")
    assert not response.cookies


def test_codes_in_the_address_open_nothing(case: Case, stranger: Client) -> None:
    page = stranger.get(URL, key_to(case)).content.decode()
    assert case.title not in page
    assert stranger.get(f"{URL}bo-sung/", key_to(case)).status_code == 405


def test_an_empty_form_says_what_is_missing(db: None, stranger: Client) -> None:
    page = stranger.post(URL, {"number": "", "secret": ""}).content.decode()
    assert page.count("Mục này cần được điền.") >= 2


@pytest.mark.parametrize(
    ("number", "secret"),
    [
        ("' OR 1=1 --", "' OR 1=1 --"),
        ("9" * 40, "A" * 60),
        ("2026-000001", "Á" * 60),
        ("%s%s%n", "{{ 7*7 }}"),
        ("<script>", "<img src=x>"),
        ("9" * 5000, "A" * 5000),
    ],
)
def test_hostile_input_opens_nothing_and_breaks_nothing(number: str, secret: str, case: Case, stranger: Client) -> None:
    response = stranger.post(URL, {"number": number, "secret": secret})
    assert response.status_code == 200
    page = response.content.decode()
    assert case.title not in page
    assert "<script>" not in page.replace('<script src="', "").replace("<script>document", "")
    assert "<img src=x>" not in page


def test_a_null_byte_opens_nothing(case: Case, stranger: Client) -> None:
    response = stranger.post(URL, key_to(case) | {"number": f"{case.number}\x00"})
    assert case.title not in response.content.decode()
    assert "ký tự hệ thống không đọc được" in response.content.decode()


def test_a_post_from_another_site_is_refused(case: Case, stranger: Client) -> None:
    for headers in (
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
        {"origin": "https://boxau.test"},
        {"origin": "null"},
        {"origin": "http://["},
    ):
        response = stranger.post(URL, key_to(case), headers=headers)
        assert response.status_code == 403
        assert case.title not in response.content.decode()
    for headers in ({"sec-fetch-site": "same-origin", "origin": "null"}, {"origin": "http://testserver"}):
        assert stranger.post(URL, key_to(case), headers=headers).status_code == 200

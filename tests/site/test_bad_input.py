"""Clumsy and hostile input by name: each gets its message in Vietnamese and loses nothing; no fault is ours."""

from collections.abc import Callable
from html import unescape
from urllib.parse import urlencode

import pytest
from django import forms
from django.test import Client
from hypothesis import HealthCheck, given, settings, strategies

from base.forms import PublicForm
from casework import codes, procedure
from casework.models import Case
from casework.states import Verb
from ministry.models import Province, User
from qa.models import AskDraft
from tests.qa.ask.asker import DETAILS, QUESTION, Asker

FORM = "application/x-www-form-urlencoded"
STORY = "Tôi nghỉ việc ở công ty may từ tháng trước. "


@pytest.fixture
def asker(stranger: Client, rules: None, insurance: object, province: Province) -> Asker:
    return Asker(stranger)


@pytest.fixture
def post(stranger: Client) -> Callable[..., tuple[int, str]]:
    """Return a way to send a raw body and read the status and the words of the page."""

    def send(url: str, body: bytes, content_type: str = FORM) -> tuple[int, str]:
        response = stranger.generic("POST", url, body, content_type=content_type)
        return response.status_code, " ".join(unescape(response.content.decode()).split())

    return send


LEFT_OUT = "Mục này có ký tự hệ thống không đọc được; ký tự đó đã được bỏ đi. Xin ông/bà đọc lại rồi bấm gửi lần nữa."


def test_nul_bytes(asker: Asker) -> None:
    asker.send(QUESTION | {"content": "\x00" + STORY + "\x00", "no\x00body": "1"})
    assert asker.stage == "question"
    assert LEFT_OUT in asker.text
    assert asker.typed("title") == QUESTION["title"]
    assert asker.typed("content") == STORY, "cleaned, and all the rest kept"
    asker.send(QUESTION | {"content": asker.typed("content")})
    assert asker.stage == "details", "sent once more it passes"
    asker.send(DETAILS | {"ward": "Xã\x00 Vân Du"})
    assert asker.stage == "details"
    assert LEFT_OUT in asker.text
    assert asker.typed("ward") == "Xã Vân Du"
    asker.send(DETAILS | {"ward": asker.typed("ward")})
    assert asker.stage == "check"


@pytest.mark.parametrize(
    ("url", "sent"),
    [
        ("/theo-doi/", {"number": "2026-\x00000123", "secret": "ABCD-EFGH-JKLM"}),
        ("/theo-doi/", {"number": "2026-000123", "secret": "ABCD-\x00EFGH-JKLM"}),
        ("/theo-doi/mat-ma/", {"number": "2026-000123", "contact": "hoa@\x00nguoidan.test"}),
    ],
)
def test_nul_bytes_in_other_forms(url: str, sent: dict[str, str], stranger: Client, db: None) -> None:
    response = stranger.post(url, sent)
    page = unescape(response.content.decode())
    assert response.status_code == 200
    assert LEFT_OUT in page
    for value in sent.values():
        assert f'value="{value.replace(chr(0), "")}"' in page


def test_nul_bytes_in_what_the_sender_adds(assigned: Case, nam: User, stranger: Client) -> None:
    procedure.request_supplement(assigned, nam, note="Xin cho biết ngày nghỉ việc.")
    codes_of_it = {"number": assigned.number, "secret": codes.secret_for(assigned.token, 1)}
    response = stranger.post("/theo-doi/bo-sung/", codes_of_it | {"supplement": "Ngày 31/12/2025\x00."})
    page = unescape(response.content.decode())
    assert LEFT_OUT in page
    assert "Ngày 31/12/2025." in page
    assert not assigned.events.filter(verb=Verb.SUPPLEMENT).exists()


def test_nul_bytes_in_an_address_or_in_an_officers_form(stranger: Client, db: None) -> None:
    for response in (stranger.get("/tim-kiem/?q=%00"), stranger.post("/admin/login/", {"username": "\x00"})):
        assert response.status_code == 400
        assert "có ký tự hệ thống không đọc được" in unescape(response.content.decode())


def test_lone_surrogates(asker: Asker, post: Callable[..., tuple[int, str]]) -> None:
    """A browser sends U+FFFD for half a character; a program may send the half itself."""
    asker.send(QUESTION | {"content": STORY + "\ufffd"})
    assert asker.stage == "question"
    assert "Mục này có ký tự bị hỏng, hiện thành “�”. Xin ông/bà xóa dấu đó rồi gõ lại chữ." in asker.text
    assert asker.typed("content") == STORY + "\ufffd"
    raw = urlencode(QUESTION).encode() + b"&content=" + b"abcdefgh+%ED%A0%80+abcdefgh"
    status, page = post("/hoi/", raw)
    assert (status, "Mục này có ký tự bị hỏng" in page) == (200, True)
    assert not AskDraft.objects.exists()


def test_a_hundred_kilobytes_of_text(asker: Asker) -> None:
    story = (STORY * 3000)[:100_000].strip()
    asker.send(QUESTION | {"content": story})
    assert f"Mục này dài quá 10000 ký tự (hiện có {len(story)})." in asker.text
    assert asker.typed("content") == story


def test_right_to_left_marks(asker: Asker) -> None:
    turned = "Lương\u200f \u202etháng\u2069 này trả bao giờ?"
    asker.to_check(title=turned).submit()
    assert Case.objects.get().title == "Lương tháng này trả bao giờ?"


def test_a_secret_of_another_case(ask: Callable[..., Case], stranger: Client) -> None:
    mine, other = ask(), ask(title="Bị nợ lương ba tháng thì làm thế nào?")
    page = stranger.post("/theo-doi/", {"number": other.number, "secret": codes.secret_for(mine.token, 1)})
    words = " ".join(unescape(page.content.decode()).split())
    assert "Không tìm thấy hồ sơ với mã số và mã bí mật này." in words
    assert mine.title not in words
    assert other.title not in words
    assert f'value="{other.number}"' in words


@pytest.mark.parametrize("phone", ["09x2 345 678", "không có", "0912-ABC-678", "tel:0912345678"])
def test_a_phone_number_with_letters(phone: str, asker: Asker) -> None:
    asker.send(QUESTION)
    asker.send(DETAILS | {"phone": phone})
    assert "Số điện thoại chỉ gồm chữ số, từ 8 đến 15 số. Ví dụ: 0912 345 678" in asker.text
    assert asker.typed("phone") == phone


@pytest.mark.parametrize(
    ("written", "read"), [("31/12/2026", "2026-12-31"), ("12/31/2026", None), ("5/11/2026", "2026-11-05")]
)
def test_dates_are_read_with_the_day_first(written: str, read: str | None) -> None:
    class Dated(PublicForm):
        day = forms.DateField()

    form = Dated({"day": written})
    if read:
        assert form.is_valid()
        assert form.cleaned_data["day"].isoformat() == read
    else:
        assert form.errors["day"] == ["Ngày chưa đúng. Xin viết ngày trước, tháng sau. Ví dụ: 31/12/2026"]
        assert 'value="12/31/2026"' in str(form["day"])


def test_a_body_cut_in_half(asker: Asker, post: Callable[..., tuple[int, str]]) -> None:
    whole = urlencode(QUESTION).encode()
    status, page = post("/hoi/", whole[: whole.index(b"content") + 3])
    assert (status, "Mục này cần được điền." in page) == (200, True)
    assert QUESTION["title"] in page
    pieces = b'--x\r\nContent-Disposition: form-data; name="title"\r\n\r\n' + QUESTION["title"].encode()[:30]
    status, _ = post("/hoi/", pieces, "multipart/form-data; boundary=x")
    assert status in (200, 400)
    assert not AskDraft.objects.exists()


def test_a_line_that_breaks_while_the_body_comes(asker: Asker) -> None:
    class Broken:
        def read(self, *args: int) -> bytes:
            raise ConnectionResetError("gone")

        readline = read

        def close(self) -> None:
            pass

    stream = {"wsgi.input": Broken(), "CONTENT_LENGTH": "900", "CONTENT_TYPE": FORM}
    response = asker.client.generic("POST", "/hoi/", **stream)  # type: ignore[arg-type]
    assert response.status_code == 400


def test_ten_thousand_fields(asker: Asker, post: Callable[..., tuple[int, str]]) -> None:
    for body, kind in (
        (b"&".join(b"a%d=1" % number for number in range(10_000)), FORM),
        (
            b"".join(
                b'--x\r\nContent-Disposition: form-data; name="a%d"\r\n\r\n1\r\n' % number for number in range(10_000)
            )
            + b"--x--\r\n",
            "multipart/form-data; boundary=x",
        ),
    ):
        status, page = post("/hoi/", body, kind)
        assert status == 400
        assert "Không đọc được yêu cầu" in page
        assert "Quay lại" in page
        assert "Đối Thoại" in page


def test_a_body_that_is_too_large(asker: Asker, post: Callable[..., tuple[int, str]]) -> None:
    status, page = post("/hoi/", b"content=" + b"a" * 12 * 1024 * 1024)
    assert (status, "Không đọc được yêu cầu" in page) == (400, True)


NAMES = [
    *("token", "stage", "go", "website", "given_out", "title", "content", "policy_field", "captcha_0", "captcha_1"),
    *DETAILS,
    *("number", "secret", "supplement", "file", "text"),
]
ODD = [
    "check",
    "details",
    "question",
    "answers",
    "next",
    "back",
    "edit-question",
    "picture",
    "\ufffd",
    "%00",
    "0",
    "-1",
    "",
]
VALUES = strategies.one_of(
    strategies.sampled_from(ODD), strategies.text(max_size=60), strategies.text(strategies.characters(), max_size=8)
)
BODIES = strategies.one_of(
    strategies.dictionaries(strategies.sampled_from(NAMES), VALUES, max_size=10).map(
        lambda fields: urlencode(fields, errors="surrogatepass").encode()
    ),
    strategies.binary(max_size=200),
)
URLS = [
    "/hoi/",
    "/theo-doi/",
    "/theo-doi/bo-sung/",
    "/theo-doi/tep/",
    "/hoi/goi-y/",
    "/tim-kiem/da-mo/",
    "/captcha/refresh/",
]
FOLLOW = ["/theo-doi/", "/theo-doi/bo-sung/", "/theo-doi/tep/"]
KINDS = [FORM, "multipart/form-data; boundary=x", "multipart/form-data", "application/json", "text/plain", ""]


anything = settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))


@anything
@given(url=strategies.sampled_from(URLS), body=BODIES, kind=strategies.sampled_from(KINDS))
def test_any_body_is_a_page_or_a_refusal(asker: Asker, url: str, body: bytes, kind: str) -> None:
    asker.client.raise_request_exception = False
    response = asker.client.generic("POST", url, body, content_type=kind)
    assert response.status_code < 500


@anything
@given(
    stage=strategies.sampled_from(["question", "answers", "details", "check"]),
    fields=strategies.dictionaries(strategies.sampled_from(NAMES), VALUES, max_size=12),
)
def test_any_stage_of_a_question_on_its_way_is_a_page_or_a_refusal(
    asker: Asker, stage: str, fields: dict[str, str]
) -> None:
    asker.client.raise_request_exception = False
    draft = AskDraft.objects.create(data={"question": QUESTION, "consent_version": "1"})
    body = urlencode(fields | {"stage": stage, "token": str(draft.token)}, errors="surrogatepass").encode()
    assert asker.client.generic("POST", "/hoi/", body, content_type=FORM).status_code < 500


@anything
@given(
    fields=strategies.dictionaries(strategies.sampled_from(NAMES), VALUES, max_size=6),
    verb=strategies.sampled_from(FOLLOW),
)
def test_anything_sent_with_the_codes_of_a_case_is_a_page_or_a_refusal(
    asker: Asker, case: Case, fields: dict[str, str], verb: str
) -> None:
    asker.client.raise_request_exception = False
    fields |= {"number": case.number, "secret": codes.secret_for(case.token, 1)}
    body = urlencode(fields, errors="surrogatepass").encode()
    assert asker.client.generic("POST", verb, body, content_type=FORM).status_code < 500

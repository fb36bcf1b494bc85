"""What no form of ours sends: invented tokens, skipped stages, broken bodies, robots, other sites."""

import pytest

from casework.models import Case
from qa.models import AskDraft
from tests.qa.ask.asker import DETAILS, QUESTION, URL, Asker


@pytest.mark.parametrize(
    "token",
    [
        "",
        "x",
        "0" * 32,
        "8f14e45f-ceea-467f-a9c2-5d1f2c3b4a59",
        "../../etc/passwd",
        "' OR 1=1 --",
        "9" * 10_000,
        "{}" * 20,
    ],
)
@pytest.mark.parametrize("stage", ["question", "answers", "details", "check", "receipt", "", "<script>"])
def test_a_hostile_token_or_stage_opens_nothing(token: str, stage: str, asker: Asker) -> None:
    asker.send({"stage": stage, "token": token, "go": "next"})
    assert asker.status in (200, 410)
    assert asker.stage in ("question", "")
    assert not Case.objects.exists()
    assert not AskDraft.objects.exists()


def test_stages_cannot_be_skipped(asker: Asker) -> None:
    asker.send(QUESTION)
    token = asker.token
    asker.send({"stage": "check", "go": "next", "token": token})
    assert asker.stage == "details"
    assert not Case.objects.exists()
    asker.send({"stage": "nonsense", "go": "next", "token": token})
    assert asker.stage == "details"


@pytest.mark.parametrize("field", ["title", "content", "website", "token", "stage", "x\x00y"])
def test_a_null_byte_opens_nothing(field: str, asker: Asker) -> None:
    """What is said of it beside the field is in tests/site/test_bad_input.py."""
    asker.send(QUESTION | {field: "a\x00b"})
    assert asker.status in (200, 400, 410)
    if field in ("title", "content"):
        assert asker.stage == "question"
        assert not AskDraft.objects.exists()


@pytest.mark.parametrize(
    ("body", "content_type"),
    [
        (b"stage=question&title=%ED%A0%80abcdefgh", "application/x-www-form-urlencoded"),
        (b"title=\xff\xfe\xfd", "application/x-www-form-urlencoded"),
        (b"title=abc", "application/x-www-form-urlencoded; charset=utf-16"),
        (b"title=%2BAAA-", "application/x-www-form-urlencoded; charset=utf-7"),
        (
            b"--x\r\nContent-Disposition: form-data; name=title\r\n\r\n+2AA-\r\n--x--",
            "multipart/form-data; boundary=x; charset=utf-7",
        ),
        (b"--x\r\nbroken", "multipart/form-data; boundary=x"),
        (b"broken", "multipart/form-data"),
        (b"&".join(b"a%d=1" % number for number in range(5000)), "application/x-www-form-urlencoded"),
        (b"{}", "application/json"),
    ],
)
def test_a_broken_body_is_never_a_500(body: bytes, content_type: str, asker: Asker) -> None:
    for method in ("POST", "GET"):
        response = asker.client.generic(method, f"{URL}?q=abc", body, content_type=content_type)
        assert response.status_code in (200, 400)
    assert not AskDraft.objects.exists()


def test_a_robot_that_fills_in_the_trap_gets_no_further(asker: Asker) -> None:
    asker.send(QUESTION | {"website": "http://spam.test"})
    assert asker.stage == "question"
    assert "Biểu mẫu chưa gửi được. Xin ông/bà bấm gửi lần nữa." in asker.text
    asker.send(QUESTION)
    asker.send(DETAILS | {"website": "x"})
    assert asker.stage == "details"
    asker.send(DETAILS)
    asker.submit(website="x")
    assert not Case.objects.exists()


@pytest.mark.parametrize(
    "headers", [{"sec-fetch-site": "cross-site"}, {"origin": "https://xau.test"}, {"origin": "null"}]
)
def test_a_post_from_another_site_is_refused(headers: dict[str, str], asker: Asker) -> None:
    asker.send(QUESTION, **headers)
    assert asker.status == 403
    assert not AskDraft.objects.exists()

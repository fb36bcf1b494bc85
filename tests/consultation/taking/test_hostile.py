"""What no form of ours sends: invented provisions, other consultations, broken text, robots, other sites."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from consultation.models import Comment, ConsultationPage, Contribution, ContributionDraft, ContributionFile
from tests.consultation.taking.contributor import HOA, OWN, WORDS, Writer


def test_a_hundred_kilobytes_are_refused_and_not_lost(writer: Writer) -> None:
    writer.look("dieu-1")
    long = "Mức đóng cao. " * 7_200
    writer.say(**{writer.box("dieu-1"): long})
    assert "Mục này dài quá 10000 ký tự" in writer.text
    assert writer.stage == "what"
    assert writer.page.count("Mức đóng cao.") == 7_200
    assert not ContributionDraft.objects.exists()


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("Mức\x00 đóng cao", None),
        ("Mức\ud800 đóng cao", None),
        ("Mức\u202e đóng\u200b cao\u202c", "Mức đóng cao"),
        ("<script>alert(1)</script> {{ 7*7 }} {% now %}", "<script>alert(1)</script> {{ 7*7 }} {% now %}"),
        ("'; DROP TABLE consultation_comment; --", "'; DROP TABLE consultation_comment; --"),
    ],
)
def test_strange_characters(typed: str, kept: str | None, writer: Writer) -> None:
    writer.look("dieu-1")
    body = writer.chosen | {"go": "next", "token": "", writer.box("dieu-1"): typed}
    if "\ud800" in typed:
        raw = urlencode(body, doseq=True, encoding="utf-8", errors="surrogatepass")
        response = writer.client.post(writer.url, raw, content_type="application/x-www-form-urlencoded")
        assert response.status_code == 200
        assert "có ký tự bị hỏng" in response.content.decode()
        assert not ContributionDraft.objects.exists()
        return
    writer.send(body)
    if kept is None:
        assert "ký tự hệ thống không đọc được" in writer.text
        return
    assert writer.stage == "who"
    writer.say_who()
    assert "<script>alert" not in writer.page
    writer.submit()
    assert Comment.objects.get().content == kept


@pytest.mark.parametrize(
    "key",
    ["dieu-99", "khong-co", "../../etc/passwd", "dieu-1' OR 1=1", "x" * 5_000, "dieu-1/", "%", "dieu-1~2", "Điều 1"],
)
def test_a_made_up_provision_gets_no_box(key: str, writer: Writer) -> None:
    page = writer.look(key)
    assert writer.status == 200
    assert writer.chosen["provision"] == []
    assert "Không tìm thấy điều, khoản" in page


def test_a_provision_of_another_consultation_is_not_taken(
    writer: Writer, publish_consultation: Callable[..., ConsultationPage]
) -> None:
    other = publish_consultation("## Điều 9. Chuyện khác\n\nKhông liên quan.\n", title="Dự thảo khác")
    assert "Không tìm thấy" in writer.look("dieu-9")
    document = other.current_document
    assert document is not None
    order = document.nodes.get(key="dieu-9").order
    sent = {"stage": "what", "go": "next", "document": str(document.pk), "provision": [str(order)]}
    writer.send(sent | {f"comment_{order}": WORDS})
    assert writer.stage == "what"
    writer.send(sent | {"document": "9" * 30, "provision": ["-1", "x", "²", "9" * 30], "add": "x", "go": "add"})
    assert writer.status == 200
    assert not ContributionDraft.objects.exists()


def test_a_draft_of_another_consultation_is_not_sent_here(
    writer: Writer, publish_consultation: Callable[..., ConsultationPage]
) -> None:
    writer.reach_check()
    other = Writer(writer.client, publish_consultation(title="Dự thảo khác"))
    other.page = writer.page
    other.submit()
    assert other.status == 410
    assert not Contribution.objects.exists()


def test_a_consultation_that_is_not_public_is_not_there(
    writer: Writer, write_consultation: Callable[..., ConsultationPage]
) -> None:
    hidden = Writer(writer.client, write_consultation(title="Chưa công bố"))
    hidden.look()
    assert hidden.status == 404
    hidden.send({"stage": "what", "whole": WORDS, "go": "next"})
    assert hidden.status == 404
    assert writer.client.get("/du-thao/999999-khong-co/gop-y/").status_code == 404


@pytest.mark.parametrize("token", ["", "x", "0" * 32, "8f14e45f-ceea-467f-a9c2-5d1f2c3b4a59", "9" * 10_000])
@pytest.mark.parametrize("stage", ["what", "who", "check", "receipt", "", "<script>"])
def test_a_hostile_token_or_stage_opens_nothing(token: str, stage: str, writer: Writer) -> None:
    writer.send({"stage": stage, "token": token, "go": "next"})
    assert writer.status in (200, 410)
    assert not ContributionDraft.objects.exists()
    assert not Contribution.objects.exists()


def test_stages_cannot_be_skipped(writer: Writer) -> None:
    writer.look("dieu-1")
    writer.say(**{writer.box("dieu-1"): WORDS})
    writer.send({"stage": "check", "go": "next", "token": writer.token})
    assert writer.stage == "who"
    assert not Contribution.objects.exists()


def test_a_program_under_the_name_of_a_letter_is_refused(writer: Writer) -> None:
    writer.look("dieu-1")
    writer.say(**{writer.box("dieu-1"): WORDS})
    writer.say_who(files=SimpleUploadedFile("cong-van.pdf", b"MZ\x90\x00" + bytes(2_000)))
    assert "Có tệp chưa gửi được" in writer.text
    assert not ContributionFile.objects.exists()


def test_ten_thousand_fields_are_refused(writer: Writer) -> None:
    body = b"&".join(b"comment_%d=abc" % number for number in range(10_000))
    response = writer.client.post(writer.url, body, content_type="application/x-www-form-urlencoded")
    assert response.status_code == 400


def test_a_robot_and_another_site_get_no_further(writer: Writer) -> None:
    writer.look("dieu-1")
    writer.say(**{writer.box("dieu-1"): WORDS, "website": "http://spam.test"})
    assert writer.stage == "what"
    for headers in ({"sec-fetch-site": "cross-site"}, {"origin": "https://xau.test"}, {"origin": "null"}):
        writer.send(writer.chosen | {"go": "next", "whole": WORDS}, **headers)
        assert writer.status == 403
    assert not ContributionDraft.objects.exists()


def test_nothing_personal_is_in_an_address_or_on_a_page_of_others(writer: Writer, stranger: Client) -> None:
    writer.reach_check()
    pages = [writer.page]
    writer.submit()
    pages.append(writer.page)
    number, secret = writer.receipt()
    addresses = " ".join(part.split('"')[0] for page in pages for part in page.split('href="')[1:])
    for private in ("Hoa", "nguoidan", number, secret, WORDS):
        assert private not in addresses
    assert HOA["name"] not in stranger.get(writer.url).content.decode()


anything = st.text(max_size=60)
numbers = st.one_of(st.integers(-5, 40).map(str), anything)


@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(
    fields=st.dictionaries(
        st.sampled_from(
            [
                *("stage", "go", "add", "document", "provision", "whole", "comment_0", "comment_1", "question_x"),
                *("contributor_type", "name", "province", "email", "phone", "consent", "captcha_0", "captcha_1"),
            ]
        ),
        st.one_of(st.sampled_from(["what", "who", "check", "next", "add", "back", "drop-1", "remove-1"]), numbers),
        max_size=8,
    ),
    number=anything,
)
def test_no_form_breaks_the_portal(fields: dict[str, Any], number: str, writer: Writer) -> None:
    try:
        (str(fields) + number).encode()
    except UnicodeEncodeError:
        return  # no client can send it so; test_strange_characters sends its bytes
    writer.send(fields)
    assert writer.status < 500
    for codes in ({"number": number, "secret": number}, {"number": number} | fields):
        assert writer.client.post(OWN, codes).status_code < 500
    assert writer.client.post("/du-thao/ung-ho/", {"comment": number} | fields).status_code < 500

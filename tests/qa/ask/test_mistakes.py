"""What is wrong is said beside its field, and what is right is kept."""

import datetime
import json

import pytest

from ministry.models import Province
from qa.models import AskDraft
from tests.qa.ask.asker import DETAILS, ENTERPRISE, QUESTION, Asker


@pytest.mark.parametrize(
    ("field", "value", "message"),
    [
        ("title", "", "Mục này cần được điền."),
        ("title", "Hỏi?", "Mục này cần ít nhất 8 ký tự (hiện có 4)."),
        ("title", "x" * 201, "Mục này dài quá 200 ký tự (hiện có 201)."),
        ("title", "\u202e\x07\x1b" * 9, "Mục này cần được điền."),
        ("content", "", "Mục này cần được điền."),
        ("content", "Bao giờ?", "Mục này cần ít nhất 15 ký tự (hiện có 8)."),
        ("content", "x" * 10_001, "Mục này dài quá 10000 ký tự (hiện có 10001)."),
        ("policy_field", "khong-co", "Xin chọn một mục trong danh sách."),
    ],
)
def test_what_is_wrong_with_a_question_is_said_beside_the_field(
    field: str, value: str, message: str, asker: Asker
) -> None:
    asker.send(QUESTION | {field: value})
    assert asker.stage == "question"
    assert message in asker.text
    assert f'id="id_{field}_error"' in asker.page
    kept = "content" if field == "title" else "title"
    assert asker.typed(kept) == QUESTION[kept]
    assert not AskDraft.objects.exists()


@pytest.mark.parametrize(
    ("changes", "field", "message"),
    [
        ({"sender_name": ""}, "sender_name", "Mục này cần được điền."),
        ({"sender_name": "x" * 151}, "sender_name", "Mục này dài quá 150 ký tự (hiện có 151)."),
        ({"sender_type": "robot"}, "sender_type", "Xin chọn một mục trong danh sách."),
        ({"phone": "", "email": ""}, "phone", "Xin cho ít nhất một cách liên lạc"),
        ({"phone": "không có"}, "phone", "Số điện thoại chỉ gồm chữ số, từ 8 đến 15 số."),
        ({"phone": "1234567"}, "phone", "Số điện thoại chỉ gồm chữ số, từ 8 đến 15 số."),
        ({"phone": "٠٩١٢٣٤٥٦٧٨"}, "phone", "Số điện thoại chỉ gồm chữ số"),
        ({"email": "hoa.nguoidan"}, "email", "Địa chỉ thư chưa đúng. Ví dụ đúng: ten@example.vn"),
        ({"email": "hoa@nguoidan.test\r\nBcc: a@b.test"}, "email", "Địa chỉ thư chưa đúng."),
        ({"email": f"{'a' * 250}@b.test"}, "email", "ký tự (hiện có 257)"),
        ({"province": ""}, "province", "Mục này cần được điền."),
        ({"province": "99"}, "province", "Xin chọn một mục trong danh sách."),
        ({"ward": "x" * 121}, "ward", "Mục này dài quá 120 ký tự"),
        ({"consent": ""}, "consent", "Cần đánh dấu đồng ý thì Bộ mới được xử lý câu hỏi."),
        (ENTERPRISE | {"org_name": ""}, "org_name", "Xin ghi tên doanh nghiệp."),
        (ENTERPRISE | {"tax_code": "12345"}, "tax_code", "Mã số thuế gồm 10, 12 hoặc 13 chữ số."),
    ],
)
def test_what_is_wrong_with_the_details_is_said_beside_the_field(
    changes: dict[str, str], field: str, message: str, asker: Asker
) -> None:
    asker.send(QUESTION)
    asker.send(DETAILS | changes)
    assert asker.stage == "details"
    assert message in asker.text
    assert f'id="id_{field}_error"' in asker.page
    if field != "ward":
        assert asker.typed("ward") == "Xã Vân Du"
    assert "sender_name" not in AskDraft.objects.get().data.get("details", {})


def test_a_province_that_is_no_more_is_not_offered(asker: Asker) -> None:
    Province.objects.create(
        code="00", name="Hà Tây", valid_from=datetime.date(1991, 8, 12), valid_to=datetime.date(2008, 7, 31)
    )
    asker.send(QUESTION)
    assert "Hà Tây" not in asker.page
    asker.send(DETAILS | {"province": "00"})
    assert asker.stage == "details"


def test_what_is_much_too_long_is_refused_and_not_kept(asker: Asker) -> None:
    asker.send(QUESTION)
    asker.send(DETAILS | {"sender_name": "x" * 1_000_000, "go": "back"})
    assert asker.stage == "question"
    assert len(json.dumps(AskDraft.objects.get().data)) < 20_000

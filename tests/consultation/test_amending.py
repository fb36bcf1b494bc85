"""An amending decree quotes articles of another; they are never its own, however the quotation is typed."""

import pytest

from consultation.structure import markdown
from consultation.structure.building import build
from consultation.structure.checking import find
from consultation.structure.doubts import DoubtKind
from consultation.structure.lines import ReadLine
from consultation.structure.nodes import Level
from consultation.structure.reading import read

DECREE = """NGHỊ ĐỊNH

Sửa đổi, bổ sung một số điều của Nghị định về bến đò

Căn cứ Luật Đò ngang;

Điều 1. Sửa đổi, bổ sung một số điều của Nghị định về bến đò

1. Sửa đổi Điều 2 như sau:

“Điều 2. Bến đò

1. Bến đò có mái che.

2. Bến đò (sau đây gọi là “bến”) có đèn.

Chương II

GIỮ BẾN

Điều 3. Người giữ bến

Mỗi bến có một người giữ.”.

2. Bổ sung khoản 1a vào sau khoản 1 Điều 5 như sau: “1a. Đò đêm có đèn;

1b. Đò lớn có hai đèn.”.

3. Thay cụm từ “đò” bằng cụm từ “đò ngang” tại Điều 6.

Điều 2. Hiệu lực

Nghị định này có hiệu lực từ ngày ký.
"""


def lines(text: str) -> list[ReadLine]:
    return read(markdown.paragraphs(text))


@pytest.mark.parametrize(
    "text", [DECREE, DECREE.replace("“", '"').replace("”", '"'), DECREE.replace("“", "« ").replace("”", "»")]
)
def test_what_is_quoted_is_no_article_of_the_decree(text: str) -> None:
    document = build(lines(text))
    assert [node.number for node in document.children] == ["1", "2"]
    clauses = document.children[0].children
    assert [node.number for node in clauses] == ["1", "2", "3"]
    assert len(clauses[0].text.split("\n")) == 8
    assert clauses[1].text.split("\n")[1].startswith("1b. Đò lớn")
    assert {doubt.kind for doubt in find(lines(text))} == {DoubtKind.QUOTED_ARTICLE}


@pytest.mark.parametrize("lost", ["giữ.”.", "hai đèn.”."])
def test_a_quotation_that_is_never_closed_swallows_no_clause(lost: str) -> None:
    read_lines = lines(DECREE.replace(lost, lost.replace("”", "")))
    document = build(read_lines)
    assert [node.number for node in document.walk() if node.level is Level.ARTICLE][-1] == "2"
    assert any(node.heading == "Hiệu lực" for node in document.walk())
    assert any(node.text.startswith("Thay cụm từ") for node in document.walk())
    assert DoubtKind.UNBALANCED_QUOTES in [doubt.kind for doubt in find(read_lines)]


def test_a_quotation_closed_without_being_opened_is_told() -> None:
    told = find(lines(DECREE.replace("“Điều 2. Bến đò", "Điều 2. Bến đò")))
    assert DoubtKind.UNBALANCED_QUOTES in [doubt.kind for doubt in told]
    assert DoubtKind.REPEATED in [doubt.kind for doubt in told]

"""Shapes made to keep the reader busy: what is more than linear in any of them would not end in a test's life."""

from collections.abc import Callable

import pytest

from consultation.structure import markdown
from consultation.structure.building import build
from consultation.structure.checking import find
from consultation.structure.lines import MAX_LINES
from consultation.structure.nodes import Level
from consultation.structure.paragraphs import Paragraph
from consultation.structure.reading import read
from consultation.structure.refusals import Unreadable
from consultation.structure.write import write

HEAD = "LUẬT A\n\nĐiều 1. Tên\n\n"
SIZE = 100_000

SHAPES: dict[str, Callable[[], str]] = {
    "one line": lambda: HEAD + "a" * SIZE,
    "blanks": lambda: HEAD + "Một" + " " * SIZE + "hai",
    "stars": lambda: HEAD + "*" * SIZE + "x",
    "dashes within a word": lambda: HEAD + "a_" * (SIZE // 2),
    "open tags": lambda: HEAD + "<a" * (SIZE // 2),
    "open entities": lambda: HEAD + "&#" * (SIZE // 2),
    "dots of a table of contents": lambda: HEAD + "." * SIZE + "x1",
    "articles in a line": lambda: HEAD + "x. Điều 3. Á " * (SIZE // 14),
    "bold articles in a line": lambda: HEAD + "**Điều 3. Á** x. " * (SIZE // 18),
    "digits": lambda: HEAD + "Điều " + "1 " * (SIZE // 2) + ".",
    "open brackets": lambda: HEAD + "[^" * (SIZE // 2) + "![" * 1_000,
    "capitals": lambda: HEAD + "Chương I. " + "Á" * SIZE,
    "pictures": lambda: HEAD + "==> picture " * (SIZE // 12),
    "pipes": lambda: HEAD + "|" * SIZE,
}
# Thousands of lines, each of which looks ahead or behind.
LINES: dict[str, str] = {
    "open quotes": "“Một",
    "quotes that announce": "x như sau: “Một",
    "closing quotes": "Một”",
    "straight quotes": '"Một',
    "broken lines": "một của",
    "the same clause": "1. Một",
    "clauses that go down": "9. Một",
    "points": "a) Một",
    "appendices": "PHỤ LỤC I",
    "chapters": "Chương I",
    "the same line": "ĐẦU TRANG",
    "rows": "|a|b|",
    "signatures": "Nơi nhận:",
    "bullets": "- Một;",
}


@pytest.mark.parametrize("name", SHAPES)
def test_one_endless_line(name: str) -> None:
    document = build(lines := read(markdown.paragraphs(SHAPES[name]())))
    assert document.children[0].number == "1"
    assert isinstance(find(lines), list)
    assert write(document)


@pytest.mark.parametrize("name", LINES)
def test_many_lines(name: str) -> None:
    lines = read(markdown.paragraphs(HEAD + f"{LINES[name]}\n\n" * 3_000))
    assert build(lines).children[0].level is Level.ARTICLE
    assert isinstance(find(lines), list)
    assert write(build(lines))


def test_articles_without_end_have_one_doubt_each() -> None:
    text = HEAD + "".join(f"Điều {place}. Tên\n\nA.\n\n" for place in range(9_000, 0, -3))
    assert len(find(read(markdown.paragraphs(text)))) < 9_000


def test_more_lines_than_a_list_has_are_refused() -> None:
    with pytest.raises(Unreadable):
        read([Paragraph(1, "Điều 1. Tên")] * (MAX_LINES + 1))

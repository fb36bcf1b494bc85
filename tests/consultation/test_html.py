"""The public reads a draft as headings, lists and tables, and can link to each provision."""

import re
from html.parser import HTMLParser
from itertools import pairwise

from django.utils.html import format_html
from django.utils.safestring import SafeString

from consultation.structure.html import rendered
from consultation.structure.labels import Path, anchors
from consultation.structure.nodes import Document, Level, Node


class Reader(HTMLParser):
    """Keeps what a browser would make of a page: ids, headings, and whether each tag is closed."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.headings: list[int] = []
        self.open: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.open.append(tag)
        self.ids += [value for name, value in attrs if name == "id" and value]
        if re.fullmatch("h[1-6]", tag):
            self.headings.append(int(tag[1]))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def test_every_provision_can_be_linked_to(law: Document) -> None:
    page = Reader(rendered(law))
    assert page.open == []
    assert len(set(page.ids)) == len(page.ids)
    assert {where for _, where in anchors(law)} <= set(page.ids)


def test_headings_go_down_step_by_step(law: Document) -> None:
    levels = Reader(rendered(law)).headings
    assert levels[0] == 2
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_an_article_is_a_section_with_its_clauses_as_a_list() -> None:
    article = Node(Level.ARTICLE, "3", "Tên", "Mở đầu:", [Node(Level.CLAUSE, "1", text="Một:\nHai.")])
    assert rendered(Document(children=[article])) == (
        '<section class="article" id="dieu-3" aria-labelledby="dieu-3-ten"><h2 id="dieu-3-ten">Điều 3. Tên</h2>'
        '<p>Mở đầu:</p><ol class="provisions" role="list"><li class="clause" id="dieu-3-khoan-1">'
        '<p><span class="number">1.</span> Một:</p><p>Hai.</p></li></ol></section>'
    )


def test_a_table_is_a_table() -> None:
    text = "Bảng:\n| Sân | Số cây |\n| Nhỏ | 1 |\nHết."
    html = rendered(Document(children=[Node(Level.CLAUSE, "1", text=text)]))
    assert '<th scope="col">Sân</th>' in html
    assert "<tbody><tr><td>Nhỏ</td><td>1</td></tr></tbody>" in html
    assert Reader(html).open == []


def test_a_table_alone_keeps_its_label() -> None:
    html = rendered(Document(children=[Node(Level.POINT, "đ", text="| A | B |")]))
    assert html.index('<span class="number">đ)</span>') < html.index("<table>")


def test_nothing_of_a_draft_is_markup() -> None:
    bad = "<script>alert(1)</script>&amp;\n| <b> | '\"> |"
    node = Node(Level.ARTICLE, '1"><i>', bad, bad, [Node(Level.CLAUSE, "<u>", text=bad)])
    html = rendered(Document(title=bad, preamble=bad, children=[node], closing=bad))
    assert not re.search("<(script|b|i|u)>", html)
    assert Reader(html).open == []


def test_what_stands_beside_a_provision_is_given() -> None:
    def beside(path: Path, anchor: str) -> SafeString:
        return format_html('<a href="?d={}">{}</a>', anchor, path[-1].number)

    html = rendered(
        Document(children=[Node(Level.ARTICLE, "1", "Tên", "A.", [Node(Level.CLAUSE, "2", text="B.")])]), beside
    )
    assert html.index('<a href="?d=dieu-1">1</a>') < html.index('<a href="?d=dieu-1-khoan-2">2</a>')

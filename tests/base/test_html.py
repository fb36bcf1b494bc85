"""Foreign HTML comes in through one door: hostile markup stays outside, Vietnamese text survives."""

import re
import time
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from base.html import ALLOWED_TAGS, clean_html, looks_like_html, paragraphs, plain_text

# What may stand in cleaned HTML, and nothing else: closed tags of the allow-list, links that lead to allowed places,
# text without a bare < or >.
SAFE = re.compile(
    r"(?:[^<>]|</?(?:p|b|i|strong|em|ul|ol|li|h2|h3|h4|blockquote)>|<br>|</a>"
    r'|<a href="(?:https?://|mailto:|/(?!/))[^"<>\s\x00-\x20]*">)*'
)
LONG = 100_000


def assert_safe(cleaned: str) -> None:
    assert SAFE.fullmatch(cleaned), cleaned
    for tag in ALLOWED_TAGS - {"br"}:
        assert len(re.findall(rf"<{tag}[ >]", cleaned)) == cleaned.count(f"</{tag}>")


def test_an_answer_keeps_its_shape() -> None:
    foreign = """
        <div class="content"><h1>Điều kiện hưởng</h1>
        <p style="color:red">Người lao động <strong>đang đóng</strong> <em>bảo hiểm thất nghiệp</em>.</p>
        <ol><li>Đã chấm dứt hợp đồng;<li>Đã nộp hồ sơ<ul><li>bản chính</li></ul></li></ol>
        Xem <a href="https://molisa.gov.vn/van-ban?a=1&b=2" onclick="x()">văn bản</a>.</div>"""
    assert clean_html(foreign) == (
        "<h2>Điều kiện hưởng</h2>"
        "<p>Người lao động <strong>đang đóng</strong> <em>bảo hiểm thất nghiệp</em>.</p>"
        "<ol><li>Đã chấm dứt hợp đồng;</li><li>Đã nộp hồ sơ<ul><li>bản chính</li></ul></li></ol>"
        '<p>Xem <a href="https://molisa.gov.vn/van-ban?a=1&amp;b=2">văn bản</a>.</p>'
    )


@pytest.mark.parametrize(
    ("foreign", "cleaned"),
    [
        ("Xin chào", "<p>Xin chào</p>"),
        ("<p>một<p>hai", "<p>một</p><p>hai</p>"),
        ("một<br>hai<br><br>ba", "<p>một<br>hai</p><p>ba</p>"),
        ("<b>một<p>hai</b>ba", "<p><b>một</b></p><p><b>hai</b>ba</p>"),
        ("<b>một </b> <i>hai</i>", "<p><b>một</b> <i>hai</i></p>"),
        ("<table><tr><td>Vùng I</td><td>4.960.000</td></tr><tr><td>Vùng II</table>", None),
        ("<ul><li>một<p>hai</p></li></ul>", "<ul><li>một<br>hai</li></ul>"),
        ("<ul><li>một</li><ul><li>hai</li></ul><li>ba</li></ul>", None),
        ("<li>một</li><li>hai</li>", "<p>một</p><p>hai</p>"),
        ("<blockquote>Điều 49<blockquote>khoản 1</blockquote></blockquote>", None),
        ("<h5>Ghi chú</h5>một", "<h4>Ghi chú</h4><p>một</p>"),
        ("<p>&nbsp;</p><p><b> </b></p><ul><li></li></ul>", ""),
        ('<a href="/cau-hoi/12.html">câu hỏi</a>', '<p><a href="/cau-hoi/12.html">câu hỏi</a></p>'),
        ('<a href="https://a.vn/tệp 1.pdf">tệp</a>', '<p><a href="https://a.vn/tệp%201.pdf">tệp</a></p>'),
        ("<a href=https://a.vn>một<p>hai", '<p><a href="https://a.vn">một</a></p><p>hai</p>'),
        ("<o:p>Word</o:p>", "<p>Word</p>"),
    ],
)
def test_markup_of_any_make_becomes_flat_closed_blocks(foreign: str, cleaned: str | None) -> None:
    if cleaned is not None:
        assert clean_html(foreign) == cleaned
    assert_safe(clean_html(foreign))
    assert clean_html(clean_html(foreign)) == clean_html(foreign)


def test_cells_of_a_table_do_not_grow_together() -> None:
    table = "<table><tr><td>Vùng I</td><td>4.960.000</td></tr><tr><td>Vùng II</td></tr></table>"
    assert clean_html(table) == "<p>Vùng I 4.960.000</p><p>Vùng II</p>"
    assert plain_text(table) == "Vùng I 4.960.000\nVùng II"


HOSTILE = {
    "script": "<script>alert(1)</script>",
    "script in capitals": "<SCRIPT SRC=//x.test/x.js></SCRIPT>",
    "script with a slash": "<script/x>alert(1)</script/>",
    "script in pieces": "<scr<script></script>ipt>alert(1)</script>",
    "script never closed": "<script>alert(1)",
    "script in an attribute": '<p title="<script>alert(1)</script>">',
    "script behind a NUL": "<scr\0ipt>alert(1)</scr\0ipt>",
    "event handler": '<p onclick="alert(1)" onmouseover=alert(1)>',
    "event handler after a slash": "<b/onclick=alert(1)>",
    "image": "<img src=x onerror=alert(1)>",
    "image never closed": "<img src=x onerror=alert(1) ",
    "image with backticks": "<img src=`x` onerror=`alert(1)`>",
    "javascript address": '<a href="javascript:alert(1)">x</a>',
    "javascript address in capitals": "<a href=JaVaScRiPt:alert(1)>x</a>",
    "javascript address with blanks": '<a href=" java\nscr\tipt:alert(1)">x</a>',
    "javascript address in entities": '<a href="&#106;avascript&colon;alert&#40;1&#41;">x</a>',
    "javascript address in long entities": '<a href="&#x000006A;avascript&#0000058;alert(1)">x</a>',
    "javascript address behind a control": '<a href="\x01javascript:alert(1)">x</a>',
    "data address": '<a href="data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==">x</a>',
    "vbscript address": '<a href="vbscript:msgbox(1)">x</a>',
    "address of another host": '<a href="//x.test">x</a>',
    "address that cannot be read": '<a href="http://[x">x</a>',
    "address that ends the attribute": "<a href='https://x.test/\"onmouseover=alert(1) \"'>x</a>",
    "two addresses": '<a href="https://a.vn" href="javascript:alert(1)">x</a>',
    "address in another attribute": '<a title=" href=javascript:alert(1)" href="https://a.vn">x</a>',
    "svg": "<svg onload=alert(1)><animate onbegin=alert(1)></svg>",
    "svg with a script": "<svg><script>alert(1)</script></svg>",
    "svg never closed": "<svg><style><img src=x onerror=alert(1)>",
    "math": "<math><mi xlink:href='javascript:alert(1)'>x</mi></math>",
    "mutation through math": "<math><mtext><table><mglyph><style><!--</style><img src=x onerror=alert(1)>-->",
    "mutation through svg": '<svg></p><style><a id="</style><img src=1 onerror=alert(1)>">',
    "mutation through noscript": '<noscript><p title="</noscript><img src=x onerror=alert(1)>">',
    "mutation through textarea": '<textarea><p title="</textarea><img src=x onerror=alert(1)>">',
    "mutation through template": "<template><p title='</template><img src=x onerror=alert(1)>'>",
    "mutation through select": '<select><template><style><!--</style><a rel="--></style></select><img src=x>',
    "style": "<style>body{background:url(javascript:alert(1))}</style>",
    "style attribute": '<p style="background:url(javascript:alert(1))">x</p>',
    "iframe": "<iframe src=javascript:alert(1)>x</iframe>",
    "iframe srcdoc": '<iframe srcdoc="<script>alert(1)</script>"></iframe>',
    "object": "<object data=x><embed src=x></object>",
    "form": "<form action=javascript:alert(1)><input type=submit autofocus onfocus=alert(1)></form>",
    "meta": '<meta http-equiv=refresh content="0;url=javascript:alert(1)">',
    "base": "<base href=javascript:alert(1)//>",
    "link": '<link rel=stylesheet href="//x.test">',
    "comment": "<!--<img src=x onerror=alert(1)>-->",
    "comment that ends early": "<!--><img src=x onerror=alert(1)>-->",
    "comment that ends oddly": "<!-- --!><img src=x onerror=alert(1)>",
    "comment never closed": "<!-- <script>alert(1)</script>",
    "conditional comment": "<!--[if gte IE 4]><script>alert(1)</script><![endif]-->",
    "declaration": "<!DOCTYPE html [<!ENTITY x '<script>alert(1)</script>'>]>",
    "processing instruction": "<?xml-stylesheet href='javascript:alert(1)'?><?php echo 1 ?>",
    "CDATA": "<![CDATA[<script>alert(1)</script>]]>",
    "CDATA that ends early": "<![CDATA[ > ]]><img src=x onerror=alert(1)>",
    "tag in entities": "&lt;script&gt;alert(1)&lt;/script&gt;",
    "tag in entities twice": "&amp;lt;script&amp;gt;alert(1)",
    "tag in full-width letters": "＜script＞alert(1)＜/script＞",
    "quotes that do not pair": "<a href='https://a.vn\" onclick=alert(1)>x</a><b title=\"'>",
    "plaintext": "<plaintext><script>alert(1)</script>",
    "xss in a tag's name": "<b<script>alert(1)</script>>",
    "lone surrogate": "<p>\ud800</p>",
}


@pytest.mark.parametrize("payload", HOSTILE.values(), ids=HOSTILE.keys())
def test_hostile_markup_stays_outside(payload: str) -> None:
    cleaned = clean_html(f"<p>Trước</p>{payload}")
    assert_safe(cleaned)
    assert cleaned.startswith("<p>Trước</p>")
    assert clean_html(cleaned) == cleaned


def test_a_script_goes_and_the_text_around_it_stays() -> None:
    foreign = "<p>Trước</p><script type='text/javascript'>var a = '<p>không</p>';</script><p>Sau</p>"
    assert clean_html(foreign) == "<p>Trước</p><p>Sau</p>"
    assert plain_text(foreign) == "Trước\nSau"


def test_a_comment_that_holds_a_script_does_not_eat_the_rest() -> None:
    assert clean_html("một <!-- <script> --> hai") == "<p>một hai</p>"


@pytest.mark.parametrize("text", ["a < b > c", "Mức <100 triệu", "x<3", "từ <https://molisa.gov.vn/> đến", "<a@b.vn>"])
def test_a_sign_that_is_no_tag_stays(text: str) -> None:
    assert plain_text(clean_html(text)) == text


SLOW_ELSEWHERE = {
    "<": "<" * LONG,
    "<!": "<!" * (LONG // 2),
    "<!--": "<!--" * (LONG // 4),
    "<![CDATA[": "<![CDATA[" * (LONG // 9),
    "<p ": "<p " * (LONG // 3),
    "</b ": "</b " * (LONG // 4),
    "<a b=<": "<a b=< " * (LONG // 7),
    "open quotes": "<p a='\"" * (LONG // 7) + ">",
    "many attributes": "<p " + "a=b " * (LONG // 4) + ">",
    "addresses without end": "<a " + "href = ' " * (LONG // 9) + ">",
    "b in b": "<b>" * (LONG // 3),
    "different i in i": "".join(f"<i a={number}>x" for number in range(LONG // 11)),
    "p in b": "<b><p>x" * (LONG // 7),
    "a, b and p": "<a href=/x><b></p>x" * (LONG // 19),
    "lists in lists": "<ul><li>x" * (LONG // 9),
    "quotations in quotations": "<blockquote>x" * (LONG // 13),
    "tables in tables": "<table><td>x" * (LONG // 12),
    "scripts": "<script" * (LONG // 7),
    "closed scripts": "<script/>" * (LONG // 9),
    "ampersands": "&" * LONG,
    "numbers": "&#" * (LONG // 2),
    "an endless number": "&#" + "9" * LONG + ";",
    "an endless hexadecimal number": "&#x" + "f" * LONG + ";",
    "blanks": "<p" + " " * LONG,
    "equals and blanks": "<p " + ("=" + " " * 100) * (LONG // 101) + ">",
    "paragraphs": "<p>Người lao động</p>" * (LONG // 21),
}


@pytest.mark.parametrize("payload", SLOW_ELSEWHERE.values(), ids=SLOW_ELSEWHERE.keys())
def test_a_hundred_kilobytes_of_anything_take_no_time_to_speak_of(payload: str) -> None:
    """Each takes one to three seconds at most; the bar leaves room for a busy machine. bleach alone needs minutes."""
    started = time.process_time()
    cleaned = clean_html(payload)
    plain_text(payload)
    looks_like_html(payload)
    assert time.process_time() - started < 20
    assert_safe(cleaned)


def test_a_very_long_list_is_cut_in_two_and_loses_nothing() -> None:
    items = [f"khoản {number}" for number in range(5000)]
    cleaned = clean_html("<ol><li>" + "<li>".join(items) + "</ol><p>hết")
    assert plain_text(cleaned).split("\n") == [*items, "hết"]
    assert cleaned.count("<ol>") == 3
    assert_safe(cleaned)
    assert clean_html(cleaned) == cleaned


_PIECES = st.one_of(
    st.sampled_from(
        [f"<{slash}{tag}>" for slash in ("", "/") for tag in sorted(ALLOWED_TAGS)]
        + [
            f"<{slash}{tag}>"
            for slash in ("", "/")
            for tag in ("div", "td", "tr", "span", "script", "svg", "math", "x")
        ]
        + [
            "<a href='https://a.vn/?x=1&y=2'>",
            '<a href="javascript:x">',
            "<a href=/x>",
            "<a href='https://x/&amp;lt;'>",
        ]
        + ["<!--", "-->", "<![CDATA[", "]]>", "&lt;", "&amp;", "&amp;lt;", "&#60;", "&", "<", "</", '"', "'", "=", ">"]
        + [" ", "\n", "\xa0", "\u2028", "\x0b", "\x85", "&nbsp;", "&#0;", '<p title="', "<br/>", "Người", "đ", "ệ"]
    ),
    st.text(max_size=6),
)


@settings(max_examples=400, deadline=None)
@given(st.lists(_PIECES, max_size=25).map("".join))
def test_whatever_comes_in_is_safe_and_does_not_change_when_cleaned_again(foreign: str) -> None:
    cleaned = clean_html(foreign)
    assert_safe(cleaned)
    assert clean_html(cleaned) == cleaned
    assert clean_html(paragraphs(plain_text(cleaned))) == paragraphs(plain_text(cleaned))


@settings(max_examples=200, deadline=None)
@given(st.text(st.characters(categories=["L", "N", "P", "S", "Zs"]), max_size=200))
def test_plain_text_survives(text: str) -> None:
    words = " ".join(text.split())
    assert plain_text(paragraphs(text)) == words
    assert plain_text(clean_html(paragraphs(text))) == words


def test_vietnamese_text_survives() -> None:
    text = "Nghị định số 38/2019/NĐ-CP: “ưu đãi người có công”, mức 1.624.000đ – từ ngày 01/7/2019 ệ ữ ợ Ẵ Ỹ đ Đ"
    for written in (unicodedata.normalize("NFC", text), unicodedata.normalize("NFD", text)):
        assert plain_text(clean_html(f"<p>{written}</p>")) == written


def test_html_is_told_from_text() -> None:
    for text in ("<p>Chào</p>", "Chào<br/>", "<B>x</B>", '<a href="/x">x</a>', "<td>1</td>", "x</span>"):
        assert looks_like_html(text)
    for text in ("Chào", "a < b", "<100 triệu>", "<https://a.vn/>", "<a@b.vn>", "1 <2 và 3> 2", "<phụ lục>"):
        assert not looks_like_html(text)


def test_lines_of_plain_text_become_paragraphs() -> None:
    assert paragraphs("Một\n\n  hai  \r\nba & <bốn>") == "<p>Một</p><p>hai</p><p>ba &amp; &lt;bốn&gt;</p>"

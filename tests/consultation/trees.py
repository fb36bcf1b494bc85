"""Trees of legal documents as hypothesis makes them, within what a law may look like."""

import string

from hypothesis import strategies as st

from consultation.structure.nodes import Document, Level, Node
from consultation.structure.numbers import POINT_LETTERS, roman
from consultation.structure.paragraphs import row_of

_SYLLABLES = st.sampled_from(
    [
        "người",
        "lao",
        "động",
        "việc",
        "Điều",
        "khoản",
        "Chương",
        "Mục",
        "số",
        "12",
        "IV",
        "5%",
        "a)",
        "b_c",
        "*d*",
        "<e>",
        "&",
        "ký",
        "tự",
        "\\",
        "#1",
        "đến",
    ]
)
_MARKED = st.sampled_from(string.punctuation.replace("|", "").replace('"', ""))
words = st.lists(st.one_of(_SYLLABLES, _MARKED), min_size=1, max_size=4).map(" ".join)
sentences = words.map(lambda each: f"Nội dung {each}.")
# What only looks like a label or broke off stands in a text too, when a drafter says that it is text.
odd = st.one_of(
    words, st.sampled_from(["Điều 5. Tên", "1. Một", "a) A", "Chương IV", "12", "PHỤ LỤC", "Nơi nhận:", "- Một"])
)
rows = st.lists(
    st.lists(words.map(lambda each: each.replace("\\", "/")), min_size=2, max_size=3), min_size=1, max_size=3
).map(lambda made: "\n".join(row_of(cells) for cells in made))
headings = words.map(lambda each: f"Tên {each} gọn")


@st.composite
def texts(draw: st.DrawFn, least: int = 0) -> str:
    return "\n".join(draw(st.lists(st.one_of(sentences, odd, rows), min_size=least, max_size=2)))


@st.composite
def narrow(draw: st.DrawFn, level: Level, numbers: list[str]) -> list[Node]:
    made = []
    for number in numbers[: draw(st.integers(0, 2))]:
        first, rest = draw(words), draw(texts())
        node = Node(level, number, text=f"{first}\n{rest}" if rest else first)
        if level is Level.CLAUSE:
            node.children = draw(narrow(Level.POINT, list(POINT_LETTERS)))
        made.append(node)
    return made


@st.composite
def documents(draw: st.DrawFn) -> Document:
    """A law: with or without chapters and sections, its articles counted through, perhaps an appendix."""
    count = 0

    def articles() -> list[Node]:
        nonlocal count
        made = []
        for _ in range(draw(st.integers(1, 3))):
            count += 1
            children = draw(narrow(Level.CLAUSE, [str(place) for place in range(1, 6)]))
            made.append(Node(Level.ARTICLE, str(count), draw(headings), draw(texts()), children))
        return made

    def sections() -> list[Node]:
        return [
            Node(Level.SECTION, str(at), draw(headings), "", articles()) for at in range(1, draw(st.integers(2, 3)))
        ]

    if draw(st.booleans()):
        chapters = range(1, draw(st.integers(2, 4)))
        children = [
            Node(Level.CHAPTER, roman(at), draw(headings), "", sections() if draw(st.booleans()) else articles())
            for at in chapters
        ]
    else:
        children = articles()
    if draw(st.booleans()):
        children.append(Node(Level.APPENDIX, draw(st.sampled_from(["", "I"])), draw(headings), draw(texts(least=1))))
    closing = draw(st.sampled_from(["", "Nơi nhận:\n- Như trên;", "TM. CHÍNH PHỦ\nTHỦ TƯỚNG"]))
    return Document(f"LUẬT {draw(words)}", draw(texts()), children, closing)

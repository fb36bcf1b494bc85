"""Reads the made-up code of these tests: a line begins a provision by its number, or goes on with the one before."""

import re
from pathlib import Path

from consultation.structure.nodes import Document, Level, Node

HERE = Path(__file__).parent
SHAPES = {
    Level.CHAPTER: re.compile(r"Chương (\w+)\. (.*)"),
    Level.SECTION: re.compile(r"Mục (\w+)\. (.*)"),
    Level.ARTICLE: re.compile(r"Điều (\w+)\. (.*)"),
    Level.CLAUSE: re.compile(r"(\d+)\. (.*)"),
    Level.POINT: re.compile(r"([a-zđ]+)\) (.*)"),
}
HEADED = {Level.CHAPTER, Level.SECTION, Level.ARTICLE}
ORDER = list(Level)


def read_plain(text: str) -> Document:
    document = Document(title="Bộ luật thử")
    above: list[Node] = []
    for line in text.splitlines():
        for level, shape in SHAPES.items():
            if found := shape.fullmatch(line):
                heading, words = (found[2], "") if level in HEADED else ("", found[2])
                while above and ORDER.index(above[-1].level) >= ORDER.index(level):
                    above.pop()
                node = Node(level, found[1], heading, words)
                (above[-1].children if above else document.children).append(node)
                above.append(node)
                break
        else:
            above[-1].text = f"{above[-1].text}\n{line}".strip()
    return document


def the_code() -> Document:
    return read_plain((HERE / "code.txt").read_text(encoding="utf-8"))

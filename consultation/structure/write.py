"""A tree as Markdown, which the reader reads back to the same tree."""

import re
from collections.abc import Iterator

from consultation.structure import ending, front, quotes
from consultation.structure.correcting import label_written
from consultation.structure.markdown import is_label_ahead
from consultation.structure.nodes import WITHOUT_HEADING, Document, Level, Node
from consultation.structure.paragraphs import cells_of, is_upper
from consultation.structure.recognising import label_of

_MARKS = re.compile(r"[\\*_<>&`#\[\]]")
_INSIDE = re.compile(r"\sĐiều\s\d")
_HEADINGS = {Level.PART: "#", Level.APPENDIX: "#", Level.CHAPTER: "##", Level.SECTION: "###", Level.SUBSECTION: "####"}
_ARTICLE_HEADING = "#####"
_ENDS = tuple(".;:!?")


def write(document: Document) -> str:
    """Return the document as Markdown: headings by "#", one paragraph between blank lines, tables with pipes."""
    blocks = [f"# {_escaped(document.title)}"] if document.title else []
    blocks += _paragraphs(document.preamble)
    for node in document.children:
        if node.level is not Level.APPENDIX:
            blocks += _provision(node)
    blocks += [_escaped(each) for each in document.closing.split("\n") if each]
    for node in document.children:
        if node.level is Level.APPENDIX:
            blocks += _provision(node)
    return "\n\n".join(blocks) + "\n"


def _provision(node: Node) -> Iterator[str]:
    label = label_written(node.level, node.number)
    if node.level in WITHOUT_HEADING:
        first, _, rest = node.text.partition("\n")
        yield f"{label} {_escaped(first)}".rstrip()
        yield from _paragraphs(rest, above=first)
    else:
        if node.heading and node.level is not Level.ARTICLE:
            label += "."
        yield f"{_HEADINGS.get(node.level, _ARTICLE_HEADING)} {label} {_escaped(node.heading)}".rstrip()
        yield from _paragraphs(node.text)
    for child in node.children:
        yield from _provision(child)


def _paragraphs(text: str, above: str = ".") -> Iterator[str]:
    """Yield the blocks of a text: each paragraph one, the rows of a table together."""
    table: list[str] = []
    for paragraph in text.split("\n") if text else []:
        cells = cells_of(paragraph)
        if cells is not None:
            table.append("| " + " | ".join(_escaped(cell) for cell in cells) + " |")
            if len(table) == 1:
                table.append("|" + "---|" * len(cells))
            continue
        if table:
            yield "\n".join(table)
            table, above = [], "."
        yield _escaped(paragraph) if _is_plainly_text(paragraph, above) else _as_words(paragraph)
        above = paragraph
    if table:
        yield "\n".join(table)


def _is_plainly_text(words: str, above: str) -> bool:
    """Tell whether the reader takes words for a paragraph of text without being told."""
    if words.startswith("- "):
        return not is_label_ahead(words[2:])
    return (
        words[:1].isupper()
        and words.endswith(_ENDS)
        and above.endswith(_ENDS)
        and not (
            is_upper(words) or label_of(words, stands_out=True) or ending.closing(words) or front.names_kind(words)
        )
        and not (_INSIDE.search(words) or quotes.balance(words))
    )


def _as_words(words: str) -> str:
    """Return words that are no label although they look like one: their first character is written as an entity."""
    return f"&#{ord(words[0])};{_escaped(words[1:])}" if words else ""


def _escaped(words: str) -> str:
    return _MARKS.sub(r"\\\g<0>", words)

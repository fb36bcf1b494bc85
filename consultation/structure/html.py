"""A tree as HTML for a public page: an article is a section with a heading, and every provision can be linked to.

All words of a draft are escaped. What stands beside a provision (a link for comments, the number of them) is given by a
function of its path and its anchor, so that nothing here knows a page.
"""

from collections.abc import Callable
from itertools import groupby

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from consultation.structure.labels import Path, anchors, cited, named
from consultation.structure.nodes import WITHOUT_HEADING, Document, Level
from consultation.structure.paragraphs import cells_of

Beside = Callable[[Path, str], SafeString]
NOTHING = SafeString("")
# The title of the page is its h1.
WIDEST_HEADING, NARROWEST_HEADING = 2, 6


def rendered(document: Document, beside: Beside | None = None) -> SafeString:
    """Return the whole document: its grounds, its provisions with their anchors, its end."""
    anchored = {id(path[-1]): anchor for path, anchor in anchors(document)}
    main = [child for child in document.children if child.level is not Level.APPENDIX]
    appendices = [child for child in document.children if child.level is Level.APPENDIX]
    render = _Renderer(anchored, beside)
    return _joined(
        [
            _apart("preamble", document.preamble),
            *(render.node((child,)) for child in main),
            _apart("closing", document.closing),
            *(render.node((child,)) for child in appendices),
        ]
    )


def rendered_text(text: str, label: str = "") -> SafeString:
    """Return paragraphs and tables of a text; the label ("3.", "đ)") stands in the first paragraph."""
    blocks = [(is_row, list(group)) for is_row, group in groupby(text.split("\n") if text else [], _is_row)]
    made = []
    if label and (not blocks or blocks[0][0]):
        made.append(_paragraph("", label))
        label = ""
    for is_row, lines in blocks:
        if is_row:
            made.append(_table(lines))
            continue
        made += [_paragraph(line, label if place == 0 else "") for place, line in enumerate(lines)]
        label = ""
    return _joined(made)


class _Renderer:
    def __init__(self, anchored: dict[int, str], beside: Beside | None) -> None:
        self.anchored = anchored
        self.beside = beside

    def node(self, path: Path) -> SafeString:
        node, anchor = path[-1], self.anchored[id(path[-1])]
        beside = self.beside(path, anchor) if self.beside else NOTHING
        if node.level in WITHOUT_HEADING:
            label = f"{node.number}{')' if node.level is Level.POINT else '.'}"
            inside = _joined([rendered_text(node.text, label), beside, self._below(path)])
            return format_html('<li class="{}" id="{}">{}</li>', node.level.value, anchor, inside)
        depth = min(WIDEST_HEADING + len(path) - 1, NARROWEST_HEADING)
        return format_html(
            '<section class="{}" id="{}" aria-labelledby="{}-ten"><h{} id="{}-ten">{}</h{}>{}</section>',
            node.level.value, anchor, anchor, depth, anchor, _heading(path), depth,
            _joined([rendered_text(node.text), beside, self._below(path)]),
        )  # fmt: skip

    def _below(self, path: Path) -> SafeString:
        """Return what is in a provision; clauses and points are lists."""
        made = []
        for is_list, children in groupby(path[-1].children, lambda child: child.level in WITHOUT_HEADING):
            inside = _joined([self.node((*path, child)) for child in children])
            made.append(format_html('<ol class="provisions" role="list">{}</ol>', inside) if is_list else inside)
        return _joined(made)


def _heading(path: Path) -> str:
    node = path[-1]
    return f"{named(node.level, node.number)}. {node.heading}" if node.heading else cited(path)


def _apart(name: str, text: str) -> SafeString:
    return format_html('<div class="{}">{}</div>', name, rendered_text(text)) if text else NOTHING


def _paragraph(words: str, label: str) -> SafeString:
    if not label:
        return format_html("<p>{}</p>", words)
    return format_html('<p><span class="number">{}</span> {}</p>', label, words)


def _is_row(line: str) -> bool:
    return cells_of(line) is not None


def _table(rows: list[str]) -> SafeString:
    """Return a table that can be moved sideways by keyboard and finger; its first row tells what the columns are."""
    first, *others = [cells_of(row) or [] for row in rows]
    return format_html(
        '<div class="table-scroll" role="group" aria-label="Bảng" tabindex="0"><table>'
        "<thead><tr>{}</tr></thead><tbody>{}</tbody></table></div>",
        format_html_join("", '<th scope="col">{}</th>', ((cell,) for cell in first)),
        format_html_join(
            "", "<tr>{}</tr>", ((format_html_join("", "<td>{}</td>", ((cell,) for cell in row)),) for row in others)
        ),
    )


def _joined(parts: list[SafeString]) -> SafeString:
    return format_html_join("", "{}", ((part,) for part in parts if part))

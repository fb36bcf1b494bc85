"""From the texts of a row to the parts of an answer page."""

import re
from typing import Any

from base.html import clean_html, looks_like_html, paragraphs, plain_text, unescape

MAX_TITLE = 255
MAX_SHORT_ANSWER = 400
# In cleaned HTML these blocks are closed and stand in nothing.
_APART = re.compile(r"<(h[234]|blockquote)>(.*?)</\1>", re.S)
_END_OF_SENTENCE = re.compile(r"(\S*)[.!?…]+[\"”)]*\s")
_LONGEST_ABBREVIATION = 3


def blocks(text: str) -> list[dict[str, Any]]:
    """Return the body of an answer: its headings and quotations as blocks of their own, all else as paragraphs."""
    marked_up = clean_html(text) if looks_like_html(text) else paragraphs(unescape(text))
    found: list[dict[str, Any]] = []
    done = 0
    for apart in _APART.finditer(marked_up):
        found += _paragraph(marked_up[done : apart.start()])
        if apart[1] == "blockquote":
            found.append({"type": "quote", "value": {"text": plain_text(apart[2]), "source": ""}})
        else:
            found.append({"type": "heading", "value": plain_text(apart[2])})
        done = apart.end()
    return found + _paragraph(marked_up[done:])


def _paragraph(marked_up: str) -> list[dict[str, Any]]:
    return [{"type": "paragraph", "value": marked_up}] if marked_up.strip() else []


def title_and_question(question: str, details: str) -> tuple[str, str]:
    """Return the title of one line and the text of the question; of a title that was cut the text keeps the whole."""
    line = " ".join(question.split())
    title = cut(line, MAX_TITLE)
    if title == line:
        return title, details or question
    return title, f"{question}\n\n{details}" if details else question


def first_sentences(text: str) -> str:
    """Return as many whole sentences from the beginning as a short answer holds; of a longer one as many words."""
    line = " ".join(text.split())
    if len(line) <= MAX_SHORT_ANSWER:
        return line
    ends = [
        found.end() - 1 for found in _END_OF_SENTENCE.finditer(line[: MAX_SHORT_ANSWER + 1]) if not _shortens(found[1])
    ]
    return line[: ends[-1]] if ends else cut(line, MAX_SHORT_ANSWER)


def _shortens(word: str) -> bool:
    """Tell whether the full stop after a word belongs to it, as in "TP." or in "1." before an item."""
    return len(word) <= _LONGEST_ABBREVIATION and (word[:1].isupper() or word.isdigit())


def cut(line: str, longest: int) -> str:
    """Return the line, cut at a word if it has more characters than allowed."""
    if len(line) <= longest:
        return line
    begun = line[: longest - 1]
    whole = begun if line[longest - 1] == " " else begun.rpartition(" ")[0] or begun
    return whole.rstrip(" ,;:-–(") + "…"

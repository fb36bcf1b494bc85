"""The words of a PDF's content stream (ISO 32000-1, 7.8.2): operands and operators, in order."""

import re
from collections.abc import Iterator
from typing import Any

_WORD = re.compile(
    rb"""[\x00\t\n\f\r ]+ | %[^\r\n]*
    | (?P<number>[+-]?(?:\d+\.?\d*|\.\d+)(?=[\x00\t\n\f\r ()<>\[\]{}/%]|$))
    | /(?P<name>[^\x00\t\n\f\r ()<>\[\]{}/%]*)
    | (?P<string>\((?:[^()\\]|\\.)*\))
    | (?P<nested>\()
    | (?P<dictionary><<|>>)
    | <(?P<hex>[0-9A-Fa-f\x00\t\n\f\r ]*)>
    | (?P<open>\[) | (?P<close>\])
    | (?P<operator>[^\x00\t\n\f\r ()<>\[\]{}/%]+)
    | (?P<other>.)""",
    re.X | re.S,
)
_ESCAPE = re.compile(rb"\\([0-7]{1,3}|\r\n|.)", re.S)
_ESCAPED = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f", b"\n": b"", b"\r": b"", b"\r\n": b""}
_END_OF_IMAGE = re.compile(rb"[\x00\t\n\f\r ]EI(?=[\x00\t\n\f\r ]|$)")
MOST_OPERANDS = 100_000


def operations(content: bytes) -> Iterator[tuple[bytes, list[Any]]]:
    """Yield each operator with its operands: numbers as float, names as str, strings as bytes, arrays as list.

    An inline image is yielded as BI, its data skipped.
    """
    stack: list[list[Any]] = [[]]
    place, end = 0, len(content)
    while place < end:
        found = _WORD.match(content, place)
        if found is None:
            return
        place, kind, word = found.end(), found.lastgroup, found[found.lastgroup or 0]
        if kind == "number":
            stack[-1].append(float(word))
        elif kind == "name":
            stack[-1].append("/" + word.decode("latin-1"))
        elif kind == "string":
            stack[-1].append(_text(word[1:-1]))
        elif kind == "nested":
            place = _closing(content, place)
            stack[-1].append(_text(content[found.end() : place - 1]))
        elif kind == "hex":
            digits = re.sub(rb"[^0-9A-Fa-f]", b"", word)
            stack[-1].append(bytes.fromhex((digits + b"0" * (len(digits) % 2)).decode()))
        elif kind == "open":
            stack.append([])
        elif kind == "close" and len(stack) > 1:
            inner = stack.pop()
            stack[-1].append(inner)
        elif kind == "operator":
            if word == b"ID":
                over = _END_OF_IMAGE.search(content, place)
                place = over.end() if over else end
                word = b"BI"
            elif word == b"BI":
                continue
            yield word, stack[0]
            stack = [[]]
        if len(stack[-1]) > MOST_OPERANDS:
            stack[-1].clear()


def _text(escaped: bytes) -> bytes:
    return _ESCAPE.sub(_unescaped, escaped) if b"\\" in escaped else escaped


def _unescaped(found: re.Match[bytes]) -> bytes:
    code = found[1]
    if code[:1].isdigit() and code[0] < 0x38:
        return bytes([int(code, 8) & 0xFF])
    return _ESCAPED.get(code, code)


def _closing(content: bytes, place: int) -> int:
    """Return the place behind the bracket that closes a string with brackets inside."""
    depth = 1
    while place < len(content):
        byte = content[place]
        if byte == 0x5C:
            place += 1
        elif byte == 0x28:
            depth += 1
        elif byte == 0x29:
            depth -= 1
            if not depth:
                return place + 1
        place += 1
    return place + 1

"""How wide the characters of a PDF's font are, and which of them are spaces: enough to say where text lies."""

import re
from dataclasses import dataclass, field
from typing import Any

_BECOMES_SPACE = re.compile(rb"<([0-9A-Fa-f]+)>\s*(?:<\1>\s*)?\[?\s*<00(?:20|A0|a0)>")
AVERAGE = 0.5


@dataclass(slots=True)
class Font:
    """Widths in text units of one, by code; codes are one byte long, or two in a composite font."""

    widths: dict[int, float] = field(default_factory=dict)
    usual: float = AVERAGE
    bytes_a_code: int = 1
    spaces: frozenset[int] = frozenset({0x20, 0xA0})

    def codes(self, text: bytes) -> list[int]:
        if self.bytes_a_code == 1:
            return list(text)
        return [int.from_bytes(text[place : place + 2], "big") for place in range(0, len(text), 2)]


def read(font: Any) -> Font:
    """Read a font's dictionary; what is missing in it is guessed."""
    spaces = _spaces(font)
    if font.get("/Subtype") == "/Type0":
        inner = font["/DescendantFonts"][0].get_object()
        widths = _composite_widths(inner.get("/W", []))
        return Font(widths, float(inner.get("/DW", 1000)) / 1000, 2, spaces)
    unit = float(font["/FontMatrix"][0]) if font.get("/Subtype") == "/Type3" else 0.001
    first = int(font.get("/FirstChar", 0))
    given = [width.get_object() for width in font.get("/Widths", [])]
    return Font({first + place: float(width) * unit for place, width in enumerate(given)}, spaces=spaces | {0x20})


def _spaces(font: Any) -> frozenset[int]:
    if "/ToUnicode" not in font:
        return frozenset({0x20, 0xA0}) if font.get("/Subtype") != "/Type0" else frozenset()
    mapping = font["/ToUnicode"].get_object()
    content = mapping.get_data() if hasattr(mapping, "get_data") else b""
    return frozenset(int(code, 16) for code in _BECOMES_SPACE.findall(content))


def _composite_widths(given: Any) -> dict[int, float]:
    """Read the array /W (ISO 32000-1, 9.7.4.3): `c [w …]` or `first last w`."""
    widths: dict[int, float] = {}
    parts = [part.get_object() for part in given]
    place = 0
    while place + 1 < len(parts):
        first, second = int(parts[place]), parts[place + 1]
        if isinstance(second, list):
            widths |= {first + step: float(width.get_object()) / 1000 for step, width in enumerate(second)}
            place += 2
        elif place + 2 < len(parts):
            width = float(parts[place + 2]) / 1000
            widths |= dict.fromkeys(range(first, min(int(second), 65_535) + 1), width)
            place += 3
        else:
            break
    return widths

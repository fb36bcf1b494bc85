"""Reading what a page draws (ISO 32000-1, 8 and 9): its characters, and whatever could hide them, in their order."""

from copy import copy
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from base.uploads import pdf_fonts, pdf_shapes
from base.uploads.pdf_shapes import EVERYWHERE, IDENTITY, Box, Cover, Glyph, Matrix, Picture, Point, at, corners, times
from base.uploads.pdf_tokens import operations

DEEPEST = 12
THICK = 4.0  # points: a line so thick hides a word
INVISIBLE = 3
DARKENS = {"/Multiply", "/Darken", "/ColorBurn"}


@dataclass(slots=True)
class State:
    """The graphics state, as far as it decides what is seen."""

    matrix: Matrix = IDENTITY
    clip: Box = EVERYWHERE
    light: float = 0.0
    stroke_light: float = 0.0
    is_tint: bool = False
    stroke_is_tint: bool = False
    alpha: float = 1.0
    blend: str = "/Normal"
    masked: bool = False  # what is painted through a soft mask hides nothing for certain
    line_width: float = 1.0
    font: pdf_fonts.Font = field(default_factory=pdf_fonts.Font)
    size: float = 0.0
    spacing: float = 0.0
    word_spacing: float = 0.0
    stretch: float = 1.0
    leading: float = 0.0
    rise: float = 0.0
    mode: int = 0


class Drawing:
    """What one page draws, its form XObjects and the appearances of its annotations included."""

    def __init__(self, fonts: "dict[int, tuple[Any, pdf_fonts.Font]] | None" = None) -> None:
        self.glyphs: list[Glyph] = []
        self.covers: list[Cover] = []
        self.pictures: list[Picture] = []
        self._order = 0
        # Read once for all pages; the dictionary stays in hand, or another might get its number.
        self._fonts = {} if fonts is None else fonts

    def draw(self, content: bytes, resources: Any, state: State | None = None, depth: int = 0) -> None:
        """Follow a content stream; `resources` is the dictionary in which it finds fonts, forms and pictures."""
        _Run(self, resources, state or State(), depth).follow(content)

    def draw_form(self, form: Any, resources: Any, state: State, depth: int) -> None:
        if depth >= DEEPEST:
            return
        inner = copy(state)
        matrix = [float(number) for number in form.get("/Matrix", IDENTITY)]
        inner.matrix = times((matrix[0], matrix[1], matrix[2], matrix[3], matrix[4], matrix[5]), state.matrix)
        if "/BBox" in form:
            left, low, right, high = (float(number) for number in form["/BBox"])
            around = pdf_shapes.box_of(corners(inner.matrix, left, low, right, high))
            inner.clip = pdf_shapes.common(inner.clip, around)
        own = form.get("/Resources")
        self.draw(form.get_data(), own.get_object() if own is not None else resources, inner, depth + 1)

    def next_order(self) -> int:
        self._order += 1
        return self._order

    def font(self, dictionary: Any) -> pdf_fonts.Font:
        key = id(dictionary)
        if key not in self._fonts:
            self._fonts[key] = (dictionary, pdf_fonts.read(dictionary))
        return self._fonts[key][1]

    def cover(self, state: State, figures: list[list[Point]], light: float, even_odd: bool = False) -> None:
        """Note a figure that hides what lies under it; what lets it shine through is none."""
        figures = [figure for figure in figures if len(figure) > 2]
        through = state.alpha < 0.9 if light > 0.3 else state.alpha < 0.7
        if (
            not figures
            or through
            or state.masked
            or (state.blend != "/Normal" and not (state.blend in DARKENS and light < 0.3))
        ):
            return
        box = pdf_shapes.common(pdf_shapes.box_of([point for figure in figures for point in figure]), state.clip)
        if not pdf_shapes.is_empty(box):
            self.covers.append(Cover(figures, box, self.next_order(), light, even_odd))


class _Run:
    """One content stream being followed."""

    def __init__(self, drawing: Drawing, resources: Any, state: State, depth: int) -> None:
        self.drawing, self.resources, self.state, self.depth = drawing, resources, state, depth
        self.saved: list[State] = []
        self.figures: list[list[Point]] = []
        self.clips = False
        self.text: Matrix = IDENTITY
        self.line: Matrix = IDENTITY

    def follow(self, content: bytes) -> None:
        for operator, given in operations(content):
            handler = _HANDLERS.get(operator)
            if handler is None:
                continue
            try:
                handler(self, given)
            except (LookupError, TypeError, ValueError, AttributeError):
                continue  # operands that are missing or of another kind: a reader skips the operator too

    def named(self, kind: str, name: Any) -> Any:
        return self.resources[kind].get_object()[name].get_object()

    # State

    def save(self, given: list[Any]) -> None:
        if len(self.saved) < 10_000:
            self.saved.append(copy(self.state))

    def restore(self, given: list[Any]) -> None:
        if self.saved:
            self.state = self.saved.pop()

    def concatenate(self, given: list[Any]) -> None:
        self.state.matrix = times(_matrix(given), self.state.matrix)

    def more_state(self, given: list[Any]) -> None:
        more = self.named("/ExtGState", given[0])
        if "/ca" in more:
            self.state.alpha = float(more["/ca"])
        if "/BM" in more:
            blend = more["/BM"]
            self.state.blend = str(blend[0] if isinstance(blend, list) else blend)
        if "/SMask" in more:
            self.state.masked = more["/SMask"] != "/None"
        if "/LW" in more:
            self.state.line_width = float(more["/LW"])
        if "/Font" in more:
            self.state.font, self.state.size = self.drawing.font(more["/Font"][0].get_object()), float(more["/Font"][1])

    def line_width(self, given: list[Any]) -> None:
        self.state.line_width = float(given[0])

    def fill_space(self, given: list[Any]) -> None:
        self.state.is_tint, self.state.light = self._is_tint(given[0]), 0.0

    def stroke_space(self, given: list[Any]) -> None:
        self.state.stroke_is_tint, self.state.stroke_light = self._is_tint(given[0]), 0.0

    def _is_tint(self, name: str) -> bool:
        """Tell whether a colour says how much ink there is (Separation, DeviceN), not how much light."""
        spaces = self.resources.get("/ColorSpace", {}).get_object() if "/ColorSpace" in self.resources else {}
        space = spaces[name].get_object() if name in spaces else None
        return isinstance(space, list) and bool(space) and space[0] in ("/Separation", "/DeviceN")

    def fill_colour(self, given: list[Any]) -> None:
        self.state.light = _light(given, self.state.is_tint)

    def stroke_colour(self, given: list[Any]) -> None:
        self.state.stroke_light = _light(given, self.state.stroke_is_tint)

    # Figures

    def move(self, given: list[Any]) -> None:
        self.figures.append([at(self.state.matrix, given[0], given[1])])

    def draw_line(self, given: list[Any]) -> None:
        self.figures[-1].append(at(self.state.matrix, given[-2], given[-1]))

    def rectangle(self, given: list[Any]) -> None:
        x, y, width, height = given
        self.figures.append(corners(self.state.matrix, x, y, x + width, y + height))

    def clip(self, given: list[Any]) -> None:
        self.clips = True

    def fill(self, given: list[Any]) -> None:
        self.drawing.cover(self.state, self.figures, self.state.light)
        self.end(given)

    def fill_even_odd(self, given: list[Any]) -> None:
        self.drawing.cover(self.state, self.figures, self.state.light, even_odd=True)
        self.end(given)

    def stroke(self, given: list[Any]) -> None:
        a, b, c, d, _, _ = self.state.matrix
        width = self.state.line_width * abs(a * d - b * c) ** 0.5
        if width >= THICK:
            for figure in self.figures:
                for start, end in pairwise(figure):
                    self.drawing.cover(self.state, [_thick(start, end, width)], self.state.stroke_light)
        self.end(given)

    def end(self, given: list[Any]) -> None:
        points = [point for figure in self.figures for point in figure]
        if self.clips and points:
            self.state.clip = pdf_shapes.common(self.state.clip, pdf_shapes.box_of(points))
        self.figures, self.clips = [], False

    def shade(self, given: list[Any]) -> None:
        left, low, right, high = self.state.clip
        if self.state.clip != EVERYWHERE:
            self.drawing.cover(self.state, [[(left, low), (right, low), (right, high), (left, high)]], 0.5)

    # Forms and pictures

    def paint(self, given: list[Any]) -> None:
        painted = self.named("/XObject", given[0])
        if painted.get("/Subtype") == "/Form":
            self.drawing.draw_form(painted, self.resources, self.state, self.depth)
        elif not {"/SMask", "/Mask"} & painted.keys() and not painted.get("/ImageMask"):
            self._picture(painted)

    def inline_picture(self, given: list[Any]) -> None:
        self._picture(None)

    def _picture(self, stream: Any) -> None:
        box = pdf_shapes.common(pdf_shapes.box_of(corners(self.state.matrix, 0, 0, 1, 1)), self.state.clip)
        if self.state.alpha >= 0.9 and not self.state.masked and not pdf_shapes.is_empty(box):
            self.drawing.pictures.append(Picture(self.state.matrix, box, self.drawing.next_order(), stream))

    # Text

    def begin_text(self, given: list[Any]) -> None:
        self.text = self.line = IDENTITY

    def set_font(self, given: list[Any]) -> None:
        self.state.size = float(given[1])
        self.state.font = self.drawing.font(self.named("/Font", given[0]))

    def text_matrix(self, given: list[Any]) -> None:
        self.text = self.line = _matrix(given)

    def next_line(self, given: list[Any]) -> None:
        x, y = (given[0], given[1]) if given else (0.0, -self.state.leading)
        self.text = self.line = times((1.0, 0.0, 0.0, 1.0, x, y), self.line)

    def next_line_leading(self, given: list[Any]) -> None:
        self.state.leading = -given[1]
        self.next_line(given)

    def number(self, name: str, given: list[Any], unit: float = 1.0) -> None:
        setattr(self.state, name, float(given[0]) * unit)

    def show(self, given: list[Any]) -> None:
        parts = given[-1] if isinstance(given[-1], list) else [given[-1]]
        for part in parts:
            if isinstance(part, bytes):
                self._show(part)
            elif isinstance(part, float):
                self._advance(-part / 1000 * self.state.size * self.state.stretch)

    def show_on_next_line(self, given: list[Any]) -> None:
        self.next_line([])
        if len(given) == 3:
            self.state.word_spacing, self.state.spacing = given[0], given[1]
        self.show(given)

    def _advance(self, x: float) -> None:
        self.text = times((1.0, 0.0, 0.0, 1.0, x, 0.0), self.text)

    def _show(self, text: bytes) -> None:
        state, order = self.state, self.drawing.next_order()
        for code in state.font.codes(text):
            width = state.font.widths.get(code, state.font.usual) * state.size * state.stretch
            if code not in state.font.spaces and width > 0:
                body = (0.1 * width, 0.05 * state.size + state.rise, 0.9 * width, 0.45 * state.size + state.rise)
                box = pdf_shapes.box_of(corners(times(self.text, state.matrix), *body))
                drawn = state.mode != INVISIBLE and state.alpha > 0.05
                light = state.stroke_light if state.mode == 1 else state.light
                self.drawing.glyphs.append(Glyph(box, order, light, drawn))
            gap = state.spacing + (state.word_spacing if code == 0x20 and state.font.bytes_a_code == 1 else 0.0)
            self._advance(width + gap * state.stretch)


def _matrix(given: list[Any]) -> Matrix:
    a, b, c, d, e, f = (float(number) for number in given)
    return (a, b, c, d, e, f)


def _light(given: list[Any], is_tint: bool) -> float:
    """Return how light a colour is, from 0 to 1; a pattern is taken for half light."""
    parts = [part for part in given if isinstance(part, float)]
    if is_tint and parts:
        return 1 - max(parts)
    if len(parts) == 1:
        return parts[0]
    if len(parts) == 3:
        return 0.3 * parts[0] + 0.59 * parts[1] + 0.11 * parts[2]
    if len(parts) == 4:
        return max(0.0, 1 - (0.3 * parts[0] + 0.59 * parts[1] + 0.11 * parts[2] + parts[3]))
    return 0.5


def _thick(start: Point, end: Point, width: float) -> list[Point]:
    """Return a line as the figure that its thickness makes."""
    (x0, y0), (x1, y1) = start, end
    length = ((x1 - x0) ** 2 + (y1 - y0) ** 2) ** 0.5 or 1.0
    across_x, across_y = -(y1 - y0) / length * width / 2, (x1 - x0) / length * width / 2
    return [
        (x0 + across_x, y0 + across_y),
        (x1 + across_x, y1 + across_y),
        (x1 - across_x, y1 - across_y),
        (x0 - across_x, y0 - across_y),
    ]


_HANDLERS: dict[bytes, Any] = {
    b"q": _Run.save,
    b"Q": _Run.restore,
    b"cm": _Run.concatenate,
    b"gs": _Run.more_state,
    b"w": _Run.line_width,
    b"cs": _Run.fill_space,
    b"CS": _Run.stroke_space,
    **dict.fromkeys((b"g", b"rg", b"k"), lambda run, given: setattr(run.state, "light", _light(given, False))),
    **dict.fromkeys((b"G", b"RG", b"K"), lambda run, given: setattr(run.state, "stroke_light", _light(given, False))),
    **dict.fromkeys((b"sc", b"scn"), _Run.fill_colour),
    **dict.fromkeys((b"SC", b"SCN"), _Run.stroke_colour),
    b"m": _Run.move,
    **dict.fromkeys((b"l", b"c", b"v", b"y"), _Run.draw_line),
    b"re": _Run.rectangle,
    **dict.fromkeys((b"W", b"W*"), _Run.clip),
    **dict.fromkeys((b"f", b"F", b"B", b"b"), _Run.fill),
    **dict.fromkeys((b"f*", b"B*", b"b*"), _Run.fill_even_odd),
    **dict.fromkeys((b"S", b"s"), _Run.stroke),
    b"n": _Run.end,
    b"sh": _Run.shade,
    b"Do": _Run.paint,
    b"BI": _Run.inline_picture,
    b"BT": _Run.begin_text,
    b"Tf": _Run.set_font,
    b"Tm": _Run.text_matrix,
    b"Td": _Run.next_line,
    b"TD": _Run.next_line_leading,
    b"T*": _Run.next_line,
    b"Tc": lambda run, given: run.number("spacing", given),
    b"Tw": lambda run, given: run.number("word_spacing", given),
    b"Tz": lambda run, given: run.number("stretch", given, 0.01),
    b"TL": lambda run, given: run.number("leading", given),
    b"Ts": lambda run, given: run.number("rise", given),
    b"Tr": lambda run, given: setattr(run.state, "mode", int(given[0])),
    b"Tj": _Run.show,
    b"TJ": _Run.show,
    b"'": _Run.show_on_next_line,
    b'"': _Run.show_on_next_line,
}

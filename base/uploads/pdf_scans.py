"""Text that was recognised in a scan: it is read with what the picture shows at its place, or it is a leak."""

from collections.abc import Iterator
from io import BytesIO
from typing import Any

from PIL import Image
from pypdf.errors import DependencyError

from base.uploads.limits import MAX_MEGAPIXELS
from base.uploads.pdf import BROKEN
from base.uploads.pdf_shapes import Box, Glyph, Matrix, Picture, at

# A place is of one colour when its lightest and its darkest point differ by less, of 255.
EVEN = 40
DARK = 80
WIDEST = 3_000


class Unseen(Exception):  # noqa: N818  (a finding, not an error of the program)
    """A picture cannot be decoded here, so nobody knows what it shows."""


def blotted_out(picture: Picture, glyphs: list[Glyph]) -> tuple[int, int]:
    """Return how many of the characters lie on a spot of even dark, and how many on a spot of even light.

    Raises:
        Unseen: the picture cannot be decoded.
    """
    image = _decoded(picture.stream)
    back = _inverse(picture.matrix)
    dark = light = 0
    for glyph in glyphs:
        spot = _spot(image, back, glyph.box)
        if spot is None:
            continue
        darkest, lightest = spot
        if lightest - darkest < EVEN:
            dark += lightest < DARK
            light += darkest >= DARK
    return dark, light


def _decoded(stream: Any) -> Image.Image:
    """Return a picture in grey, as small as is enough to see whether a letter stands somewhere."""
    if stream is None:
        raise Unseen
    width, height = int(stream.get("/Width", 0)), int(stream.get("/Height", 0))
    if not 0 < width * height <= MAX_MEGAPIXELS * 1_000_000:
        raise Unseen
    try:
        filters = stream.get("/Filter")
        last = filters[-1] if isinstance(filters, list) else filters
        if last == "/DCTDecode" and not isinstance(filters, list):
            image = Image.open(BytesIO(stream._data))
            image.draft("L", (min(width, WIDEST // 2), min(height, WIDEST // 2)))
        else:
            image = stream.decode_as_image()
        grey = image.convert("L")
    except (*BROKEN, DependencyError, ImportError, Image.DecompressionBombError) as error:
        raise Unseen from error
    return grey


def _spot(image: Image.Image, back: Matrix, box: Box) -> tuple[int, int] | None:
    """Return the darkest and lightest point of the picture where a character lies; None outside of it."""
    points = list(_in_picture(back, box))
    left = max(int(min(x for x, _ in points) * image.width), 0)
    right = min(int(max(x for x, _ in points) * image.width) + 1, image.width)
    top = max(int((1 - max(y for _, y in points)) * image.height), 0)
    low = min(int((1 - min(y for _, y in points)) * image.height) + 1, image.height)
    if right <= left or low <= top:
        return None
    extremes = image.crop((left, top, right, low)).getextrema()
    darkest, lightest = extremes
    return int(darkest), int(lightest)  # type: ignore[arg-type]  # one band: two numbers


def _in_picture(back: Matrix, box: Box) -> Iterator[tuple[float, float]]:
    for x in (box[0], box[2]):
        for y in (box[1], box[3]):
            yield at(back, x, y)


def _inverse(matrix: Matrix) -> Matrix:
    a, b, c, d, e, f = matrix
    size = a * d - b * c
    if abs(size) < 1e-9:
        raise Unseen
    return (d / size, -b / size, -c / size, a / size, (c * f - d * e) / size, (b * e - a * f) / size)

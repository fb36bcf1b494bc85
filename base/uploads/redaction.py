"""What a PDF hides and gives away all the same: text under black boxes, comments, hidden layers, older revisions.

Pure, and run in the limited child (base/uploads/child.py). It tells kinds and pages and never quotes what it found.
"""

from typing import Any

from pypdf import PdfReader
from pypdf.generic import DictionaryObject

from base.uploads import pdf, pdf_history, pdf_scans
from base.uploads.pdf_drawing import Drawing, State
from base.uploads.pdf_shapes import Box, Cover, Glyph, Picture, common, is_empty, times

# So many characters on a page are no accident of a box that is drawn a little too wide.
FEW = 2
# Recognised text may lie beside its ink; only so many characters on blank paper are a blot of white.
MANY = 6
COVERED = 0.6
SAMPLES = tuple((x / 10, y / 6) for x in (1, 3, 5, 7, 9) for y in (1, 3, 5))
# Annotations whose text is no comment, or is drawn on the page for everybody to see.
NO_COMMENT = {"/Link", "/Widget", "/Popup"}
HIDDEN_FLAGS = 0x2 | 0x20
# Raised when the look changes: what was looked at before is looked at again.
VERSION = 1
TOLD = ("/Title", "/Author", "/Subject", "/Keywords")
Found = dict[str, list[int]]


def look(content: bytes) -> dict[str, Any]:
    """Return what shines through: `found` (codes with page numbers), `told` (metadata), `pages` (how many there are).

    Raises:
        Refused: it is no PDF that is taken (base/uploads/pdf.py).
    """
    reader = pdf.check(content)
    found: Found = {}
    fonts: dict[int, Any] = {}
    for number, page in enumerate(reader.pages, start=1):
        for code in _codes_of_page(page, fonts):
            found.setdefault(code, []).append(number)
    if _has_hidden_layers(reader):
        found["layers"] = []
    if pdf_history.older_revision_shows_more(content, reader):
        found["history"] = []
    elif pdf_history.keeps_what_nothing_shows(reader) or _has_private_copy(reader):
        found["left_over"] = []
    return {"found": found, "told": _told(reader), "pages": len(reader.pages)}


def _codes_of_page(page: Any, fonts: dict[int, Any]) -> set[str]:
    codes: set[str] = set()
    drawing = Drawing(fonts)
    try:
        contents = page.get_contents()
        resources = page.get("/Resources", DictionaryObject()).get_object()
        drawing.draw(contents.get_data() if contents is not None else b"", resources)
        for annotation in page.get("/Annots") or ():
            codes |= _annotation(annotation.get_object(), drawing, resources)
    except pdf.BROKEN:
        return codes | {"unreadable"}
    return codes | _codes_of_drawing(drawing, _visible_part(page))


def _codes_of_drawing(drawing: Drawing, page: Box) -> set[str]:
    hidden = invisible = outside = 0
    scanned: list[Glyph] = []
    for glyph in drawing.glyphs:
        under = [cover for cover in drawing.covers if not is_empty(common(cover.box, glyph.box))]
        if is_empty(common(page, glyph.box)):
            outside += 1
        elif _is_covered(glyph, under) or (glyph.is_drawn and _is_like_its_ground(glyph, under)):
            hidden += 1
        elif _pictures_at(glyph, drawing.pictures, over=not glyph.is_drawn):
            scanned.append(glyph)
        elif not glyph.is_drawn or _is_white_on_white(glyph, under, drawing.pictures):
            invisible += 1
    codes = {
        code for code, count in (("under_box", hidden), ("invisible", invisible), ("cropped", outside)) if count >= FEW
    }
    return codes | _codes_of_scans(drawing.pictures, scanned)


def _is_covered(glyph: Glyph, under: list[Cover]) -> bool:
    later = [cover for cover in under if cover.order > glyph.order]
    return bool(later) and _share(glyph, later) >= COVERED


def _is_like_its_ground(glyph: Glyph, under: list[Cover]) -> bool:
    """Tell whether it is written on a box of its own darkness, as black on black; on white paper see below."""
    ground = [cover for cover in under if cover.order < glyph.order and _share(glyph, [cover]) >= COVERED]
    return bool(ground) and abs(ground[-1].light - glyph.light) < 0.08


def _is_white_on_white(glyph: Glyph, under: list[Cover], pictures: list[Picture]) -> bool:
    if glyph.light < 0.95:
        return False
    return not any(cover.order < glyph.order for cover in under) and not _pictures_at(glyph, pictures, over=True)


def _share(glyph: Glyph, covers: list[Cover]) -> float:
    left, low, right, high = glyph.box
    points = [(left + (right - left) * x, low + (high - low) * y) for x, y in SAMPLES]
    return sum(any(cover.hides(x, y) for cover in covers) for x, y in points) / len(points)


def _pictures_at(glyph: Glyph, pictures: list[Picture], over: bool) -> list[Picture]:
    """Return the pictures at a character's place: those over it, or with `over` those under it as well."""
    return [
        picture
        for picture in pictures
        if (over or picture.order > glyph.order) and not is_empty(common(picture.box, glyph.box))
    ]


def _codes_of_scans(pictures: list[Picture], glyphs: list[Glyph]) -> set[str]:
    dark = light = 0
    for picture in pictures:
        own = [glyph for glyph in glyphs if _pictures_at(glyph, pictures, over=True)[-1] is picture]
        if not own:
            continue
        try:
            counted = pdf_scans.blotted_out(picture, own)
        except pdf_scans.Unseen:
            return {"unseen"}
        dark, light = dark + counted[0], light + counted[1]
    return {"under_box"} if dark >= FEW or light >= MANY else set()


def _annotation(annotation: Any, drawing: Drawing, resources: Any) -> set[str]:
    """Draw an annotation as a reader shows it, and return what it gives away by itself."""
    kind = annotation.get("/Subtype")
    if kind == "/Redact":
        return {"redact"}
    flags = int(annotation.get("/F", 0))
    if not flags & HIDDEN_FLAGS:
        _draw_annotation(annotation, drawing, resources)
    said = str(annotation.get("/Contents") or "").strip() or str(annotation.get("/RC") or "").strip()
    return {"comment"} if said and kind not in NO_COMMENT else set()


def _draw_annotation(annotation: Any, drawing: Drawing, resources: Any) -> None:
    left, low, right, high = (float(number) for number in annotation["/Rect"])
    looks = annotation.get("/AP", {}).get("/N") if "/AP" in annotation else None
    looks = looks.get_object() if looks is not None else None
    if looks is not None and not hasattr(looks, "get_data") and "/AS" in annotation:
        looks = looks.get(annotation["/AS"])
        looks = looks.get_object() if looks is not None else None
    if looks is not None and hasattr(looks, "get_data"):
        x0, y0, x1, y1 = (float(number) for number in looks.get("/BBox", [0, 0, 1, 1]))
        wide, tall = (right - left) / ((x1 - x0) or 1), (high - low) / ((y1 - y0) or 1)
        place = times((1, 0, 0, 1, -x0, -y0), (wide, 0, 0, tall, left, low))
        drawing.draw_form(looks, resources, State(matrix=place), 0)
        return
    inside = annotation.get("/IC") or (annotation.get("/C") if annotation.get("/Subtype") == "/Highlight" else None)
    if inside:
        parts = [float(number) for number in inside]
        shade = State(alpha=float(annotation.get("/CA", 1)), light=sum(parts) / len(parts))
        drawing.cover(shade, [[(left, low), (right, low), (right, high), (left, high)]], shade.light)


def _visible_part(page: Any) -> Box:
    left, low, right, high = (float(number) for number in page.cropbox)
    return (min(left, right), min(low, high), max(left, right), max(low, high))


def _has_hidden_layers(reader: PdfReader) -> bool:
    layers = reader.root_object.get("/OCProperties")
    shown = layers.get_object().get("/D") if layers is not None else None
    if shown is None:
        return False
    shown = shown.get_object()
    return bool(shown.get("/OFF")) or shown.get("/BaseState") == "/OFF"


def _has_private_copy(reader: PdfReader) -> bool:
    """Tell whether a program left its own copy of the document or small pictures of its pages in the file."""
    places = [reader.root_object, *reader.pages]
    if any("/PieceInfo" in place or "/Thumb" in place for place in places):
        return True
    said = reader.root_object.get("/Metadata")
    stream = said.get_object() if said is not None else None
    return stream is not None and hasattr(stream, "get_data") and b"xmpGImg:image" in stream.get_data()


def _told(reader: PdfReader) -> dict[str, str]:
    """Return what the file says of itself; a reader shows it under "properties"."""
    try:
        told: Any = reader.metadata or {}
        return {name.strip("/"): str(told[name])[:200] for name in TOLD if str(told.get(name) or "").strip()}
    except pdf.BROKEN:
        return {}

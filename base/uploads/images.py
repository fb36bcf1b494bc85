"""Pictures are decoded and written anew: upright, without the place they were taken at or anything behind them."""

from pathlib import Path

from PIL import Image, ImageOps

from base.uploads.limits import MAX_MEGAPIXELS, MAX_SIDE, PREVIEW_SIDE
from base.uploads.refusals import Refused

_FORMATS = {"jpg": "JPEG", "png": "PNG"}
# Pillow's own guard only warns below twice its limit; the size is asked here before anything is decoded.
Image.MAX_IMAGE_PIXELS = None


def rewrite(source: Path, kind: str, target: Path, preview: Path) -> None:
    """Write the picture anew to `target`, and small to `preview` as JPEG; raise Refused."""
    try:
        with Image.open(source, formats=[_FORMATS[kind]]) as image:
            width, height = image.size
            if max(width, height) > MAX_SIDE or width * height > MAX_MEGAPIXELS * 1_000_000:
                raise Refused("too_many_pixels")
            upright = ImageOps.exif_transpose(image)
    except (OSError, SyntaxError, ValueError, IndexError, KeyError, Image.DecompressionBombError) as error:
        raise Refused("damaged") from error
    plain = _without_extras(upright, kind)
    if kind == "jpg":
        plain.save(target, "JPEG", quality=90)
    else:
        plain.save(target, "PNG", compress_level=4)
    plain.thumbnail((PREVIEW_SIDE, PREVIEW_SIDE))
    _on_white(plain).save(preview, "JPEG", quality=80)


def _without_extras(image: Image.Image, kind: str) -> Image.Image:
    """Return the points of the picture alone: no EXIF, no comments, no colour profile."""
    if image.mode.startswith("I"):
        image = image.point(lambda value: value / 256).convert("L")  # 16 bits a point, as scanners write
    if kind == "jpg":
        mode = "L" if image.mode == "L" else "RGB"
    elif image.mode in ("1", "L", "RGB", "RGBA"):
        mode = image.mode
    else:
        mode = "RGBA" if image.has_transparency_data else "RGB"
    plain = image if image.mode == mode else image.convert(mode)
    plain.info = {}
    return plain


def _on_white(image: Image.Image) -> Image.Image:
    if image.mode != "RGBA":
        return image.convert("RGB")
    white = Image.new("RGB", image.size, "white")
    white.paste(image, mask=image.getchannel("A"))
    return white

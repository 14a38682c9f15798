"""Photographs as an office keeps them: turned upright, no larger than a page needs. Anything else stays as it is.

Knows bytes only; what they belong to is files.py's.
"""

from io import BytesIO
from pathlib import PurePath
from typing import Any, NamedTuple

from desktop_app.support.errors import OfficeError

LONG_SIDE = 1920
"""Pixels of the longer side that are kept: A4 across at some 170 dots an inch."""
LARGEST = 400 * 1024
"""Bytes of a kept photograph at most."""
_ENDINGS = frozenset((".jpg", ".jpeg", ".png", ".bmp", ".webp", ".tif", ".tiff"))
_MOST_PIXELS = 250_000_000
_QUALITIES = (88, 82, 75, 65, 55)
_SMALLER = 0.8
_EXIF, _TAKEN, _ORIENTATION = 0x8769, 0x9003, 0x0112


class Photo(NamedTuple):
    """The bytes to keep, under which name, and the day the camera noted ('2016-07-01', '' when none)."""

    content: bytes
    name: str
    taken_on: str


def is_photo(name: str) -> bool:
    """Whether a file of this name is taken for a photograph."""
    return PurePath(name).suffix.lower() in _ENDINGS


def kept_photo(content: bytes, name: str) -> Photo:
    """The photograph as it is kept; one that is small enough already, or that can't be read as a picture, as it stands.

    Raises OfficeError for one of more pixels than any camera takes.
    """
    from PIL import Image, UnidentifiedImageError

    # Its own limit only warns; the one below refuses before a pixel is read.
    Image.MAX_IMAGE_PIXELS = None
    try:
        with Image.open(BytesIO(content)) as picture:
            return _kept(picture, content, name)
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError):
        return Photo(content, name, "")


def _kept(picture: Any, content: bytes, name: str) -> Photo:
    if picture.width * picture.height > _MOST_PIXELS:
        raise OfficeError(f"“{name}”有 {picture.width} × {picture.height} 点，太大了。", "请先缩小，或作为压缩包附上。")
    taken_on = _taken_on(picture)
    if max(picture.size) <= LONG_SIDE and len(content) <= LARGEST and picture.format in ("JPEG", "PNG"):
        return Photo(content, name, taken_on)
    upright = _upright(picture)
    return Photo(_pressed(upright), str(PurePath(name).with_suffix(".jpg")), taken_on)


def _taken_on(picture: Any) -> str:
    said = str(picture.getexif().get_ifd(_EXIF).get(_TAKEN, ""))[:10].replace(":", "-")
    return said if len(said) == 10 and said.replace("-", "").isdigit() else ""


def _upright(picture: Any) -> Any:
    """Turned as the camera was held, on white, in colours, no longer than LONG_SIDE."""
    from PIL import Image, ImageOps

    picture.draft("RGB", (LONG_SIDE, LONG_SIDE))  # a JPEG is read at a fraction of its size at once
    turned = ImageOps.exif_transpose(picture)
    if turned.mode in ("RGBA", "LA", "PA") or "transparency" in turned.info:
        turned = turned.convert("RGBA")
        paper = Image.new("RGBA", turned.size, "white")
        turned = Image.alpha_composite(paper, turned)
    turned = turned.convert("RGB")
    turned.thumbnail((LONG_SIDE, LONG_SIDE), Image.Resampling.LANCZOS)
    return turned


def _pressed(picture: Any) -> bytes:
    """As JPEG within LARGEST: first of lower quality, then smaller."""
    while True:
        for quality in _QUALITIES:
            out = BytesIO()
            picture.save(out, "JPEG", quality=quality, optimize=True, progressive=True)
            if out.tell() <= LARGEST:
                return out.getvalue()
        picture = picture.resize((round(picture.width * _SMALLER), round(picture.height * _SMALLER)))

"""Pictures that go into a prompt; the file is a stranger's."""

from __future__ import annotations

import io
import warnings
from pathlib import Path

import numpy as np
from PIL import Image, ImageOps, UnidentifiedImageError

from desktop_app.domain.attachments import MAX_PICTURE_SIDE
from desktop_app.domain.errors import BitsmithError, ErrorKind
from desktop_app.protocol.results import PictureData
from desktop_app.worker.documents import unreadable

_MAX_FILE_BYTES = 100 * 1000 * 1000
_MAX_PIXELS = 200_000_000
_FORMATS = ("PNG", "JPEG", "WEBP", "GIF", "BMP", "TIFF")
_JPEG_QUALITY = 92
# above it a picture is a photograph, for which PNG is several times as large
_MAX_PNG_BYTES = 1_000_000


def read_picture(path: Path) -> PictureData:
    """The picture at `path` as it is kept: upright, at most `MAX_PICTURE_SIDE` wide and high, only pixels.

    What a camera writes into its files, place and time among it, is not kept.

    Raises:
        BitsmithError: (file_access, bad_request) it cannot be read, or is no picture.
    """
    try:
        size = path.stat().st_size
        data = path.read_bytes() if size <= _MAX_FILE_BYTES else b""
    except OSError as error:
        raise unreadable(path, error) from error
    if not data:
        what = "It is empty." if not size else f"It has {size / 1e6:,.0f} MB; that is too much."
        raise _unusable(path.name, what)
    image = decode_picture(data, path.name)
    buffer = io.BytesIO()
    image.save(buffer, "PNG", optimize=False)
    if buffer.tell() > _MAX_PNG_BYTES:
        buffer = io.BytesIO()
        image.save(buffer, "JPEG", quality=_JPEG_QUALITY)
        return PictureData(buffer.getvalue(), "image/jpeg", image.width, image.height)
    return PictureData(buffer.getvalue(), "image/png", image.width, image.height)


def is_picture_file(path: Path) -> bool:
    """Whether the file begins like one of the formats that are read; False when it cannot be read at all."""
    try:
        with path.open("rb") as file:
            start = file.read(16)
    except OSError:
        return False
    return (
        start.startswith((b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"GIF87a", b"GIF89a", b"II*\0", b"MM\0*"))
        or (start.startswith(b"BM") and start[6:10] == b"\0\0\0\0")
        or (start.startswith(b"RIFF") and start[8:12] == b"WEBP")
    )


def decode_picture(data: bytes, name: str = "The picture") -> Image.Image:
    """RGB, upright, on white where it is transparent, at most `MAX_PICTURE_SIDE` wide and high.

    Raises:
        BitsmithError: (bad_request) it is no picture, it is damaged, or it claims to be enormous.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            with Image.open(io.BytesIO(data), formats=_FORMATS) as image:
                if image.width * image.height > _MAX_PIXELS:
                    raise _unusable(
                        name, f"It has {image.width:,} x {image.height:,} pixels; that is too much."
                    )
                # a JPEG can be read smaller than it is, which takes a fraction of the memory
                image.draft("RGB", (MAX_PICTURE_SIDE, MAX_PICTURE_SIDE))
                upright = ImageOps.exif_transpose(image)
                upright.thumbnail((MAX_PICTURE_SIDE, MAX_PICTURE_SIDE), Image.Resampling.LANCZOS)
                if upright.mode in ("RGBA", "LA", "PA") or "transparency" in upright.info:
                    seen = upright.convert("RGBA")
                    white = Image.new("RGBA", seen.size, "white")
                    return Image.alpha_composite(white, seen).convert("RGB")
                return _to_8_bits(upright).convert("RGB")
    except BitsmithError:
        raise
    except UnidentifiedImageError as error:
        raise _unusable(name, "It is none of PNG, JPEG, WebP, GIF, BMP and TIFF.", repr(error)) from error
    except Image.DecompressionBombError as error:
        raise _unusable(name, "It claims to be enormous.", repr(error)) from error
    # decoders of a dozen formats raise whatever they like on a damaged file
    except Exception as error:
        raise _unusable(name, "It is damaged.", repr(error)) from error


def pixels(image: Image.Image) -> np.ndarray:
    """Height x width x 3 bytes, as the engine takes them."""
    return np.ascontiguousarray(np.asarray(image, np.uint8))


def _to_8_bits(image: Image.Image) -> Image.Image:
    """Grey of 16 bits would be cut off at 255, not scaled, by a plain conversion."""
    if image.mode.startswith("I;16"):
        grey = np.asarray(image).astype(np.uint16) >> 8
        return Image.fromarray(grey.astype(np.uint8))
    return image


def _unusable(name: str, why: str, detail: str = "") -> BitsmithError:
    return BitsmithError(
        ErrorKind.BAD_REQUEST,
        f"{name} cannot be used as a picture.",
        why,
        "Save it as PNG or JPEG with another program, and attach that.",
        detail,
    )

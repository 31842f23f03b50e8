"""Picture files, most of them from strangers."""

from __future__ import annotations

import io
import struct
import zlib

import pytest
from PIL import Image

from desktop_app.domain.attachments import MAX_PICTURE_SIDE
from desktop_app.domain.errors import BitsmithError, ErrorKind
from desktop_app.worker.pictures import decode_picture, is_picture_file, pixels, read_picture
from tests.fakes.pictures import noise, picture


@pytest.fixture
def file(tmp_path):
    def make(data: bytes, name: str = "a.png"):
        path = tmp_path / name
        path.write_bytes(data)
        return path

    return make


@pytest.mark.parametrize("form", ["PNG", "JPEG", "WEBP", "GIF", "BMP", "TIFF"])
def test_each_format_is_known_by_its_content_and_read(file, form):
    path = file(picture("red", (40, 20), form), "picture.txt")
    assert is_picture_file(path)
    kept = read_picture(path)
    assert (kept.media_type, kept.width, kept.height) == ("image/png", 40, 20)
    red, green, blue = pixels(decode_picture(kept.data))[10, 20]
    assert red > 245
    assert max(green, blue) < 12


@pytest.mark.parametrize("data", [b"", b"words", b"%PDF-1.4", b"BM is how this text begins", b"RIFFxxxxWAVE"])
def test_other_files_are_no_pictures(file, data):
    assert not is_picture_file(file(data))


def test_a_file_that_is_not_there_is_no_picture_and_said(tmp_path):
    assert not is_picture_file(tmp_path / "none.png")
    with pytest.raises(BitsmithError) as caught:
        read_picture(tmp_path / "none.png")
    assert caught.value.problem.kind is ErrorKind.FILE_ACCESS


def test_a_large_photograph_becomes_smaller_and_a_jpeg(file):
    kept = read_picture(file(noise((3000, 1500))))
    assert (kept.width, kept.height) == (MAX_PICTURE_SIDE, MAX_PICTURE_SIDE // 2)
    assert kept.media_type == "image/jpeg"


def test_what_the_camera_wrote_is_used_and_not_kept(file):
    exif = Image.Exif()
    exif[0x0112] = 6  # to be turned by 90 degrees
    exif.get_ifd(0x8825)[2] = (52.0, 31.0, 12.0)  # where it was taken
    kept = read_picture(file(picture("red", (40, 20), "JPEG", exif=exif)))
    assert (kept.width, kept.height) == (20, 40)
    assert not Image.open(io.BytesIO(kept.data)).getexif()


def test_what_is_transparent_becomes_white():
    assert decode_picture(picture((0, 0, 0, 0), mode="RGBA")).getpixel((0, 0)) == (255, 255, 255)


def test_grey_of_16_bits_is_scaled():
    buffer = io.BytesIO()
    Image.new("I;16", (8, 8), 0x8000).save(buffer, "PNG")
    assert decode_picture(buffer.getvalue()).getpixel((0, 0)) == (128, 128, 128)


def test_a_moving_picture_shows_its_first_moment():
    buffer = io.BytesIO()
    first, second = Image.new("RGB", (8, 8), "red"), Image.new("RGB", (8, 8), "blue")
    first.save(buffer, "GIF", save_all=True, append_images=[second])
    assert decode_picture(buffer.getvalue()).getpixel((0, 0)) == (255, 0, 0)


def bomb(width: int, height: int) -> bytes:
    """A PNG that claims to be enormous, in some bytes."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + chunk(b"IDAT", zlib.compress(b""))
        + chunk(b"IEND", b"")
    )


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"not a picture",
        picture()[:60],
        picture(form="JPEG")[:200],
        bomb(60_000, 60_000),
        bomb(20_000, 12_000),
        bomb(0, 5),
        b"GIF89a" + b"\xff" * 40,
        b"II*\0" + b"\xff" * 400,
    ],
    ids=["empty", "words", "cut", "cut jpeg", "bomb", "large", "flat", "gif", "tiff"],
)
def test_what_is_no_picture_or_a_trap_is_refused(file, data):
    with pytest.raises(BitsmithError) as caught:
        read_picture(file(data))
    assert caught.value.problem.kind is ErrorKind.BAD_REQUEST
    assert caught.value.problem.next_step

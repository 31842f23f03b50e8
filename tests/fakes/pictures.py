"""Picture files for tests."""

from __future__ import annotations

import io

import numpy as np
from PIL import Image


def picture(
    color: str = "red", size: tuple[int, int] = (80, 60), form: str = "PNG", mode: str = "RGB", **options
) -> bytes:
    """A file of one color."""
    buffer = io.BytesIO()
    Image.new(mode, size, color).save(buffer, form, **options)
    return buffer.getvalue()


def noise(size: tuple[int, int], form: str = "PNG", seed: int = 3) -> bytes:
    """A file that nothing compresses."""
    random = np.random.default_rng(seed)
    buffer = io.BytesIO()
    Image.fromarray(random.integers(0, 256, (size[1], size[0], 3), np.uint8)).save(buffer, form)
    return buffer.getvalue()

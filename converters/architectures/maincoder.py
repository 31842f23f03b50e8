"""Maincode's Maincoder."""

from __future__ import annotations

import gguf

from converters.architectures.base import Family


class Maincoder(Family):
    """Grouped attention with norms on q and k."""

    gguf_arch = gguf.MODEL_ARCH.MAINCODER

    def add_metadata(self, writer: gguf.GGUFWriter, ftype: int) -> None:
        super().add_metadata(writer, ftype)
        if self.get("head_dim") is not None:
            writer.add_rope_dimension_count(self.head_dim)

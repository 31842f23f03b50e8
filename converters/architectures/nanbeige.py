"""Nanbeige 4.2."""

from __future__ import annotations

import gguf

from converters.architectures.llama import Llama
from converters.architectures.names import NewArchitecture


class Nanbeige(Llama):
    """A Llama whose layers may run several times."""

    gguf_arch = NewArchitecture("nanbeige", gguf.MODEL_ARCH.LLAMA)

    def add_metadata(self, writer: gguf.GGUFWriter, ftype: int) -> None:
        super().add_metadata(writer, ftype)
        writer.add_uint32(f"{writer.arch}.num_loops", max(1, self.count("num_loops")))
        writer.add_bool(f"{writer.arch}.skip_loop_final_norm", self.flag("skip_loop_final_norm"))

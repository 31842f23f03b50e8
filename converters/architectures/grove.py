"""inclusionAI's GroveMoE."""

from __future__ import annotations

import gguf

from converters.architectures.qwen_moe import Qwen3Moe

# the model's code has these, config.json does not
_EXPERTS_PER_GROUP, _GROUP_SCALE = 2, 0.05


class GroveMoe(Qwen3Moe):
    """Beside the experts a small one for each two of them."""

    gguf_arch = gguf.MODEL_ARCH.GROVEMOE

    def add_metadata(self, writer: gguf.GGUFWriter, ftype: int) -> None:
        super().add_metadata(writer, ftype)
        writer.add_expert_chunk_feed_forward_length(self.size("head_dim", default=128))
        writer.add_experts_per_group(_EXPERTS_PER_GROUP)
        writer.add_expert_group_scale(_GROUP_SCALE)

    def source_name(self, name: str) -> str | None:
        return None if name.endswith(".expert_bias") else super().source_name(name)  # the model ignores it

    def experts_in(self, prefix: str) -> int:
        return self.n_experts // (_EXPERTS_PER_GROUP if prefix.endswith(".chunk_experts") else 1)

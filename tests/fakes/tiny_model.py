"""A complete model of a few hundred kilobytes with random weights: loads in no time, talks nonsense."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import gguf
import numpy as np

N_EMBD, N_FF, N_HEAD, N_LAYER = 64, 128, 4, 2
BOS, EOS, IM_START, IM_END = 1, 2, 3, 4
SPECIAL = ["<unk>", "<s>", "</s>", "<|im_start|>", "<|im_end|>"]


def write_tiny_model(
    path: Path,
    *,
    template: str | None = None,
    architecture: str = "llama",
    n_ctx_train: int = 2048,
    values: dict[str, str] | None = None,
    numbers: dict[str, float] | None = None,
    n_layer: int = N_LAYER,
    n_head: int = N_HEAD,
    damage: Callable[[str, np.ndarray], np.ndarray] | None = None,
) -> Path:
    """A llama with a vocabulary of single bytes: one token is one byte, so text is often invalid UTF-8.

    Args:
        template: its chat template, None for none.
        architecture: the name that it claims to have.
        values: more text values for the header.
        numbers: more numbers for the header.
        n_layer: layers that the header claims; weights are always written for two.
        n_head: heads of attention.
        damage: gets each matrix with its name, and returns what is written instead.
    """
    writer = gguf.GGUFWriter(path, architecture)
    writer.add_context_length(n_ctx_train)
    writer.add_embedding_length(N_EMBD)
    writer.add_block_count(n_layer)
    writer.add_feed_forward_length(N_FF)
    writer.add_head_count(n_head)
    writer.add_head_count_kv(n_head)
    writer.add_layer_norm_rms_eps(1e-5)
    writer.add_rope_dimension_count(N_EMBD // n_head)
    tokens = [*SPECIAL, *(f"<0x{byte:02X}>" for byte in range(256))]
    kinds = [gguf.TokenType.UNKNOWN, *[gguf.TokenType.CONTROL] * 4, *[gguf.TokenType.BYTE] * 256]
    writer.add_vocab_size(len(tokens))
    writer.add_tokenizer_model("llama")
    writer.add_token_list(tokens)
    writer.add_token_scores([0.0] * len(tokens))
    writer.add_token_types(kinds)
    writer.add_bos_token_id(BOS)
    writer.add_eos_token_id(EOS)
    writer.add_unk_token_id(0)
    writer.add_add_bos_token(True)
    writer.add_add_space_prefix(False)
    if template is not None:
        writer.add_chat_template(template)
    for key, value in (values or {}).items():
        writer.add_string(key, value)
    for key, number in (numbers or {}).items():
        writer.add_float32(key, number)

    random = np.random.default_rng(7)

    def add(name, *shape):
        matrix = random.standard_normal(shape, dtype=np.float32) * 0.3
        writer.add_tensor(name, damage(name, matrix) if damage else matrix)

    add("token_embd.weight", len(tokens), N_EMBD)
    add("output.weight", len(tokens), N_EMBD)
    writer.add_tensor("output_norm.weight", np.ones(N_EMBD, np.float32))
    for layer in range(N_LAYER):
        prefix = f"blk.{layer}."
        for norm in ("attn_norm", "ffn_norm"):
            writer.add_tensor(f"{prefix}{norm}.weight", np.ones(N_EMBD, np.float32))
        for matrix in ("attn_q", "attn_k", "attn_v", "attn_output"):
            add(f"{prefix}{matrix}.weight", N_EMBD, N_EMBD)
        add(f"{prefix}ffn_gate.weight", N_FF, N_EMBD)
        add(f"{prefix}ffn_up.weight", N_FF, N_EMBD)
        add(f"{prefix}ffn_down.weight", N_EMBD, N_FF)
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()
    return path

"""A complete projector with random weights, for each of the ways in which models read pictures."""

from __future__ import annotations

from pathlib import Path

import gguf
import numpy as np

_EMBD, _FF, _HEADS, _LAYERS = 32, 64, 2, 2
PATCH, SIDE = 8, 64


def write_tiny_projector(path: Path, n_embd: int, *, kind: str = "mlp", **values: bool) -> Path:
    """A vision tower of two layers, and what makes vectors of `n_embd` numbers of its output.

    Args:
        path: of the GGUF; its name should hold "mmproj".
        n_embd: of the language model.
        kind: "mlp" (LLaVA: `SIDE` by `SIDE` pixels, a position a patch), "gemma3" (read in both directions,
            4 x 4 patches a position), "qwen2vl_merger" (any size, positions in two dimensions, 2 x 2 patches
            a token).
        values: more flags for the header.
    """
    writer = gguf.GGUFWriter(path, "clip")
    writer.add_string("general.type", "mmproj")
    writer.add_string("clip.projector_type", kind)
    for key, flag in {"clip.has_vision_encoder": True, "clip.use_gelu": True, **values}.items():
        writer.add_bool(key, flag)
    numbers = {
        "image_size": SIDE, "patch_size": PATCH, "embedding_length": _EMBD, "feed_forward_length": _FF,
        "block_count": _LAYERS, "attention.head_count": _HEADS, "projection_dim": n_embd,
    }  # fmt: skip
    for key, number in numbers.items():
        writer.add_uint32(f"clip.vision.{key}", number)
    writer.add_float32("clip.vision.attention.layer_norm_epsilon", 1e-6)
    writer.add_array("clip.vision.image_mean", [0.5, 0.5, 0.5])
    writer.add_array("clip.vision.image_std", [0.5, 0.5, 0.5])

    random = np.random.default_rng(11)

    def add(name: str, *shape: int, scale: float = 0.2) -> None:
        writer.add_tensor(name, random.standard_normal(shape, dtype=np.float32) * scale)

    def norm(name: str, size: int = _EMBD) -> None:
        writer.add_tensor(f"{name}.weight", np.ones(size, np.float32))
        writer.add_tensor(f"{name}.bias", np.zeros(size, np.float32))

    def linear(name: str, n_out: int, n_in: int, scale: float = 0.2) -> None:
        add(f"{name}.weight", n_out, n_in, scale=scale)
        writer.add_tensor(f"{name}.bias", np.zeros(n_out, np.float32))

    add("v.patch_embd.weight", _EMBD, 3, PATCH, PATCH)
    if kind == "qwen2vl_merger":
        add("v.patch_embd.weight.1", _EMBD, 3, PATCH, PATCH)
    else:
        add("v.position_embd.weight", (SIDE // PATCH) ** 2, _EMBD)
    if kind == "mlp":
        norm("v.pre_ln")
    else:
        norm("v.post_ln")
    for layer in range(_LAYERS):
        for name in ("attn_q", "attn_k", "attn_v", "attn_out"):
            linear(f"v.blk.{layer}.{name}", _EMBD, _EMBD)
        norm(f"v.blk.{layer}.ln1")
        norm(f"v.blk.{layer}.ln2")
        linear(f"v.blk.{layer}.ffn_up", _FF, _EMBD)
        linear(f"v.blk.{layer}.ffn_down", _EMBD, _FF)
    if kind == "gemma3":
        writer.add_tensor("mm.soft_emb_norm.weight", np.ones(_EMBD, np.float32))
        add("mm.input_projection.weight", _EMBD, n_embd, scale=3)
    else:
        n_in = _EMBD * 4 if kind == "qwen2vl_merger" else _EMBD
        linear("mm.0", n_in if kind == "qwen2vl_merger" else n_embd, n_in)
        # large, so that what a picture shows outweighs words of random weights
        linear("mm.2", n_embd, n_in if kind == "qwen2vl_merger" else n_embd, scale=3)
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()
    return path

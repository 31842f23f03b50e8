"""A model of a megabyte with random weights, in the form in which models are published."""

from __future__ import annotations

import json
import random
import struct
from pathlib import Path

_WIDTH, _HEADS = 256, 4  # rows of 256 weights are what the better quant types need
_SPECIAL = ("<unk>", "<s>", "</s>")
_N_TOKENS = len(_SPECIAL) + 256


def write_tiny_checkpoint(folder: Path) -> Path:
    """Write config, tokenizer and weights of a llama with one layer; the same bytes each time."""
    folder.mkdir(parents=True, exist_ok=True)
    config = {
        "architectures": ["LlamaForCausalLM"],
        "model_type": "llama",
        "hidden_size": _WIDTH,
        "intermediate_size": _WIDTH,
        "num_hidden_layers": 1,
        "num_attention_heads": _HEADS,
        "num_key_value_heads": _HEADS,
        "max_position_embeddings": 512,
        "rms_norm_eps": 1e-5,
        "rope_theta": 10000.0,
        "vocab_size": _N_TOKENS,
        "tie_word_embeddings": False,
        "torch_dtype": "bfloat16",
        "bos_token_id": 1,
        "eos_token_id": 2,
    }
    (folder / "config.json").write_text(json.dumps(config), encoding="utf-8")
    (folder / "tokenizer.json").write_text(json.dumps(_tokenizer()), encoding="utf-8")
    names = dict(zip(("unk_token", "bos_token", "eos_token"), _SPECIAL, strict=True))
    about = {"tokenizer_class": "LlamaTokenizer", **names}
    (folder / "tokenizer_config.json").write_text(json.dumps(about), encoding="utf-8")
    _write_weights(folder / "model.safetensors")
    return folder


def _tokenizer() -> dict[str, object]:
    """One token for each byte."""
    tokens = [*_SPECIAL, *(f"<0x{byte:02X}>" for byte in range(256))]
    flags = {"single_word": False, "lstrip": False, "rstrip": False, "normalized": False, "special": True}
    return {
        "version": "1.0",
        "added_tokens": [{"id": n, "content": text, **flags} for n, text in enumerate(_SPECIAL)],
        "normalizer": None,
        "pre_tokenizer": None,
        "post_processor": None,
        "decoder": {"type": "ByteFallback"},
        "model": {
            "type": "BPE",
            "unk_token": "<unk>",
            "fuse_unk": True,
            "byte_fallback": True,
            "vocab": {text: number for number, text in enumerate(tokens)},
            "merges": [],
        },
    }


def _write_weights(path: Path) -> None:
    layer = "model.layers.0."
    square, embedding = (_WIDTH, _WIDTH), (_N_TOKENS, _WIDTH)
    shapes: dict[str, tuple[int, ...]] = {
        "model.embed_tokens.weight": embedding,
        "lm_head.weight": embedding,
        "model.norm.weight": (_WIDTH,),
        f"{layer}input_layernorm.weight": (_WIDTH,),
        f"{layer}post_attention_layernorm.weight": (_WIDTH,),
        **{f"{layer}self_attn.{name}_proj.weight": square for name in "qkvo"},
        **{f"{layer}mlp.{name}_proj.weight": square for name in ("gate", "up", "down")},
    }
    header: dict[str, object] = {}
    offset = 0
    for name, shape in shapes.items():
        end = offset + 2 * _count(shape)
        header[name] = {"dtype": "BF16", "shape": shape, "data_offsets": [offset, end]}
        offset = end
    text = json.dumps(header).encode()
    source = random.Random(7)  # noqa: S311 - no secret is made of it
    # the upper half of a 32-bit float is a bfloat16
    values = [struct.pack("<f", (byte - 127.5) / 1024)[2:] for byte in range(256)]
    one = struct.pack("<f", 1.0)[2:]
    with path.open("wb") as file:
        file.write(struct.pack("<Q", len(text)) + text)
        for shape in shapes.values():
            count = _count(shape)
            is_norm = len(shape) == 1
            file.write(one * count if is_norm else b"".join(values[b] for b in source.randbytes(count)))


def _count(shape: tuple[int, ...]) -> int:
    return shape[0] * (shape[1] if len(shape) > 1 else 1)

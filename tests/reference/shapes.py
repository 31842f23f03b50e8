"""What the descriptions of golden cases share."""

from __future__ import annotations

from typing import Any

SMALL: dict[str, Any] = {
    "hidden_size": 64, "intermediate_size": 96, "num_hidden_layers": 2, "num_attention_heads": 4,
    "num_key_value_heads": 2, "max_position_embeddings": 512, "vocab_size": 512,
    "bos_token_id": 1, "eos_token_id": 2, "pad_token_id": 2,
}  # fmt: skip
BPE = {"vocab_size": 49152}
BPE_SMALL = SMALL | BPE
EXPERTS = {"num_experts_per_tok": 2, "moe_intermediate_size": 32}
SIGHT = {"hidden_size": 32, "intermediate_size": 48, "num_hidden_layers": 1, "num_attention_heads": 2}
REMOTE = {"hidden_act": "silu", "rms_norm_eps": 1e-05, "torch_dtype": "bfloat16", "rope_theta": 10000.0}
WINDOWS = {"layer_types": ["sliding_attention"] * 3 + ["full_attention"], "num_hidden_layers": 4}
TWO_ROPES = {
    "rope_parameters": {
        "full_attention": {"rope_type": "default", "rope_theta": 1000000.0, "partial_rotary_factor": 0.5},
        "sliding_attention": {"rope_type": "default", "rope_theta": 10000.0, "partial_rotary_factor": 1.0},
    }
}
NORMS = {"input_layernorm": [64], "post_attention_layernorm": [64]}
ATTENTION = {
    "self_attn.q_proj": [64, 64], "self_attn.k_proj": [32, 64], "self_attn.v_proj": [32, 64],
    "self_attn.o_proj": [64, 64],
}  # fmt: skip
ROUTER = {"mlp.gate": [4, 64]}
LETTERED_EXPERTS = {
    f"experts.{n}.{w}": [64, 32] if w == "w2" else [32, 64] for n in range(4) for w in ("w1", "w2", "w3")
}
GATED = {"mlp.gate_proj": [96, 64], "mlp.up_proj": [96, 64], "mlp.down_proj": [64, 96]}


def whole(kind: str, model_type: str, more: dict[str, Any]) -> dict[str, Any]:
    """config.json of a model that transformers has no class for."""
    return SMALL | REMOTE | {"architectures": [kind], "model_type": model_type} | more


def layered(
    layer: dict[str, list[int]], once: dict[str, list[int]], prefix: str = "model.layers."
) -> dict[str, list[int]]:
    """`layer` in each of two layers, and `once`; names without ".weight"."""
    return {f"{name}.weight": shape for name, shape in once.items()} | {
        f"{prefix}{n}.{name}.weight": shape for n in range(2) for name, shape in layer.items()
    }


def ends(vocabulary: int = 512) -> dict[str, list[int]]:
    """Embedding, last norm and output."""
    return {"model.embed_tokens": [vocabulary, 64], "model.norm": [64], "lm_head": [vocabulary, 64]}


def experts(prefix: str) -> dict[str, list[int]]:
    """Gate, up and down of four experts."""
    return {
        f"{prefix}.{n}.{part}_proj": [64, 32] if part == "down" else [32, 64]
        for n in range(4)
        for part in ("gate", "up", "down")
    }


def with_biases(tensors: dict[str, list[int]], outputs: int = 0) -> dict[str, list[int]]:
    """A bias beside each matrix and norm of the layers; `outputs` is a matrix's dimension of outputs."""
    return tensors | {
        name.removesuffix("weight") + "bias": [shape[min(outputs, len(shape) - 1)]]
        for name, shape in tensors.items()
        if any(character.isdecimal() for character in name)
    }


def named(tensors: dict[str, list[int]], prefix: str) -> dict[str, list[int]]:
    """The same with `prefix` before and ".weight" behind."""
    return {f"{prefix}{name}.weight": shape for name, shape in tensors.items()}

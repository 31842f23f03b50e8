"""Text parts of models that see or hear, and families of the last months: as `more_cases`."""

from __future__ import annotations

from typing import Any

from tests.reference.shapes import BPE_SMALL, SIGHT

_HEARING = {
    "d_model": 32,
    "encoder_layers": 1,
    "encoder_attention_heads": 2,
    "encoder_ffn_dim": 48,
    "num_mel_bins": 16,
}
_REMOTE = {"hidden_act": "silu", "rms_norm_eps": 1e-05, "torch_dtype": "bfloat16", "rope_theta": 1000000.0}


def _llama_like(extra: dict[str, list[int]]) -> dict[str, Any]:
    """Two layers with the tensors of a Llama, and `extra` ones in each; tied embeddings."""
    layer = {
        "input_layernorm": [64], "post_attention_layernorm": [64], "self_attn.q_proj": [64, 64],
        "self_attn.k_proj": [32, 64], "self_attn.v_proj": [32, 64], "self_attn.o_proj": [64, 64],
        "mlp.gate_proj": [96, 64], "mlp.up_proj": [96, 64], "mlp.down_proj": [64, 96],
    } | extra  # fmt: skip
    return {"model.embed_tokens.weight": [49152, 64], "model.norm.weight": [64]} | {
        f"model.layers.{n}.{name}.weight": shape for n in range(2) for name, shape in layer.items()
    }


CASES: dict[str, dict[str, Any]] = {
    "lfm2vl": {
        "config": (
            "Lfm2Config",
            BPE_SMALL
            | {"layer_types": ["conv", "full_attention", "conv"], "num_hidden_layers": 3}
            | {"architectures": ["Lfm2ForCausalLM"], "block_multiple_of": 32},
        ),
        "model": "Lfm2VlForConditionalGeneration",
        "outer": ("Lfm2VlConfig", SIGHT | {"vision_use_head": False, "num_patches": 16}),
    },
    "ayavision": {
        "config": (
            "Cohere2Config",
            BPE_SMALL
            | {"head_dim": 16, "sliding_window": 64, "num_hidden_layers": 4, "logit_scale": 0.25}
            | {"architectures": ["Cohere2ForCausalLM"]},
        ),
        "model": "AyaVisionForConditionalGeneration",
        "outer": ("AyaVisionConfig", SIGHT),
        "keys": {"rotary_pct": 1.0},
    },
    "maincoder": {
        "config": (
            None,
            BPE_SMALL
            | _REMOTE
            | {"architectures": ["MaincoderForCausalLM"], "model_type": "maincoder", "head_dim": 16}
            | {"tie_word_embeddings": True, "use_qk_norm": True},
        ),
        "tensors": _llama_like({"self_attn.q_norm": [16], "self_attn.k_norm": [16]}),
    },
    # as published: no class is named, and only what differs from the defaults of its kind
    "qwen2audio": {
        "config": ("Qwen2Config", BPE_SMALL),
        "model": "Qwen2AudioForConditionalGeneration",
        "hearing": ("Qwen2AudioConfig", _HEARING),
    },
    "voxtral": {
        "config": ("LlamaConfig", BPE_SMALL | {"head_dim": 16}),
        "model": "VoxtralForConditionalGeneration",
        "hearing": ("VoxtralConfig", _HEARING | {"intermediate_size": 128, "num_key_value_heads": 2}),
    },
    "minicpmv46": {
        "config": (
            "Qwen3_5TextConfig",
            BPE_SMALL
            | {"head_dim": 16, "linear_conv_kernel_dim": 4, "linear_key_head_dim": 8}
            | {"linear_value_head_dim": 8, "linear_num_key_heads": 2, "linear_num_value_heads": 4}
            | {"layer_types": ["linear_attention", "full_attention"]},
        ),
        "model": "MiniCPMV4_6ForConditionalGeneration",
        "outer": ("MiniCPMV4_6Config", SIGHT | {"num_hidden_layers": 2, "insert_layer_id": 0}),
        "flags": ["--no-mtp"],
    },
    "youtu": {
        "config": (
            "YoutuConfig",
            BPE_SMALL
            | {"q_lora_rank": 32, "kv_lora_rank": 24, "qk_nope_head_dim": 16, "qk_rope_head_dim": 8}
            | {"v_head_dim": 16, "num_key_value_heads": 4, "tie_word_embeddings": True},
        ),
    },
}

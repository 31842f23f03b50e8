"""More models that see, and more dense ones: as `more_cases`."""

from __future__ import annotations

from typing import Any

from tests.reference.shapes import ATTENTION, BPE, GATED, NORMS, SIGHT, SMALL

_REMOTE = {"hidden_act": "silu", "rms_norm_eps": 1e-05, "torch_dtype": "bfloat16"}
_LONG_ROPE = {
    "rope_type": "longrope", "long_factor": [1.0, 1.5, 2.0, 2.5, 3.0, 3.5, 4.0, 4.5],
    "short_factor": [1.0, 1.0, 1.0, 1.0, 1.25, 1.25, 1.5, 1.5], "original_max_position_embeddings": 256,
}  # fmt: skip


def _layers(tensors: dict[str, list[int]], n_layers: int = 2, vocabulary: int = 512) -> dict[str, Any]:
    """The tensors of each layer, and embedding, norm and output."""
    return {
        "model.embed_tokens.weight": [vocabulary, 64], "model.norm.weight": [64],
        "lm_head.weight": [vocabulary, 64],
    } | {
        f"model.layers.{n}.{name}.weight": shape for n in range(n_layers) for name, shape in tensors.items()
    }  # fmt: skip


CASES: dict[str, dict[str, Any]] = {
    "llava": {
        "config": ("LlamaConfig", SMALL | {"head_dim": 16}),
        "model": "LlavaForConditionalGeneration",
        "outer": ("LlavaConfig", SIGHT | {"model_type": "clip_vision_model", "projection_dim": 32}),
        "tokenizer": "spm",
    },
    "smolvlm": {
        "config": ("LlamaConfig", SMALL | BPE | {"head_dim": 16, "architectures": ["VLlama3ForCausalLM"]}),
        "model": "SmolVLMForConditionalGeneration",
        "outer": ("SmolVLMConfig", SIGHT),
    },
    "internvl": {
        "config": (
            None,
            {
                "architectures": ["InternVLChatModel"],
                "model_type": "internvl_chat",
                "llm_config": SMALL
                | BPE
                | _REMOTE
                | {
                    "architectures": ["Qwen2ForCausalLM"],
                    "model_type": "qwen2",
                    "rope_theta": 1000000.0,
                    "tie_word_embeddings": False,
                },
                "vision_config": SIGHT | {"architectures": ["InternVisionModel"]},
                "torch_dtype": "bfloat16",
            },
        ),
        "tensors": {
            f"language_model.{name}": shape
            for name, shape in _layers(NORMS | ATTENTION | GATED, vocabulary=49152).items()
        }
        | {
            f"language_model.model.layers.{n}.self_attn.{part}_proj.bias": [64 if part == "q" else 32]
            for n in range(2)
            for part in "qkv"
        }
        | {"vision_model.embeddings.class_embedding": [1, 1, 32], "mlp1.0.weight": [32], "mlp1.0.bias": [32]},
    },
    "minicpm": {
        "config": (
            None,
            SMALL
            | _REMOTE
            | {"architectures": ["MiniCPMForCausalLM"], "model_type": "minicpm", "rope_theta": 10000.0}
            | {"scale_emb": 12, "scale_depth": 1.4, "dim_model_base": 32, "tie_word_embeddings": False}
            | {"rope_scaling": _LONG_ROPE},
        ),
        "tensors": _layers(NORMS | ATTENTION | GATED),
        "tokenizer": "spm",
    },
    "minicpm3": {
        "config": (
            None,
            SMALL
            | _REMOTE
            | {"architectures": ["MiniCPM3ForCausalLM"], "model_type": "minicpm_3", "rope_theta": 10000.0}
            | {"scale_emb": 12, "scale_depth": 1.4, "dim_model_base": 32, "tie_word_embeddings": False}
            | {"q_lora_rank": 32, "kv_lora_rank": 24, "qk_nope_head_dim": 16, "qk_rope_head_dim": 16}
            | {"num_key_value_heads": 4, "rope_scaling": _LONG_ROPE},
        ),
        "tensors": _layers(
            NORMS
            | GATED
            | {
                "self_attn.q_a_proj": [32, 64],
                "self_attn.q_a_layernorm": [32],
                "self_attn.q_b_proj": [128, 32],
            }
            | {"self_attn.kv_a_proj_with_mqa": [40, 64], "self_attn.kv_a_layernorm": [24]}
            | {"self_attn.kv_b_proj": [128, 24], "self_attn.o_proj": [64, 64]}
        ),
        "tokenizer": "spm",
    },
    "internlm3": {
        "config": (
            None,
            SMALL
            | _REMOTE
            | {"architectures": ["InternLM3ForCausalLM"], "model_type": "internlm_3", "rope_theta": 50000000}
            | {"head_dim": 16, "bias": False, "qkv_bias": False, "tie_word_embeddings": False}
            | {"rope_scaling": {"factor": 6.0, "rope_type": "dynamic"}},
        ),
        "tensors": _layers(NORMS | ATTENTION | GATED),
        "tokenizer": "spm",
    },
    "deci": {
        "config": (
            None,
            SMALL
            | {"vocab_size": 128256}
            | _REMOTE
            | {"architectures": ["DeciLMForCausalLM"], "model_type": "nemotron-nas", "rope_theta": 500000.0}
            | {"num_hidden_layers": 4, "num_key_value_heads": None, "tie_word_embeddings": False}
            | {
                "block_configs": [
                    {
                        "attention": {"n_heads_in_group": 2, "no_op": False, "replace_with_linear": False},
                        "ffn": {"ffn_mult": 2.5, "no_op": False, "replace_with_linear": False},
                    },
                    {
                        "attention": {"n_heads_in_group": None, "no_op": True, "replace_with_linear": False},
                        "ffn": {"ffn_mult": 5.25, "no_op": False, "replace_with_linear": False},
                    },
                    {
                        "attention": {"n_heads_in_group": None, "no_op": True, "replace_with_linear": False},
                        "ffn": {"ffn_mult": None, "no_op": True, "replace_with_linear": False},
                    },
                    {
                        "attention": {"n_heads_in_group": 4, "no_op": False, "replace_with_linear": False},
                        "ffn": {"ffn_mult": 2.5, "no_op": False, "replace_with_linear": False},
                    },
                ]
            },
        ),
        "tensors": {
            "model.embed_tokens.weight": [128256, 64],
            "model.norm.weight": [64],
            "lm_head.weight": [128256, 64],
        }
        | {
            f"model.layers.{n}.{name}.weight": shape
            for n, kv_rows, ff in ((0, 32, 256), (1, 0, 256), (2, 0, 0), (3, 16, 256))
            for name, shape in {
                "input_layernorm": [64 * bool(kv_rows)],
                "self_attn.q_proj": [64 * bool(kv_rows), 64],
                "self_attn.k_proj": [kv_rows, 64],
                "self_attn.v_proj": [kv_rows, 64],
                "self_attn.o_proj": [64 * bool(kv_rows), 64],
                "post_attention_layernorm": [64 * bool(ff)],
                "mlp.gate_proj": [ff, 64],
                "mlp.up_proj": [ff, 64],
                "mlp.down_proj": [64 * bool(ff), ff],
            }.items()
            if all(shape)
        },
    },
    "smallthinker": {
        "config": (
            None,
            SMALL
            | BPE
            | _REMOTE
            | {"architectures": ["SmallThinkerForCausalLM"], "model_type": "smallthinker", "head_dim": 16}
            | {"moe_num_primary_experts": 4, "moe_num_active_primary_experts": 2, "moe_ffn_hidden_size": 32}
            | {"moe_primary_router_apply_softmax": False, "rope_theta": 1500000.0, "norm_topk_prob": True}
            | {"sliding_window_layout": [0, 1, 1, 1], "sliding_window_size": 64, "num_hidden_layers": 4}
            | {"tie_word_embeddings": False, "rope_layout": [0, 1, 1, 1]},
        ),
        "tensors": _layers(
            NORMS
            | ATTENTION
            | {"block_sparse_moe.primary_router": [4, 64]}
            | {
                f"block_sparse_moe.experts.{n}.{part}": [64, 32] if part == "down" else [32, 64]
                for n in range(4)
                for part in ("gate", "up", "down")
            },
            n_layers=4,
            vocabulary=49152,
        ),
    },
    "bloom": {
        "config": ("BloomConfig", {"hidden_size": 64, "n_layer": 2, "n_head": 4, "vocab_size": 49152}),
        "keys": {"seq_length": 512},
    },
}

"""Families that the engine has learnt last, and the rest of its table that people run: as `more_cases`."""

from __future__ import annotations

from typing import Any

from tests.reference.shapes import (
    ATTENTION,
    BPE,
    EXPERTS,
    GATED,
    LETTERED_EXPERTS,
    NORMS,
    REMOTE,
    ROUTER,
    SIGHT,
    SMALL,
    WINDOWS,
    ends,
    experts,
    layered,
    named,
    whole,
)

_ATTENTION_NORMS = {"self_attn.q_norm": [16], "self_attn.k_norm": [16]}

_STEP_EXPERTS = {
    "moe.gate": [4, 64], "moe.gate_proj": [4, 32, 64], "moe.up_proj": [4, 32, 64],
    "moe.down_proj": [4, 64, 32], "share_expert.gate_proj": [32, 64], "share_expert.up_proj": [32, 64],
    "share_expert.down_proj": [64, 32],
}  # fmt: skip

_STEP_KINDS = ["full_attention", "sliding_attention", "sliding_attention", "full_attention"]

_SMALL_EXPERTS = {
    f"mlp.chunk_experts.{n}.{part}_proj": [64, 16] if part == "down" else [16, 64]
    for n in range(2)
    for part in ("gate", "up", "down")
}


def _step(heads: int, n: int) -> dict[str, list[int]]:
    """Attention of one of Step's layers."""
    return named(
        NORMS
        | _ATTENTION_NORMS
        | {"self_attn.q_proj": [heads * 16, 64], "self_attn.k_proj": [32, 64], "self_attn.v_proj": [32, 64]}
        | {"self_attn.o_proj": [64, heads * 16], "self_attn.g_proj": [heads, 64]},
        f"model.layers.{n}.",
    )


CASES: dict[str, dict[str, Any]] = {
    "museglimmer": {
        "config": ("MuseGlimmerTextConfig", SMALL | BPE | WINDOWS | {"head_dim": 16, "sliding_window": 64}),
        "model": "MuseGlimmerForConditionalGeneration",
        "outer": (
            "MuseGlimmerConfig",
            SIGHT
            | {"patch_size": 14, "pos_emb_height": 4, "pos_emb_width": 4}
            | {"layer_types": ["full_attention"]},
        ),
        "tokenizer": "muse",
    },
    "graniteswa": {
        "config": (
            "GraniteSWAConfig",
            SMALL
            | BPE
            | WINDOWS
            | {"sliding_window": 64, "attention_multiplier": 0.25, "embedding_multiplier": 6.0}
            | {"residual_multiplier": 0.5, "logits_scaling": 4.0},
        ),
        "keys": {"no_rope_layers": [1, 1, 1, 0]},
    },
    "granitemoeswa": {
        "config": (
            "GraniteMoeSWAConfig",
            SMALL
            | BPE
            | WINDOWS
            | {"sliding_window": 64, "num_local_experts": 4, "shared_intermediate_size": 48}
            | {"intermediate_size": 32},
        ),
    },
    "step37": {
        "config": (
            None,
            {
                "architectures": ["Step3p7ForConditionalGeneration"],
                "model_type": "step3p7-published",
                "torch_dtype": "bfloat16",
                "vision_config": {"width": 32, "layers": 1, "heads": 2},
                "text_config": {k: v for k, v in SMALL.items() if k != "num_key_value_heads"}
                | BPE
                | {"architectures": ["Step3p5ForCausalLM"], "model_type": "step3p5-published"}
                | {"num_attention_groups": 2, "head_dim": 16, "rms_norm_eps": 1e-5, "num_hidden_layers": 4}
                | {"layer_types": _STEP_KINDS}
                | {"rope_theta": [5000000.0, 10000.0, 10000.0, 5000000.0]}
                | {"partial_rotary_factors": [0.5, 1.0, 1.0, 0.5], "sliding_window": 64}
                | {"attention_other_setting": {"num_attention_heads": 6, "num_attention_groups": 2}}
                | {"moe_num_experts": 4, "moe_top_k": 2, "moe_intermediate_size": 32, "share_expert_dim": 32}
                | {"moe_router_scaling_factor": 3.0, "norm_expert_weight": True, "moe_layers_enum": "1,2,3"}
                | {"swiglu_limits": [0.0, 0.0, 7, 7], "swiglu_limits_shared": [0.0, 0.0, 0.0, 16]}
                | {"num_nextn_predict_layers": 1, "use_moe_router_bias": True}
                | {
                    "rope_scaling": {
                        "rope_type": "llama3",
                        "factor": 2.0,
                        "low_freq_factor": 1.0,
                        "high_freq_factor": 32.0,
                        "original_max_position_embeddings": 131072,
                    }
                },
            },
        ),
        "tensors": {
            k.replace("model.layers.", "model.language_model.layers."): v
            for k, v in (
                _step(4, 0)
                | _step(6, 1)
                | _step(6, 2)
                | _step(4, 3)
                | _step(4, 4)
                | named(GATED, "model.layers.0.")
                | named(_STEP_EXPERTS, "model.layers.1.")
                | named(_STEP_EXPERTS, "model.layers.2.")
                | named(_STEP_EXPERTS, "model.layers.3.")
                | {f"model.layers.{n}.moe.router_bias": [4] for n in (1, 2, 3)}
                | named(GATED, "model.layers.4.")
                | named({"eh_proj": [64, 128], "enorm": [64], "hnorm": [64]}, "model.layers.4.")
                | named({"norm": [64], "output": [49152, 64]}, "model.layers.4.transformer.shared_head.")
            ).items()
        }
        | {"model.language_model.embed_tokens.weight": [49152, 64], "model.language_model.norm.weight": [64]}
        | {"lm_head.weight": [49152, 64], "vision_model.ln_pre.weight": [32]}
        | {"vit_large_projector.weight": [64, 128]},
    },
    "step3vl": {
        "config": (
            None,
            {
                "architectures": ["StepVLForConditionalGeneration"],
                "model_type": "step_robotics",
                "torch_dtype": "bfloat16",
                "vision_config": {"width": 32, "layers": 1, "heads": 2},
                "text_config": SMALL
                | BPE
                | REMOTE
                | {"architectures": ["Qwen3ForCausalLM"], "model_type": "qwen3", "head_dim": 16},
            },
        ),
        "tensors": layered(NORMS | ATTENTION | GATED | _ATTENTION_NORMS, ends(49152))
        | {"vision_model.ln_pre.weight": [32], "vit_large_projector.weight": [64, 128]},
    },
    "hyv3": {
        "config": (
            "HYV3Config",
            SMALL
            | BPE
            | EXPERTS
            | {"num_experts": 4, "head_dim": 16, "mlp_layer_types": ["dense", "sparse"]},
        ),
    },
    "minimaxm3": {
        "config": (
            None,
            whole(
                "MiniMaxM3SparseForCausalLM",
                "minimax_m3-published",
                BPE
                | {"head_dim": 16, "rotary_dim": 8, "num_local_experts": 4, "num_experts_per_tok": 2}
                | {"intermediate_size": 32, "dense_intermediate_size": 96, "n_shared_experts": 1}
                | {"scoring_func": "sigmoid", "routed_scaling_factor": 2.0, "moe_layer_freq": [0, 1]}
                | {
                    "sparse_attention_config": {
                        "sparse_num_index_heads": 2,
                        "sparse_index_dim": 16,
                        "sparse_topk_blocks": 4,
                        "sparse_block_size": 16,
                        "sparse_local_block": 1,
                    }
                },
            ),
        ),
        "tensors": layered(NORMS | ATTENTION | _ATTENTION_NORMS, ends(49152))
        | named(GATED, "model.layers.0.")
        | named(
            LETTERED_EXPERTS
            | {"gate": [4, 64], "shared_experts.gate_proj": [32, 64], "shared_experts.up_proj": [32, 64]}
            | {"shared_experts.down_proj": [64, 32]},
            "model.layers.1.block_sparse_moe.",
        )
        | {"model.layers.1.block_sparse_moe.e_score_correction_bias": [4]}
        | named(
            {"index_q_proj": [32, 64], "index_k_proj": [16, 64], "index_q_norm": [16], "index_k_norm": [16]},
            "model.layers.1.self_attn.",
        ),
    },
    "maple": {
        "config": (
            None,
            whole(
                "MapleForCausalLM",
                "maple",
                BPE
                | EXPERTS
                | WINDOWS
                | {"head_dim": 16, "num_experts": 4, "norm_topk_prob": True, "sliding_window": 64}
                | {"nope_on_global_attention": True, "layer_types": ["sliding_attention", "full_attention"]}
                | {"num_hidden_layers": 2, "partial_rotary_factor": 0.5, "tie_word_embeddings": False},
            ),
        ),
        "tensors": layered(
            NORMS | ATTENTION | _ATTENTION_NORMS | ROUTER | experts("mlp.experts"), ends(49152)
        ),
    },
    "grovemoe": {
        "config": (
            None,
            whole(
                "GroveMoeForCausalLM",
                "grove_moe",
                BPE | EXPERTS | {"head_dim": 16, "num_experts": 4, "norm_topk_prob": True},
            ),
        ),
        "tensors": layered(
            NORMS | ATTENTION | _ATTENTION_NORMS | ROUTER | experts("mlp.experts") | _SMALL_EXPERTS,
            ends(49152),
        ),
    },
    "sarvammoe": {
        "config": (
            None,
            whole(
                "SarvamMoEForCausalLM",
                "sarvam_moe-published",
                BPE
                | EXPERTS
                | {"head_dim": 16, "num_experts": 4, "num_shared_experts": 1, "first_k_dense_replace": 1}
                | {"norm_topk_prob": True, "routed_scaling_factor": 2.5, "score_function": "sigmoid"}
                | {"n_group": 1, "topk_group": 1, "moe_shared_expert_intermediate_size": 32},
            ),
        ),
        "tensors": layered(
            NORMS
            | {"attention.query_key_value": [128, 64], "attention.dense": [64, 64]}
            | {"attention.query_layernorm": [16], "attention.key_layernorm": [16]},
            {"model.word_embeddings": [49152, 64], "model.norm": [64], "lm_head": [49152, 64]},
        )
        | named(GATED, "model.layers.0.")
        | named(
            ROUTER
            | experts("mlp.experts")
            | {"mlp.shared_experts.gate_proj": [32, 64], "mlp.shared_experts.up_proj": [32, 64]}
            | {"mlp.shared_experts.down_proj": [64, 32]},
            "model.layers.1.",
        )
        | {"model.layers.1.mlp.gate.expert_bias": [4]},
    },
    "kormo": {
        "config": (None, whole("KORMoForCausalLM", "kormo", BPE | {"head_dim": 16})),
        "tensors": layered(
            {"pre_attention_layernorm": [64], "pre_mlp_layernorm": [64]} | ATTENTION | GATED, ends(49152)
        ),
    },
}

"""Hybrids, experts and older families: as `cases`, with `drop` for keys that config.json shall lack.

Where transformers has no class, `config` is (None, config.json) and `tensors` has all of them.
"""

from __future__ import annotations

from typing import Any

from tests.reference.other_cases import CASES as _OTHERS
from tests.reference.shapes import BPE_SMALL

_NEMOTRON_H = {
    "head_dim": 16, "mamba_num_heads": 8, "mamba_head_dim": 16, "n_groups": 2, "ssm_state_size": 16,
    "conv_kernel": 4,
}  # fmt: skip
_LING: dict[str, Any] = {
    "architectures": ["BailingMoeForCausalLM"], "model_type": "bailing_moe", "hidden_act": "silu",
    "first_k_dense_replace": 0, "moe_intermediate_size": 32, "norm_topk_prob": True, "num_experts": 4,
    "num_experts_per_tok": 2, "num_shared_experts": 2, "rms_norm_eps": 1e-06, "rope_theta": 600000,
    "rope_scaling": None, "tie_word_embeddings": False, "norm_head": False, "use_qkv_bias": False,
    "torch_dtype": "bfloat16",
}  # fmt: skip
_LING2: dict[str, Any] = _LING | {
    "architectures": ["BailingMoeV2ForCausalLM"], "model_type": "bailing_moe_v2", "head_dim": 16,
    "first_k_dense_replace": 1, "moe_router_enable_expert_bias": True, "n_group": 2, "topk_group": 1,
    "num_shared_experts": 1, "partial_rotary_factor": 0.5, "routed_scaling_factor": 2.5,
    "score_function": "sigmoid", "use_qk_norm": True, "num_nextn_predict_layers": 0,
}  # fmt: skip


# torch's exp is off by a rounding for one value in a hundred, differently on other processors: so few values
# that none of them is such a one
_FEW_STATES = {"hidden_size": 16, "intermediate_size": 32, "state_size": 3}


def _experts(prefix: str, names: tuple[str, str, str], width: int = 64, size: int = 32) -> dict[str, Any]:
    """Gate, up and down of four experts."""
    gate, up, down = names
    return {
        f"{prefix}.{n}.{part}.weight": [width, size] if part == down else [size, width]
        for n in range(4)
        for part in (gate, up, down)
    }


def _feed_forward(prefix: str, size: int) -> dict[str, Any]:
    return {
        f"{prefix}.gate_proj.weight": [size, 64], f"{prefix}.up_proj.weight": [size, 64],
        f"{prefix}.down_proj.weight": [64, size],
    }  # fmt: skip


def _ling(*, version: int) -> dict[str, Any]:
    found: dict[str, Any] = {
        "model.word_embeddings.weight": [49152, 64], "model.norm.weight": [64], "lm_head.weight": [49152, 64],
    }  # fmt: skip
    for layer in range(2):
        at = f"model.layers.{layer}."
        found |= {at + "input_layernorm.weight": [64], at + "post_attention_layernorm.weight": [64]}
        found |= {at + "attention.query_key_value.weight": [128, 64], at + "attention.dense.weight": [64, 64]}
        if version == 2:
            found |= {at + f"attention.{part}_layernorm.weight": [16] for part in ("query", "key")}
        if version == 2 and layer == 0:
            found |= _feed_forward(at + "mlp", 96)
            continue
        found |= {at + "mlp.gate.weight": [4, 64]}
        if version == 2:
            found |= {at + "mlp.gate.expert_bias": [4]}
        found |= _experts(at + "mlp.experts", ("gate_proj", "up_proj", "down_proj"))
        found |= _feed_forward(at + "mlp.shared_experts", 64 if version == 1 else 32)
    return found


CASES: dict[str, dict[str, Any]] = {
    "nemotronh": {
        "config": (
            "NemotronHConfig",
            BPE_SMALL
            | _NEMOTRON_H
            | {"layers_block_type": ["linear_attention", "mlp", "full_attention", "mlp"]}
            | {"num_hidden_layers": 4},
        ),
        # a newer transformers would take it for a model with experts, and read other layers than these
        "keys": {
            "hybrid_override_pattern": "M-*-",
            "num_hidden_layers": 4,
            "rms_norm_eps": 1e-5,
            "model_type": "nemotron_h_dense",
        },
        "drop": [
            "layers_block_type",
            "layer_types",
            "num_experts_per_tok",
            "n_routed_experts",
            "n_group",
            "topk_group",
        ],
    },
    "nemotronhmoe": {
        "config": (
            "NemotronHConfig",
            BPE_SMALL
            | _NEMOTRON_H
            | {"layers_block_type": ["linear_attention", "moe", "full_attention", "moe", "linear_attention"]}
            | {"num_hidden_layers": 5, "n_routed_experts": 4, "num_experts_per_tok": 2}
            | {"moe_intermediate_size": 32, "moe_shared_expert_intermediate_size": 48}
            | {"routed_scaling_factor": 2.5},
        ),
        "keys": {"hybrid_override_pattern": "ME*EM", "num_hidden_layers": 5, "rms_norm_eps": 1e-5},
        "drop": ["layers_block_type", "layer_types"],
    },
    "falconh1": {
        "config": (
            "FalconH1Config",
            BPE_SMALL
            | {"head_dim": 16, "mamba_d_ssm": 96, "mamba_n_heads": 6, "mamba_d_head": 16, "mamba_n_groups": 2}
            | {"mamba_d_state": 16, "mamba_d_conv": 4, "rope_theta": 100000000000.0}
            | {"attention_in_multiplier": 1.0, "attention_out_multiplier": 0.9375, "key_multiplier": 0.390625}
            | {"ssm_in_multiplier": 1.25, "ssm_out_multiplier": 0.23570226039551584}
            | {"mlp_multipliers": [0.8838834764831844, 0.5859375], "lm_head_multiplier": 0.0390625}
            | {"embedding_multiplier": 5.656854249492381, "mamba_rms_norm": True}
            | {"ssm_multipliers": [0.3535533905932738, 0.25, 0.3535533905932738, 0.5, 0.3535533905932738]},
        ),
    },
    "glm4moelite": {
        "config": (
            "Glm4MoeLiteConfig",
            BPE_SMALL
            | {"q_lora_rank": 32, "kv_lora_rank": 24, "qk_nope_head_dim": 16, "qk_rope_head_dim": 8}
            | {"v_head_dim": 16, "n_routed_experts": 4, "num_experts_per_tok": 2, "n_shared_experts": 1}
            | {"moe_intermediate_size": 32, "n_group": 1, "topk_group": 1, "num_key_value_heads": 4}
            | {"mlp_layer_types": ["dense", "sparse"], "routed_scaling_factor": 1.8},
        ),
        "keys": {"num_nextn_predict_layers": 1, "first_k_dense_replace": 1},
        "tensors": {"model.layers.2.enorm.weight": [64], "model.layers.2.eh_proj.weight": [64, 128]},
        "tokenizer": "glm",
        "flags": ["--no-mtp"],
    },
    "bailingmoe": {"config": (None, BPE_SMALL | _LING), "tensors": _ling(version=1)},
    "bailingmoe2": {"config": (None, BPE_SMALL | _LING2), "tensors": _ling(version=2)},
    "exaone": {
        "config": (
            None,
            {
                "architectures": ["ExaoneForCausalLM"],
                "model_type": "exaone",
                "activation_function": "silu",
                "hidden_size": 64,
                "intermediate_size": 96,
                "num_layers": 2,
                "num_attention_heads": 4,
                "num_key_value_heads": 2,
                "head_dim": 16,
                "max_position_embeddings": 512,
                "vocab_size": 49152,
                "layer_norm_epsilon": 1e-05,
                "rms_norm_eps": 1e-05,
                "rope_theta": 1000000.0,
                "tie_word_embeddings": False,
                "rope_scaling": {
                    "factor": 8.0,
                    "high_freq_factor": 4.0,
                    "low_freq_factor": 1.0,
                    "original_max_position_embeddings": 256,
                    "rope_type": "Llama3",
                },
                "bos_token_id": 1,
                "eos_token_id": 2,
                "pad_token_id": 2,
                "torch_dtype": "bfloat16",
            },
        ),
        "tensors": {
            "transformer.wte.weight": [49152, 64],
            "transformer.ln_f.weight": [64],
            "lm_head.weight": [49152, 64],
        }
        | {
            f"transformer.h.{layer}.{name}.weight": shape
            for layer in range(2)
            for name, shape in {
                "ln_1": [64],
                "ln_2": [64],
                "attn.attention.q_proj": [64, 64],
                "attn.attention.k_proj": [32, 64],
                "attn.attention.v_proj": [32, 64],
                "attn.attention.out_proj": [64, 64],
                "mlp.c_fc_0": [96, 64],
                "mlp.c_fc_1": [96, 64],
                "mlp.c_proj": [64, 96],
            }.items()
        },
    },
    "exaonemoe": {
        "config": (
            "ExaoneMoeConfig",
            BPE_SMALL
            | {"head_dim": 16, "num_hidden_layers": 4, "num_experts": 4, "num_experts_per_tok": 2}
            | {"moe_intermediate_size": 32, "num_shared_experts": 1, "sliding_window": 64, "n_group": 1}
            | {"topk_group": 1, "routed_scaling_factor": 2.5, "scoring_func": "sigmoid"}
            | {"layer_types": ["sliding_attention"] * 3 + ["full_attention"]}
            | {"mlp_layer_types": ["dense"] + ["sparse"] * 3, "first_k_dense_replace": 1},
        ),
        "keys": {"num_nextn_predict_layers": 0, "first_k_dense_replace": 1},
    },
    "afmoe": {
        "config": (
            "AfmoeConfig",
            BPE_SMALL
            | {"head_dim": 16, "num_hidden_layers": 4, "num_experts": 4, "num_experts_per_tok": 2}
            | {"moe_intermediate_size": 32, "num_shared_experts": 1, "num_dense_layers": 1}
            | {"sliding_window": 64, "route_norm": True, "route_scale": 2.448}
            | {"layer_types": ["sliding_attention"] * 3 + ["full_attention"]},
        ),
        "keys": {"score_func": "sigmoid", "n_group": 1, "topk_group": 1},
    },
    "gptneox": {
        "config": ("GPTNeoXConfig", BPE_SMALL | {"rotary_pct": 0.25}),
        # as published; a newer transformers would rename the keys
        "keys": {"rotary_pct": 0.25, "rotary_emb_base": 10000, "model_type": "gpt_neox_1"},
        "drop": ["rope_parameters", "num_key_value_heads"],
    },
    "olmo": {"config": ("OlmoConfig", BPE_SMALL | {"clip_qkv": 8.0})},
    "mamba": {
        "config": ("MambaConfig", BPE_SMALL | _FEW_STATES),
    },
    "falconmamba": {"config": ("FalconMambaConfig", BPE_SMALL | _FEW_STATES)},
    "jamba": {
        "config": (
            "JambaConfig",
            BPE_SMALL
            | {"vocab_size": 512, "num_hidden_layers": 3, "num_experts": 4, "num_experts_per_tok": 2}
            | {"attn_layer_period": 3, "attn_layer_offset": 0, "expert_layer_period": 2, "hidden_size": 16}
            | {"expert_layer_offset": 1, "mamba_d_state": 1, "mamba_dt_rank": 8, "use_mamba_kernels": False},
        ),
        "tokenizer": "spm",
    },
    "glm": {
        "config": ("GlmConfig", BPE_SMALL | {"head_dim": 16, "attention_bias": True}),
        "keys": {"seq_length": 512, "layernorm_epsilon": 1.5625e-07},
        "tokenizer": "glm",
    },
    "gptbigcode": {
        "config": (
            "GPTBigCodeConfig",
            {"n_embd": 64, "n_head": 4, "n_layer": 2, "n_positions": 512}
            | {"vocab_size": 49152, "bos_token_id": 1, "eos_token_id": 2},
        ),
    },
    "apertus": {
        "config": (
            "ApertusConfig",
            BPE_SMALL
            | {
                "rope_parameters": {"rope_type": "llama3", "rope_theta": 12000000.0, "factor": 8.0}
                | {"original_max_position_embeddings": 256, "low_freq_factor": 1.0, "high_freq_factor": 4.0}
            },
        ),
    },
    "bamba": {
        "config": (
            "BambaConfig",
            BPE_SMALL
            | {"num_hidden_layers": 3, "attn_layer_indices": [1], "mamba_n_heads": 8, "mamba_d_head": 16}
            | {"mamba_n_groups": 1, "mamba_d_state": 16, "mamba_d_conv": 4, "mamba_expand": 2},
        ),
        "keys": {"attn_layer_indices": [1], "attn_rotary_emb": 8},
    },
}
CASES |= _OTHERS

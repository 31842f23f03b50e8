"""Tiny models of families, as transformers' config classes describe them."""

from __future__ import annotations

from typing import Any

from tests.reference.further_cases import CASES as _FURTHER
from tests.reference.latest_cases import CASES as _LATEST
from tests.reference.more_cases import CASES as _SECOND
from tests.reference.newest_cases import CASES as _NEWEST
from tests.reference.older_cases import CASES as _OLDER
from tests.reference.recent_cases import CASES as _RECENT
from tests.reference.shapes import BPE_SMALL

_MORE = _SECOND | _RECENT | _FURTHER | _OLDER | _LATEST | _NEWEST

_LINEAR = {
    "head_dim": 16, "linear_conv_kernel_dim": 4, "linear_key_head_dim": 8, "linear_value_head_dim": 8,
    "linear_num_key_heads": 2, "linear_num_value_heads": 4,
    "layer_types": ["linear_attention", "full_attention"],
}  # fmt: skip
_EXPERTS = {"num_experts": 4, "num_experts_per_tok": 2, "moe_intermediate_size": 32}
_MTP = {
    "mtp.fc.weight": [64, 128], "mtp.norm.weight": [64], "mtp.pre_fc_norm_embedding.weight": [64],
    "mtp.pre_fc_norm_hidden.weight": [64], "mtp.layers.0.input_layernorm.weight": [64],
    "mtp.layers.0.post_attention_layernorm.weight": [64], "mtp.layers.0.self_attn.q_proj.weight": [128, 64],
    "mtp.layers.0.self_attn.k_proj.weight": [32, 64], "mtp.layers.0.self_attn.v_proj.weight": [32, 64],
    "mtp.layers.0.self_attn.o_proj.weight": [64, 64], "mtp.layers.0.self_attn.q_norm.weight": [16],
    "mtp.layers.0.self_attn.k_norm.weight": [16],
}  # fmt: skip
_DENSE_MTP = {
    "mtp.layers.0.mlp.gate_proj.weight": [96, 64], "mtp.layers.0.mlp.up_proj.weight": [96, 64],
    "mtp.layers.0.mlp.down_proj.weight": [64, 96],
}  # fmt: skip
_MOE_MTP = {
    "mtp.layers.0.mlp.gate.weight": [4, 64], "mtp.layers.0.mlp.shared_expert_gate.weight": [1, 64],
    "mtp.layers.0.mlp.shared_expert.gate_proj.weight": [48, 64],
    "mtp.layers.0.mlp.shared_expert.up_proj.weight": [48, 64],
    "mtp.layers.0.mlp.shared_expert.down_proj.weight": [64, 48],
} | {
    f"mtp.layers.0.mlp.experts.{n}.{part}_proj.weight": [64, 32] if part == "down" else [32, 64]
    for n in range(4)
    for part in ("gate", "up", "down")
}  # fmt: skip

# name -> what it is:
#   config: transformers' class and its settings; nested ones for multimodal models
#   model: the class that is saved, where it is not the causal one of the config
#   tokenizer: a folder of tests/data/tokenizers
#   keys: more keys of config.json, as the published checkpoints have them
#   tensors: more tensors, name -> shape, which transformers does not save, or saves in another shape
#   flags: of the reference converter
CASES: dict[str, dict[str, Any]] = {
    "glm4": {
        "config": ("Glm4Config", BPE_SMALL | {"head_dim": 16, "partial_rotary_factor": 0.5}),
        "tokenizer": "glm",
    },
    "glm4moe": {
        "config": (
            "Glm4MoeConfig",
            BPE_SMALL
            | {"head_dim": 16, "n_routed_experts": 4, "num_experts_per_tok": 2, "moe_intermediate_size": 32}
            | {"n_shared_experts": 1, "first_k_dense_replace": 1, "n_group": 1, "topk_group": 1}
            | {"use_qk_norm": True, "num_hidden_layers": 3},
        ),
        "tokenizer": "glm",
    },
    "qwen3next": {
        "config": (
            "Qwen3NextConfig",
            BPE_SMALL | _LINEAR | _EXPERTS | {"shared_expert_intermediate_size": 48, "mlp_only_layers": []},
        ),
        "tensors": _MTP | _MOE_MTP,
        "flags": ["--no-mtp"],
    },
    "qwen35": {
        "config": ("Qwen3_5TextConfig", BPE_SMALL | _LINEAR),
        "keys": {"mtp_num_hidden_layers": 1},
        "tensors": _MTP | _DENSE_MTP,
        "flags": ["--no-mtp"],
    },
    "qwen35moe": {
        "config": (
            "Qwen3_5MoeTextConfig",
            BPE_SMALL | _LINEAR | _EXPERTS | {"shared_expert_intermediate_size": 48},
        ),
        "keys": {"mtp_num_hidden_layers": 1, "model_type": "qwen3_next"},
        "tensors": _MTP | _MOE_MTP,
        "flags": ["--no-mtp"],
    },
    "gemma3n": {
        "config": (
            "Gemma3nTextConfig",
            BPE_SMALL
            | {"head_dim": 16, "vocab_size": 512, "vocab_size_per_layer_input": 512, "num_hidden_layers": 4}
            | {"hidden_size_per_layer_input": 256, "num_kv_shared_layers": 0, "laurel_rank": 64}
            | {"layer_types": ["sliding_attention", "full_attention"] * 2, "sliding_window": 64}
            | {"intermediate_size": [96] * 4, "activation_sparsity_pattern": [0.95, 0.0, 0.0, 0.0]},
        ),
        "tokenizer": "spm",
    },
    "gemma4": {
        "config": (
            "Gemma4TextConfig",
            BPE_SMALL
            | {"head_dim": 16, "vocab_size": 512, "vocab_size_per_layer_input": 512, "num_hidden_layers": 4}
            | {"hidden_size_per_layer_input": 8, "sliding_window": 64}
            | {"layer_types": ["sliding_attention", "full_attention"] * 2},
        ),
        "tokenizer": "gemma4",
    },
    "gemma4moe": {
        "config": (
            "Gemma4TextConfig",
            BPE_SMALL
            | {"head_dim": 16, "vocab_size": 512, "vocab_size_per_layer_input": 512, "num_hidden_layers": 2}
            | {"hidden_size_per_layer_input": 0, "sliding_window": 64, "enable_moe_block": True}
            | {"num_experts": 4, "top_k_experts": 2, "moe_intermediate_size": 32}
            | {"layer_types": ["sliding_attention", "full_attention"]},
        ),
        "tokenizer": "gemma4",
    },
    "granitehybrid": {
        "config": (
            "GraniteMoeHybridConfig",
            BPE_SMALL
            | {"num_local_experts": 4, "num_experts_per_tok": 2, "shared_intermediate_size": 48}
            | {"layer_types": ["mamba", "attention", "mamba"], "num_hidden_layers": 3}
            | {"mamba_n_heads": 8, "mamba_d_head": 16, "mamba_n_groups": 1, "mamba_d_state": 16}
            | {"mamba_d_conv": 4, "mamba_expand": 2},
        ),
        "keys": {"layer_types": ["mamba", "attention", "mamba"]},
    },
    "granitehybrid-dense": {
        "config": (
            "GraniteMoeHybridConfig",
            BPE_SMALL
            | {"num_local_experts": 0, "num_experts_per_tok": 0, "shared_intermediate_size": 96}
            | {"layer_types": ["attention", "attention"], "mamba_n_heads": 8, "mamba_d_head": 16},
        ),
        "keys": {"layer_types": ["attention", "attention"]},
    },
    "nemotron": {
        "config": ("NemotronConfig", BPE_SMALL | {"vocab_size": 512, "partial_rotary_factor": 0.5}),
        "tokenizer": "spm",
    },
    "minimaxm2": {
        "config": (
            "MiniMaxM2Config",
            BPE_SMALL | {"head_dim": 16, "num_local_experts": 4, "num_experts_per_tok": 2, "rotary_dim": 8},
        ),
        "keys": {"rotary_dim": 8, "scoring_func": "sigmoid"},
    },
    "llama4": {
        "config": (
            "Llama4TextConfig",
            BPE_SMALL
            | {"head_dim": 16, "intermediate_size_mlp": 128, "num_local_experts": 4, "num_experts_per_tok": 1}
            | {"interleave_moe_layer_step": 2, "attention_chunk_size": 128, "num_hidden_layers": 4}
            | {"no_rope_layers": [1, 1, 1, 0]},
        ),
    },
    "qwen2vl": {
        "config": ("Qwen2VLTextConfig", BPE_SMALL),
        "model": "Qwen2VLForConditionalGeneration",
        "outer": ("Qwen2VLConfig", {"depth": 1, "embed_dim": 32, "num_heads": 2, "hidden_size": 64}),
        "keys": {"rope_scaling": {"type": "mrope", "mrope_section": [2, 3, 3]}},
    },
    "qwen25vl": {
        "config": ("Qwen2_5_VLTextConfig", BPE_SMALL),
        "model": "Qwen2_5_VLForConditionalGeneration",
        "outer": (
            "Qwen2_5_VLConfig",
            {"depth": 1, "hidden_size": 32, "num_heads": 2, "out_hidden_size": 64, "intermediate_size": 48}
            | {"fullatt_block_indexes": [0]},
        ),
        "keys": {"rope_scaling": {"type": "mrope", "mrope_section": [2, 3, 3]}},
    },
    "qwen3vl": {
        "config": ("Qwen3VLTextConfig", BPE_SMALL | {"head_dim": 16}),
        "model": "Qwen3VLForConditionalGeneration",
        "outer": (
            "Qwen3VLConfig",
            {"depth": 2, "hidden_size": 32, "num_heads": 2, "out_hidden_size": 64, "intermediate_size": 48}
            | {"deepstack_visual_indexes": [0, 1], "num_position_embeddings": 16},
        ),
        "keys": {"rope_scaling": {"rope_type": "default", "mrope_section": [2, 3, 3]}},
    },
    "qwen3vlmoe": {
        "config": ("Qwen3VLMoeTextConfig", BPE_SMALL | _EXPERTS | {"head_dim": 16, "mlp_only_layers": []}),
        "model": "Qwen3VLMoeForConditionalGeneration",
        "outer": (
            "Qwen3VLMoeConfig",
            {"depth": 2, "hidden_size": 32, "num_heads": 2, "out_hidden_size": 64, "intermediate_size": 48}
            | {"deepstack_visual_indexes": [0], "num_position_embeddings": 16},
        ),
        "keys": {"rope_scaling": {"rope_type": "default", "mrope_section": [2, 3, 3]}},
        # as the published checkpoints have them
        "tensors": {f"model.language_model.layers.{n}.mlp.experts.down_proj": [4, 32, 64] for n in range(2)},
    },
    "gemma3vision": {
        "config": (
            "Gemma3TextConfig",
            BPE_SMALL | {"head_dim": 16, "vocab_size": 512, "sliding_window": 64, "num_hidden_layers": 3},
        ),
        "model": "Gemma3ForConditionalGeneration",
        "outer": (
            "Gemma3Config",
            {"hidden_size": 32, "intermediate_size": 48, "num_hidden_layers": 1, "num_attention_heads": 2},
        ),
        "tokenizer": "spm",
    },
    "mistral3": {
        "config": ("MistralConfig", BPE_SMALL | {"head_dim": 16}),
        "model": "Mistral3ForConditionalGeneration",
        "outer": (
            "Mistral3Config",
            {"hidden_size": 32, "intermediate_size": 48, "num_hidden_layers": 1, "num_attention_heads": 2},
        ),
    },
    "lfm2moe": {
        "config": (
            "Lfm2MoeConfig",
            BPE_SMALL
            | {"num_experts": 4, "num_experts_per_tok": 2, "moe_intermediate_size": 32}
            | {"num_dense_layers": 1, "num_hidden_layers": 3, "use_expert_bias": True}
            | {"layer_types": ["conv", "full_attention", "conv"]},
        ),
    },
    "phimoe": {
        "config": (
            "PhimoeConfig",
            BPE_SMALL
            | {
                "num_local_experts": 4,
                "num_experts_per_tok": 2,
                "lm_head_bias": True,
                "attention_bias": True,
            },
        ),
        "keys": {"original_max_position_embeddings": 512, "architectures": ["PhiMoEForCausalLM"]},
    },
    "olmo3": {
        "config": (
            "Olmo3Config",
            BPE_SMALL | {"sliding_window": 64, "num_hidden_layers": 4},
        ),
    },
    "ernie45moe": {
        "config": (
            "Ernie4_5_MoeConfig",
            BPE_SMALL
            | {"vocab_size": 512, "moe_num_experts": 4, "moe_k": 2, "moe_intermediate_size": 48}
            | {"moe_num_shared_experts": 1, "moe_layer_start_index": 1, "moe_layer_interval": 1}
            | {"num_hidden_layers": 3, "moe_layer_end_index": 2},
        ),
        "tokenizer": "spm",
    },
    "dots1": {
        "config": (
            "Dots1Config",
            BPE_SMALL
            | {
                "head_dim": 16,
                "num_key_value_heads": 4,
                "n_routed_experts": 4,
                "num_experts_per_tok": 2,
                "moe_intermediate_size": 32,
            }
            | {"n_shared_experts": 1, "first_k_dense_replace": 1, "n_group": 1, "topk_group": 1},
        ),
    },
} | _MORE

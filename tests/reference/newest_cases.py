"""Linear attention, stacks within stacks, adapters within a model: as `more_cases`."""

from __future__ import annotations

from typing import Any

from tests.reference.shapes import (
    BPE,
    EXPERTS,
    GATED,
    LETTERED_EXPERTS,
    NORMS,
    REMOTE,
    ROUTER,
    SIGHT,
    SMALL,
    ends,
    experts,
    layered,
    named,
    whole,
)

_LATENT = {
    "q_a_proj": [32, 64], "q_a_layernorm": [32], "q_b_proj": [96, 32], "kv_a_layernorm": [24],
    "kv_b_proj": [128, 24],
}  # fmt: skip


def _delta(prefix: str) -> dict[str, list[int]]:
    """A layer of gated delta attention with 4 heads of 16 values; full names."""
    weights = {
        "q_proj": [64, 64], "k_proj": [64, 64], "v_proj": [64, 64], "q_conv1d": [64, 1, 4],
        "k_conv1d": [64, 1, 4], "v_conv1d": [64, 1, 4], "b_proj": [4, 64], "o_norm": [16],
    }  # fmt: skip
    return named(weights, prefix) | {f"{prefix}A_log": [1, 1, 4, 1], f"{prefix}dt_bias": [64]}


def _latent_experts(layer: int, size: int) -> dict[str, list[int]]:
    """Experts of a Nemotron that work in a smaller space; full names."""
    at = f"model.layers.{layer}.mixer."
    return named(
        {f"experts.{n}.up_proj": [size, 48] for n in range(4)}
        | {f"experts.{n}.down_proj": [48, size] for n in range(4)}
        | {"fc1_latent_proj": [48, 64], "fc2_latent_proj": [64, 48], "gate": [4, 64]}
        | {"shared_experts.up_proj": [48, 64], "shared_experts.down_proj": [64, 48]},
        at,
    ) | {f"{at}gate.e_score_correction_bias": [4]}


def _switched(name: str, width: int, heights: tuple[int, ...]) -> dict[str, list[int]]:
    """A matrix of stacked parts with two adapters of rank 4 for each part."""
    found = {f"{name}.base_layer.weight": [sum(heights), width]}
    for n, height in enumerate(heights):
        slot = f"_slices.{n}" if len(heights) > 1 else ""
        found |= {f"{name}.lora_A{slot}": [2, 1, 4, width], f"{name}.lora_B{slot}": [2, 1, height, 4]}
    return found


_LING3: dict[str, Any] = (
    BPE
    | EXPERTS
    | {"head_dim": 16, "num_experts": 4, "num_shared_experts": 1, "first_k_dense_replace": 1}
    | {"norm_topk_prob": True, "routed_scaling_factor": 2.5, "score_function": "sigmoid"}
    | {"n_group": 1, "topk_group": 1, "moe_shared_expert_intermediate_size": 32}
    | {"layer_group_size": 2, "no_kda_lora": True, "kda_safe_gate": True, "kda_lower_bound": -5.0}
    | {"gated_attention_proj_granularity_type": "head_wise", "short_conv_kernel_size": 4}
    | {"q_lora_rank": 32, "kv_lora_rank": 24, "qk_nope_head_dim": 16, "qk_rope_head_dim": 8}
    | {"v_head_dim": 16, "expert_swiglu_limit_list": [None, 7.0]}
    | {"share_expert_swiglu_limit_list": [None, 7.0], "num_nextn_predict_layers": 0}
)

_LING3_TENSORS = (
    layered(
        NORMS | {"attention.o_proj": [64, 64]},
        {"model.word_embeddings": [49152, 64], "model.norm": [64], "lm_head": [49152, 64]},
    )
    | named(GATED, "model.layers.0.")
    | _delta("model.layers.0.attention.")
    | named({"f_proj": [64, 64], "g_proj": [64, 64]}, "model.layers.0.attention.")
    | named(_LATENT | {"kv_a_proj_with_mqa": [32, 64], "g_proj": [4, 64]}, "model.layers.1.attention.")
    | named(
        ROUTER
        | experts("mlp.experts")
        | {"mlp.shared_experts.gate_proj": [32, 64], "mlp.shared_experts.up_proj": [32, 64]}
        | {"mlp.shared_experts.down_proj": [64, 32]},
        "model.layers.1.",
    )
    | {"model.layers.1.mlp.gate.expert_bias": [4]}
)


CASES: dict[str, dict[str, Any]] = {
    "bailingmoe3": {
        "config": (None, whole("BailingMoeV3ForCausalLM", "bailing_moe_v3", _LING3)),
        "tensors": _LING3_TENSORS,
    },
    "bailingmoe3vl": {
        "config": (
            None,
            {
                "architectures": ["BailingMoeV3VLForConditionalGeneration"],
                "model_type": "bailing_moe_v3_vl",
                "torch_dtype": "bfloat16",
                "text_config": SMALL | REMOTE | _LING3 | {"mrope_section": [2, 1, 1]},
                "vision_config": SIGHT,
            },
        ),
        "tensors": _LING3_TENSORS
        | {"linear_proj.0.weight": [64, 32], "vision.patch_embed.proj.weight": [32, 48]},
    },
    "kimilinear": {
        "config": (
            None,
            whole(
                "KimiLinearForCausalLM",
                "kimi_linear-published",
                BPE
                | {"num_experts": 4, "num_experts_per_token": 2, "moe_intermediate_size": 32}
                | {"moe_router_activation_func": "sigmoid", "num_shared_experts": 1, "topk_group": 1}
                | {"num_expert_group": 1, "routed_scaling_factor": 2.446, "first_k_dense_replace": 1}
                | {"head_dim": 16, "num_key_value_heads": 4, "kv_lora_rank": 24, "q_lora_rank": None}
                | {"qk_nope_head_dim": 16, "qk_rope_head_dim": 8, "v_head_dim": 16, "mla_use_nope": True}
                | {
                    "linear_attn_config": {
                        "full_attn_layers": [2],
                        "kda_layers": [1],
                        "head_dim": 16,
                        "num_heads": 4,
                        "short_conv_kernel_size": 4,
                    }
                },
            ),
        ),
        "tensors": layered(NORMS | {"self_attn.o_proj": [64, 64]}, ends(49152))
        | _delta("model.layers.0.self_attn.")
        | named(
            {"f_a_proj": [16, 64], "f_b_proj": [64, 16], "g_a_proj": [16, 64], "g_b_proj": [64, 16]},
            "model.layers.0.self_attn.",
        )
        | named(GATED, "model.layers.0.")
        | named(
            {"q_proj": [96, 64], "kv_a_proj_with_mqa": [32, 64], "kv_a_layernorm": [24]}
            | {"kv_b_proj": [128, 24]},
            "model.layers.1.self_attn.",
        )
        | named(
            LETTERED_EXPERTS
            | {"gate": [4, 64], "shared_experts.gate_proj": [32, 64], "shared_experts.up_proj": [32, 64]}
            | {"shared_experts.down_proj": [64, 32]},
            "model.layers.1.block_sparse_moe.",
        )
        | {"model.layers.1.block_sparse_moe.gate.e_score_correction_bias": [4]},
    },
    "hrmtext": {
        "config": (
            "HrmTextConfig",
            SMALL
            | BPE
            | {"num_hidden_layers": 12, "num_layers_per_stack": 2, "H_cycles": 2, "L_cycles": 2}
            | {"num_key_value_heads": 4, "head_dim": 16, "embedding_scale": 8.0},
        ),
    },
    "nemotronhpuzzle": {
        "config": (
            None,
            whole(
                "NemotronHPuzzleForCausalLM",
                "nemotron_h_puzzle",
                BPE
                | {"head_dim": 16, "mamba_num_heads": 8, "mamba_head_dim": 16, "n_groups": 2}
                | {"ssm_state_size": 16, "conv_kernel": 4, "num_hidden_layers": 3, "moe_latent_size": 48}
                | {"n_routed_experts": 4, "n_shared_experts": 1, "norm_topk_prob": True, "n_group": 1}
                | {"topk_group": 1, "routed_scaling_factor": 2.5, "num_heads": 8, "expand": 2}
                | {"moe_shared_expert_intermediate_size": 48, "layer_norm_epsilon": 1e-5}
                | {
                    "block_configs": [
                        {"block_type": "mamba"},
                        {"block_type": "moe", "moe_intermediate_size": 32, "num_experts_per_tok": 2},
                        {"block_type": "attention"},
                        {"block_type": "moe", "moe_intermediate_size": 64, "num_experts_per_tok": 3},
                    ]
                },
            ),
        ),
        "tensors": {"model.embeddings.weight": [49152, 64], "model.norm_f.weight": [64]}
        | {"lm_head.weight": [49152, 64], "mtp.layers.0.norm.weight": [64]}
        | {f"model.layers.{n}.norm.weight": [64] for n in range(4)}
        | named(
            {"conv1d": [192, 1, 4], "in_proj": [328, 64], "norm": [128], "out_proj": [64, 128]},
            "model.layers.0.mixer.",
        )
        | {f"model.layers.0.mixer.{name}": [8] for name in ("A_log", "D", "dt_bias")}
        | {"model.layers.0.mixer.conv1d.bias": [192]}
        | _latent_experts(1, 32)
        | named(
            {"q_proj": [64, 64], "k_proj": [32, 64], "v_proj": [32, 64], "o_proj": [64, 64]},
            "model.layers.2.mixer.",
        )
        | _latent_experts(3, 64),
    },
    "graniteswitch": {
        "config": (
            None,
            whole(
                "GraniteSwitchForCausalLM",
                "granite_switch",
                BPE
                | {"num_hidden_layers": 3, "attention_multiplier": 0.25, "embedding_multiplier": 6.0}
                | {"residual_multiplier": 0.5, "logits_scaling": 4.0, "num_experts_per_tok": 2}
                | {"num_local_experts": 0, "shared_intermediate_size": 96, "tie_word_embeddings": True}
                | {"num_adapters": 2, "max_lora_rank": 4, "adapter_token_ids": [10, 11]}
                | {"adapter_substitute_token_ids": [12, 13], "control_token_gain": 15.0},
            ),
        ),
        "tensors": layered(NORMS, {"model.embed_tokens": [49152, 64], "model.norm": [64]})
        | {
            f"model.layers.{n}.{name}": shape
            for n in range(2)
            for name, shape in (
                _switched("self_attn.qkv_proj", 64, (64, 32, 32))
                | _switched("self_attn.o_proj", 64, (64,))
                | _switched("shared_mlp.input_linear", 64, (96, 96))
                | _switched("shared_mlp.output_linear", 96, (64,))
            ).items()
        },
    },
}

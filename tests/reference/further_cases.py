"""More families of the last months, and more text parts: as `more_cases`."""

from __future__ import annotations

from typing import Any

from tests.reference.shapes import (
    ATTENTION,
    BPE,
    EXPERTS,
    GATED,
    NORMS,
    REMOTE,
    SIGHT,
    SMALL,
    TWO_ROPES,
    WINDOWS,
    ends,
    experts,
    layered,
    whole,
)

CASES: dict[str, dict[str, Any]] = {
    "phi4vision": {
        "config": (
            None,
            whole("Phi4ForCausalLMV", "phi4-siglip", BPE)
            | {"sliding_window": None, "original_max_position_embeddings": 512, "mm_hidden_size": 32},
        ),
        "tensors": layered(
            NORMS
            | {"self_attn.qkv_proj": [128, 64], "self_attn.o_proj": [64, 64]}
            | {"mlp.gate_up_proj": [192, 64], "mlp.down_proj": [64, 96]},
            ends(49152) | {"model.mm_projector.0": [64, 32], "model.vision_tower.embeddings": [8, 8]},
        ),
    },
    "cohere2moe": {
        "config": (
            "Cohere2MoeConfig",
            SMALL
            | BPE
            | WINDOWS
            | {"head_dim": 16, "num_experts": 4, "num_experts_per_tok": 2, "intermediate_size": 32}
            | {"num_shared_experts": 1, "sliding_window": 64, "logit_scale": 0.25}
            | {"prefix_dense_intermediate_size": 96, "first_k_dense_replace": 1},
        ),
        "keys": {"expert_selection_fn": "sigmoid"},
    },
    "solaropen": {
        "config": (
            "SolarOpenConfig",
            SMALL
            | BPE
            | EXPERTS
            | {"n_routed_experts": 4, "n_shared_experts": 1, "head_dim": 16, "n_group": 1, "topk_group": 1},
        ),
        "keys": {"first_k_dense_replace": 0, "num_nextn_predict_layers": 0},
        "tokenizer": "solar",
    },
    "nanbeige": {
        "config": (
            None,
            whole("NanbeigeForCausalLM", "nanbeige", BPE)
            | {"num_loops": 2, "skip_loop_final_norm": True, "head_dim": 16},
        ),
        "tensors": layered(NORMS | ATTENTION | GATED, ends(49152)),
    },
    "mellum": {
        "config": (
            "MellumConfig",
            SMALL
            | BPE
            | WINDOWS
            | EXPERTS
            | TWO_ROPES
            | {"head_dim": 16, "num_experts": 4, "sliding_window": 64},
        ),
        "keys": {"use_sliding_window": True},
    },
    "spark": {
        "config": (
            None,
            whole("Spark2_5ForCausalLM", "spark2_5", BPE)
            | TWO_ROPES
            | {"hidden_act": "gelu", "gate_attn_act_mode": "sigmoid", "headwise_attn_output_gate": True}
            | {"layer_types": ["sliding_attention", "full_attention"], "sliding_window": 64, "head_dim": 16},
        ),
        "tensors": layered(
            NORMS
            | GATED
            | {"self_attn.q_k_v_proj": [128, 64], "self_attn.g_proj": [4, 64], "self_attn.o_proj": [64, 64]},
            ends(49152),
        ),
    },
    "laguna": {
        "config": (
            None,
            whole("LagunaForCausalLM", "laguna_1", BPE | EXPERTS)
            | TWO_ROPES
            | {"num_experts": 4, "shared_expert_intermediate_size": 32, "sliding_window": 64, "head_dim": 16}
            | {"gating": True, "moe_routed_scaling_factor": 2.5, "mlp_layer_types": ["dense", "sparse"]}
            | {"layer_types": ["full_attention", "sliding_attention"], "eos_token_id": [1, 5]}
            | {"num_attention_heads_per_layer": [4, 8]},
        ),
        "tensors": layered(
            {**NORMS, "self_attn.k_proj": [32, 64], "self_attn.v_proj": [32, 64]}
            | {"self_attn.q_norm": [16], "self_attn.k_norm": [16]},
            ends(49152),
        )
        | {
            f"model.layers.{n}.{name}.weight": shape
            for n, heads, rest in (
                (0, 4, GATED),
                (
                    1,
                    8,
                    experts("mlp.experts")
                    | {"mlp.gate": [4, 64]}
                    | {f"mlp.shared_expert.{part}_proj": [32, 64] for part in ("gate", "up")}
                    | {"mlp.shared_expert.down_proj": [64, 32]},
                ),
            )
            for name, shape in (
                rest
                | {"self_attn.q_proj": [heads * 16, 64], "self_attn.o_proj": [64, heads * 16]}
                | {"self_attn.g_proj": [heads, 64]}
            ).items()
        }
        | {"model.layers.1.mlp.experts.e_score_correction_bias": [4]},
    },
    "exaone45": {
        "config": (
            "Exaone4Config",
            SMALL | BPE | WINDOWS | {"sliding_window": 64, "head_dim": 16},
        ),
        "model": "Exaone4_5_ForConditionalGeneration",
        "outer": (
            "Exaone4_5_Config",
            {"depth": 1, "hidden_size": 32, "intermediate_size": 48, "num_heads": 2, "out_hidden_size": 64},
        ),
    },
    "gemma4unified": {
        "config": (
            "Gemma4UnifiedTextConfig",
            SMALL
            | {"head_dim": 16, "global_head_dim": 32, "sliding_window": 64, "vocab_size": 512}
            | {"layer_types": ["sliding_attention", "full_attention"], "num_kv_shared_layers": 0},
        ),
        "model": "Gemma4UnifiedForConditionalGeneration",
        "outer": ("Gemma4UnifiedConfig", {"mm_embed_dim": 32, "output_proj_dims": 32}),
        # as published, in the keys of the first Gemma 4
        "keys": {"moe_intermediate_size": None, "hidden_size_per_layer_input": 0, "global_head_dim": 32},
        "tokenizer": "gemma4",
    },
    "qwen25omni": {
        "config": (
            None,
            {
                "architectures": ["Qwen2_5OmniModel"],
                "model_type": "qwen2_5_omni_1",
                "thinker_config": {
                    "text_config": SMALL
                    | BPE
                    | REMOTE
                    | {"model_type": "qwen2_5_omni_text"}
                    | {
                        "rope_scaling": {
                            "mrope_section": [2, 3, 3],
                            "rope_type": "default",
                            "type": "default",
                        }
                    },
                    "vision_config": SIGHT,
                    "audio_config": {"d_model": 32},
                },
                "enable_talker": True,
                "torch_dtype": "bfloat16",
            },
        ),
        "tensors": {
            f"thinker.{name}": shape
            for name, shape in (
                layered(NORMS | ATTENTION | GATED, ends(49152))
                | {
                    f"model.layers.{n}.self_attn.{p}_proj.bias": [64 if p == "q" else 32]
                    for n in range(2)
                    for p in "qkv"
                }
                | {"visual.blocks.0.norm1.weight": [32], "audio_tower.ln_post.weight": [32]}
            ).items()
        }
        | {"talker.model.norm.weight": [32], "token2wav.code2wav_dit_model.norm.weight": [8]},
    },
    "qwen3omni": {
        "config": (
            None,
            {
                "architectures": ["Qwen3OmniMoeForConditionalGeneration"],
                "model_type": "qwen3_omni_moe_1",
                "thinker_config": {
                    "text_config": SMALL
                    | BPE
                    | REMOTE
                    | EXPERTS
                    | {"model_type": "qwen3_omni_moe_text", "num_experts": 4, "head_dim": 16}
                    | {"rope_scaling": {"mrope_section": [2, 3, 3], "rope_type": "default"}},
                    "vision_config": SIGHT | {"deepstack_visual_indexes": [0]},
                    "audio_config": {"d_model": 32},
                },
                "enable_audio_output": True,
                "torch_dtype": "bfloat16",
            },
        ),
        "tensors": {
            f"thinker.{name}": shape
            for name, shape in layered(
                NORMS
                | ATTENTION
                | experts("mlp.experts")
                | {"self_attn.q_norm": [16], "self_attn.k_norm": [16], "mlp.gate": [4, 64]},
                ends(49152) | {"visual.blocks.0.norm1": [32]},
            ).items()
        }
        | {"talker.model.norm.weight": [32], "code2wav.decoder.0.weight": [8]},
    },
    "janus": {
        "config": (
            None,
            {
                "architectures": ["JanusForConditionalGeneration"],
                "model_type": "janus_1",
                "text_config": SMALL | BPE | REMOTE | {"model_type": "llama", "head_dim": 16},
                "vision_config": SIGHT,
                "torch_dtype": "bfloat16",
            },
        ),
        "tensors": {
            name.replace("model.", "model.language_model.", 1): shape
            for name, shape in layered(NORMS | ATTENTION | GATED, ends(49152)).items()
        }
        | {"model.aligner.fc1.weight": [64, 32], "model.vision_model.post_layernorm.weight": [32]}
        | {"model.generation_head.vision_head.weight": [8, 64], "model.vqmodel.conv.weight": [8]},
    },
    "sarashinavision": {
        "config": (
            None,
            {
                "architectures": ["Sarashina2VisionForCausalLM"],
                "model_type": "sarashina2_vision",
                "text_config": SMALL
                | REMOTE
                | {"model_type": "llama", "head_dim": 16}
                | {"architectures": ["LlamaForCausalLM"]},
                "vision_config": SIGHT,
                "torch_dtype": "bfloat16",
            },
        ),
        "tensors": {
            f"llm.{name}": shape for name, shape in layered(NORMS | ATTENTION | GATED, ends()).items()
        }
        | {"norm.weight": [64], "visual.blocks.0.norm1.weight": [32]},
        "tokenizer": "spm",
    },
}

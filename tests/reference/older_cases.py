"""Older families: as `more_cases`."""

from __future__ import annotations

from typing import Any

from tests.reference.shapes import (
    ATTENTION,
    BPE,
    EXPERTS,
    GATED,
    NORMS,
    SMALL,
    ends,
    experts,
    layered,
    whole,
    with_biases,
)

CASES: dict[str, dict[str, Any]] = {
    "internlm2": {
        "config": (None, whole("InternLM2ForCausalLM", "internlm2", {"bias": False})),
        "tensors": layered(
            {
                "attention.wqkv": [128, 64],
                "attention.wo": [64, 64],
                "attention_norm": [64],
                "ffn_norm": [64],
                "feed_forward.w1": [96, 64],
                "feed_forward.w3": [96, 64],
                "feed_forward.w2": [64, 96],
            },
            {"model.tok_embeddings": [512, 64], "model.norm": [64], "output": [512, 64]},
        ),
        "tokenizer": "turns",
    },
    "deepseek1": {
        "config": (
            None,
            whole("DeepseekForCausalLM", "deepseek", EXPERTS)
            | {"n_routed_experts": 4, "n_shared_experts": 2, "first_k_dense_replace": 0}
            | {"scoring_func": "softmax", "norm_topk_prob": False},
        ),
        "tensors": layered(
            NORMS
            | ATTENTION
            | experts("mlp.experts")
            | {"mlp.gate": [4, 64]}
            | {f"mlp.shared_experts.{part}_proj": [64, 64] for part in ("gate", "up", "down")},
            ends(),
        ),
        "tokenizer": "spm",
    },
    "orion": {
        "config": (None, whole("OrionForCausalLM", "orion", {"max_sequence_length": 512})),
        "tensors": layered(NORMS | ATTENTION | GATED, ends())
        | {f"model.layers.{n}.{norm}.bias": [64] for n in range(2) for norm in NORMS}
        | {"model.norm.bias": [64]},
        "tokenizer": "spm",
    },
    "xverse": {
        "config": (None, whole("XverseForCausalLM", "xverse", {})),
        "tensors": layered(NORMS | ATTENTION | GATED, ends()),
        "tokenizer": "gemma4",
    },
    "jais2": {
        "config": ("Jais2Config", SMALL | BPE | {"head_dim": 16}),
    },
    "jais": {
        "config": (
            None,
            {"architectures": ["JAISLMHeadModel"], "model_type": "jais", "n_embd": 64, "n_head": 4}
            | {"n_layer": 2, "n_inner": 96, "n_positions": 512, "layer_norm_epsilon": 1e-05}
            | {"activation_function": "swiglu", "position_embedding_type": "alibi", "vocab_size": 49152}
            | {"mup_embeddings_scale": 9.1705785388303, "mup_output_alpha": 1.09518349815769}
            | {"mup_width_scale": 0.12951276, "bos_token_id": 1, "eos_token_id": 2, "pad_token_id": 2},
        ),
        "tensors": with_biases(
            layered(
                {"ln_1": [64], "ln_2": [64], "attn.c_attn": [64, 192], "attn.c_proj": [64, 64]}
                | {"mlp.c_fc": [64, 96], "mlp.c_fc2": [64, 96], "mlp.c_proj": [96, 64]},
                {"transformer.wte": [49152, 64], "transformer.ln_f": [64], "lm_head": [49152, 64]},
                "transformer.h.",
            ),
            outputs=1,
        )
        | {"transformer.ln_f.bias": [64], "transformer.h.0.attn.bias": [1, 1, 8, 8]},
    },
    "mpt": {
        "config": (
            "MptConfig",
            {"d_model": 64, "n_heads": 4, "n_layers": 2, "max_seq_len": 512, "vocab_size": 49152}
            | {"attn_config": {"clip_qkv": 6.0}, "expansion_ratio": 4},
        ),
        "keys": {"architectures": ["MPTForCausalLM"]},
    },
    "dbrx": {
        "config": (
            None,
            {"architectures": ["DbrxForCausalLM"], "model_type": "dbrx", "d_model": 64, "n_heads": 4}
            | {"n_layers": 2, "max_seq_len": 512, "vocab_size": 49152, "torch_dtype": "bfloat16"}
            | {"attn_config": {"clip_qkv": 8, "kv_n_heads": 2, "rope_theta": 500000}}
            | {"ffn_config": {"ffn_hidden_size": 32, "moe_num_experts": 4, "moe_top_k": 2}},
        ),
        "tensors": layered(
            {"norm_attn_norm.norm_1": [64], "norm_attn_norm.norm_2": [64], "ffn.router.layer": [4, 64]}
            | {"norm_attn_norm.attn.Wqkv": [128, 64], "norm_attn_norm.attn.out_proj": [64, 64]},
            {"transformer.wte": [49152, 64], "transformer.norm_f": [64], "lm_head": [49152, 64]},
            "transformer.blocks.",
        )
        | {
            f"transformer.blocks.{n}.ffn.experts.mlp.{w}": [128, 64]
            for n in range(2)
            for w in ("w1", "v1", "w2")
        },
    },
    "codeshell": {
        "config": (
            None,
            {"architectures": ["CodeShellForCausalLM"], "model_type": "kclgpt", "n_embd": 64, "n_head": 4}
            | {"n_layer": 2, "n_positions": 512, "num_query_groups": 2, "layer_norm_epsilon": 1e-05}
            | {"vocab_size": 49152, "bos_token_id": 1, "eos_token_id": 2},
        ),
        "tensors": with_biases(
            layered(
                {"ln_1": [64], "ln_2": [64], "attn.c_attn": [128, 64], "attn.c_proj": [64, 64]}
                | {"mlp.c_fc": [256, 64], "mlp.c_proj": [64, 256]},
                {"transformer.wte": [49152, 64], "transformer.ln_f": [64], "lm_head": [49152, 64]},
                "transformer.h.",
            )
        )
        | {"transformer.ln_f.bias": [64]},
    },
    "refact": {
        "config": (
            None,
            {"architectures": ["GPTRefactForCausalLM"], "model_type": "gpt_refact", "n_embd": 64}
            | {"n_head": 4, "n_layer": 2, "n_positions": 512, "layer_norm_epsilon": 1e-05}
            | {"vocab_size": 49152, "bos_token_id": 0, "eos_token_id": 0},
        ),
        "tensors": layered(
            {"ln_1": [64], "ln_2": [64], "attn.q": [64, 64], "attn.kv": [32, 64]}
            | {"attn.c_proj": [64, 64], "mlp.gate_up_proj": [512, 64], "mlp.c_proj": [64, 256]},
            {"transformer.wte": [49152, 64], "transformer.ln_f": [64], "lm_head": [49152, 64]},
            "transformer.h.",
        ),
    },
    "plm": {
        "config": (
            None,
            whole("PLMForCausalLM", "plm", BPE)
            | {"num_key_value_heads": 4, "kv_lora_rank": 24, "qk_nope_head_dim": 16}
            | {"qk_rope_head_dim": 8, "v_head_dim": 16, "tie_word_embeddings": True},
        ),
        "tensors": layered(
            NORMS
            | {"self_attn.q_proj": [96, 64], "self_attn.kv_a_proj_with_mqa": [32, 64]}
            | {"self_attn.kv_a_layernorm": [24], "self_attn.kv_b_proj": [128, 24]}
            | {"self_attn.o_proj": [64, 64], "mlp.up_proj": [96, 64], "mlp.down_proj": [64, 96]},
            {"model.embed_tokens": [49152, 64], "model.norm": [64]},
        ),
    },
    "pangu": {
        "config": (None, whole("PanguEmbeddedForCausalLM", "PanguEmbedded", {"bias": True})),
        "tensors": layered(NORMS | ATTENTION | GATED, ends())
        | {
            f"model.layers.{n}.self_attn.{part}_proj.bias": [32 if part in "kv" else 64]
            for n in range(2)
            for part in "qkvo"
        },
        "tokenizer": "spm",
    },
    "chameleon": {
        "config": (
            None,
            whole("ChameleonForConditionalGeneration", "chameleon_1", BPE)
            | {"swin_norm": False, "num_key_value_heads": 4},
        ),
        "tensors": layered(
            NORMS
            | ATTENTION
            | GATED
            | {
                "self_attn.q_norm": [4, 16],
                "self_attn.k_norm": [4, 16],
                "self_attn.k_proj": [64, 64],
                "self_attn.v_proj": [64, 64],
            },
            ends(49152) | {"model.vqmodel.quantize.embedding": [8, 8]},
        ),
    },
}

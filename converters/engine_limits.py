"""What ends the engine's process instead of making it say no, checked before it sees the file.

Source: the assertions in `llama_model_base::load_hparams` (src/llama-model.cpp) and `llama_vocab::impl::load`
(src/llama-vocab.cpp) of llama.cpp, version 0c1e570.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from converters.errors import UNSUPPORTED, ConvertError, bad_model

MAX_LAYERS, MAX_EXPERTS = 512, 1024
_ROPE_SCALINGS = ("none", "linear", "yarn", "longrope")
_TOKENS = "tokenizer.ggml.tokens"
_LISTS = (
    _TOKENS, "tokenizer.ggml.scores", "tokenizer.ggml.token_type", "tokenizer.ggml.merges",
    "tokenizer.ggml.precompiled_charsmap", "tokenizer.ggml.suppress_tokens",
)  # fmt: skip
# the engine knows these by their names, and looks for these tokens
_PHI3_NAMES, _PHI3_TOKENS = ("phi-3", "phi3"), ("</s>", "<unk>", "<s>", "<|endoftext|>")
# the engine takes a single expert for none
_SINGLE_EXPERT_IS_NONE = ("hunyuan-dense", "hunyuan_vl")


def check_limits(metadata: Mapping[str, Any]) -> None:
    """Refuse metadata of a language model that the engine does not survive.

    Args:
        metadata: key -> value of a GGUF. Values that the engine itself refuses with words may be anything.

    Raises:
        ConvertError: (bad_model) what is wrong with it.
    """
    # the engine copies keys as C strings, which end at a zero
    if any(not key or "\0" in key for key in metadata):
        raise _senseless("A key has no name, or a zero in it.")
    for key in _LISTS:
        if not isinstance(metadata.get(key, []), list):
            raise _senseless(f"{key} is no list.")
    _check_tokens(metadata.get(_TOKENS, []))
    _check_name(metadata.get("general.name"), metadata.get(_TOKENS, []))
    architecture = metadata.get("general.architecture")
    if not isinstance(architecture, str):
        return

    def number(name: str) -> int:
        value = metadata.get(f"{architecture}.{name}", 0)
        return value if type(value) is int else 0

    n_layers = number("block_count")
    if f"{architecture}.block_count" in metadata and not 0 < n_layers <= MAX_LAYERS:
        raise _senseless(f"It claims {n_layers:,} layers.")
    if number("nextn_predict_layers") > n_layers:
        raise _senseless(
            f"It claims {number('nextn_predict_layers'):,} of {n_layers:,} layers to predict with."
        )
    scaling = metadata.get(f"{architecture}.rope.scaling.type", "none")
    if isinstance(scaling, str) and scaling not in _ROPE_SCALINGS:
        raise _senseless(f"The rotary scaling {scaling[:40]!r} is not known.")
    used = metadata.get(f"{architecture}.expert_used_count", 0)
    used = [n for n in used if type(n) is int] if isinstance(used, list) else [number("expert_used_count")]
    n_experts = number("expert_count")
    if n_experts > 1 or architecture not in _SINGLE_EXPERT_IS_NONE:
        _check_experts(
            n_experts, max(used, default=0), number("expert_group_count"), number("expert_group_used_count")
        )


def _check_experts(n_experts: int, used: int, groups: int, groups_used: int) -> None:
    if n_experts > MAX_EXPERTS or used > n_experts or (n_experts and used < 1):
        raise _senseless(f"It uses {used:,} of {n_experts:,} experts.")
    is_grouped = groups > 1 or (groups and not n_experts)
    fits = groups < n_experts and n_experts % groups == 0 and 0 < groups_used < groups if is_grouped else True
    if not fits or (n_experts and groups >= n_experts):
        raise _senseless(f"It uses {groups_used:,} of {groups:,} groups of {n_experts:,} experts.")


def _check_tokens(tokens: Sequence[Any]) -> None:
    # the engine gives empty ones names of their own; what was no UTF-8 cannot be told apart here
    texts = [
        text or f"[EMPTY_{number}]"
        for number, text in enumerate(tokens)
        if isinstance(text, str) and "\ufffd" not in text
    ]
    if len(set(texts)) < len(texts):
        seen: set[str] = set()
        twice = next(text for text in texts if text in seen or seen.add(text))
        raise bad_model("The tokenizer of this model is damaged.", f"Two tokens are {twice[:80]!r}.")


def _check_name(name: Any, tokens: Sequence[Any]) -> None:
    taken_for_phi3 = isinstance(name, str) and any(part in name.lower() for part in _PHI3_NAMES)
    missing = [text for text in _PHI3_TOKENS if text not in tokens] if taken_for_phi3 and tokens else []
    if missing:
        raise ConvertError(
            UNSUPPORTED,
            "The engine takes this model for a Phi 3.",
            f"It does so for the name {name[:80]!r}, and then wants a token {missing[0]!r}, which it lacks.",
            'Give the model a name without "phi-3" in it.',
        )


def _senseless(why: str) -> ConvertError:
    return bad_model("The configuration of this model is damaged.", why)

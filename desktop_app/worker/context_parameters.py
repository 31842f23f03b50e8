"""How a context is made: the engine's parameters, for a load and for the prediction of one."""

from __future__ import annotations

from typing import Any

from desktop_app.domain.chat import FlashAttention, LoadSettings
from desktop_app.domain.errors import BitsmithError, ErrorKind
from desktop_app.worker.context import MAX_OUTPUTS

_KV_TYPES = {
    "f32": 0,
    "f16": 1,
    "q4_0": 2,
    "q4_1": 3,
    "q5_0": 6,
    "q5_1": 7,
    "q8_0": 8,
    "iq4_nl": 20,
    "bf16": 30,
}
_PLAIN_KV_TYPES = ("f32", "f16", "bf16")
_MIN_CTX = 256


def check_kv_type(name: str) -> None:
    """Raise BitsmithError (bad_request) for what is no type of a KV cache."""
    if name not in _KV_TYPES:
        raise BitsmithError(
            ErrorKind.BAD_REQUEST,
            f"The KV cache cannot have the type {name!r}.",
            f"Known types: {', '.join(_KV_TYPES)}.",
            "Choose f16.",
        )


def context_parameters(lib: Any, handle: int, settings: LoadSettings, n_threads: int) -> Any:
    """The engine's parameters for a context; the dry allocation predicts with the same."""
    trained = lib.llama_model_n_ctx_train(handle)
    wanted = settings.n_ctx or trained
    parameters = lib.llama_context_default_params()
    parameters.n_ctx = max(_MIN_CTX, min(wanted, trained) if trained > 0 else wanted)
    parameters.n_batch = settings.n_batch
    parameters.n_ubatch = min(settings.n_ubatch, settings.n_batch)
    # only a batch's last tokens are sampled from; room for all their logits would be the largest buffer
    parameters.n_outputs_max = min(MAX_OUTPUTS, parameters.n_ubatch)
    # a window's worth of keys and values where a layer sees no more; `Context` keeps what a cut needs
    parameters.swa_full = False
    parameters.n_threads = parameters.n_threads_batch = n_threads
    parameters.type_k = _KV_TYPES[settings.kv_type]
    parameters.type_v = _KV_TYPES[settings.value_type]
    parameters.flash_attn_type = {
        FlashAttention.AUTO: lib.LLAMA_FLASH_ATTN_TYPE_AUTO,
        FlashAttention.ON: lib.LLAMA_FLASH_ATTN_TYPE_ENABLED,
        FlashAttention.OFF: lib.LLAMA_FLASH_ATTN_TYPE_DISABLED,
    }[settings.flash_attention]
    if settings.value_type not in _PLAIN_KV_TYPES:
        # a quantized V cache exists with flash attention only
        parameters.flash_attn_type = lib.LLAMA_FLASH_ATTN_TYPE_ENABLED
    return parameters

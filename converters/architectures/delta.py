"""What families share that mix latent attention with a gated delta rule for each channel."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from converters.architectures.base import Family
    from converters.lazy import LazyTensor

_CONVOLUTIONS = (".q_conv1d.weight", ".k_conv1d.weight", ".v_conv1d.weight")


def delta_name(name: str) -> str:
    """The name under which the step's bias is known, which checkpoints call `dt_bias`."""
    return f"{name.removesuffix('.dt_bias')}.dt_proj.bias" if name.endswith(".dt_bias") else name


def delta_convolution(family: Family, tensor: LazyTensor) -> LazyTensor:
    """A convolution over time in the engine's shape; other tensors as they are.

    Raises:
        ConvertError: (bad_model) it has another shape than such a convolution.
    """
    if not tensor.name.endswith(_CONVOLUTIONS):
        return tensor
    if len(tensor.shape) != 2:
        family.require_shape(tensor, -1, 1, -1)
    return tensor.reshaped(1, tensor.shape[0], 1, tensor.shape[-1])


def growth(rows: NDArray[np.float32]) -> NDArray[np.float32]:
    """A number from its logarithm, rounded once."""
    return np.exp(rows.astype(np.float64)).astype(np.float32)

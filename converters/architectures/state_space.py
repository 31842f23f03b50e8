"""What hybrids of attention and Mamba 2 share."""

from __future__ import annotations

from typing import TYPE_CHECKING

from converters.architectures.mamba import decay
from converters.errors import bad_model

if TYPE_CHECKING:
    from converters.architectures.base import Family
    from converters.lazy import LazyTensor


def state_space_name(name: str) -> str:
    """The name under which the step's bias is known, which checkpoints call `dt_bias`."""
    return f"{name.removesuffix('.dt_bias')}.dt_proj.bias" if name.endswith(".dt_bias") else name


def state_space_tensor(family: Family, tensor: LazyTensor, inner: int, groups: int) -> LazyTensor:
    """A tensor of a Mamba 2 mixer in the engine's shape; others as they are.

    Args:
        family: the family that converts it.
        tensor: of the checkpoint.
        inner: values of the mixer's inner vector.
        groups: how many groups its norm has.

    Raises:
        ConvertError: (bad_model) it has another shape than config.json says.
    """
    name = tensor.name
    if name.endswith(".conv1d.weight"):
        family.require_shape(tensor, -1, 1, -1)
        return tensor.reshaped(tensor.shape[0], tensor.shape[2])
    if name.endswith((".A_log", ".D")):
        family.require_shape(tensor, -1)
        column = tensor.reshaped(tensor.shape[0], 1)
        return column.mapped(decay) if name.endswith(".A_log") else column
    if name.endswith((".mixer.norm.weight", ".mamba.norm.weight")):
        family.require_shape(tensor, inner)
        if inner % groups:
            raise bad_model("config.json is damaged.", f"{groups} groups cannot share {inner:,} values.")
        return tensor.reshaped(groups, inner // groups)
    return tensor

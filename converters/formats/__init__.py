"""What a checkpoint stores, as the tensors that its model has."""

from __future__ import annotations

from typing import TYPE_CHECKING

from converters.lazy import LazyTensor

if TYPE_CHECKING:
    from converters.checkpoint import Checkpoint


def logical_tensors(checkpoint: Checkpoint) -> list[LazyTensor]:
    """The tensors of the model, in the order of the files, under the names that its family uses.

    Tensors of other data types than F32, F16 and BF16 are among them; a family says whether it needs them.
    """
    return [LazyTensor.stored(part) for part in checkpoint.tensors.values()]

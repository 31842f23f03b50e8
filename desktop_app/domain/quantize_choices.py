"""What an expert may change about a quantization, beside the quant type."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class QuantizeChoices:
    """As `converters.options` understands them; paths are absolute, "" means none or the preset's own.

    Attributes:
        imatrix: path of an importance matrix.
        output_type, embedding_type: type of the output and of the token embeddings.
        overrides: "REGEX=TYPE" each; the first one that is found in a tensor's name wins.
        recipe_file: path of a file that names every tensor's type.
        pure: every tensor gets the preset's own type.
        keep_output: the output stays as it is in the source.
        allow_requantize: sources that have lost quality already are taken.
        adapters: folders of LoRA adapters that are merged into the weights, one after the other.
    """

    imatrix: str = ""
    output_type: str = ""
    embedding_type: str = ""
    overrides: tuple[str, ...] = ()
    recipe_file: str = ""
    pure: bool = False
    keep_output: bool = False
    allow_requantize: bool = False
    adapters: tuple[str, ...] = ()


NO_CHOICES = QuantizeChoices()

"""The quant types that people choose from: bits first, then what they cost."""

from __future__ import annotations

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class QuantType:
    """One file type in plain words.

    Attributes:
        name: llama.cpp's.
        bits: for grouping; 16 for the unquantized ones but F32.
        title: what it is, bits first.
        quality: what it costs, with the divergence that was measured on Llama 3 8B where there is one.
        kl_divergence: mean KL divergence to 16 bit of Llama 3 8B without importance matrix, None where
            nobody published it. Source: llama.cpp, tools/perplexity/README.md. It ranks types; it is not
            the value of another model.
        is_common: shown before somebody asks for all types.
        rank: the higher, the closer to the original.
    """

    name: str
    bits: int
    title: str
    quality: str
    kl_divergence: float | None
    is_common: bool
    rank: int


def _rows() -> tuple[QuantType, ...]:
    same = "The original weights, as precise as they are published."
    table: tuple[tuple[str, int, str, str, float | None, bool], ...] = (
        ("F32", 32, "32-bit, twice the room for nothing more", same, None, False),
        ("BF16", 16, "16-bit, the original", same, None, True),
        ("F16", 16, "16-bit, half precision", "Practically the original.", None, False),
        ("Q8_0", 8, "8-bit, nearly the original", "No difference that people notice.", 0.001355, True),
        ("Q6_K", 6, "6-bit, very close", "Hardly any difference.", 0.005452, True),
        ("Q5_K_M", 5, "5-bit, close", "A small loss that is hard to notice.", 0.010762, True),
        ("Q5_K_S", 5, "5-bit, a little smaller", "A small loss.", 0.016595, False),
        ("Q5_1", 5, "5-bit, older form", "A small loss, larger than the newer 5-bit types.", 0.018045, False),
        ("Q5_0", 5, "5-bit, older form, smaller", "A small loss.", 0.022239, False),
        ("Q4_K_M", 4, "4-bit, balanced", "A moderate loss; the usual choice.", 0.031273, True),
        ("IQ4_NL", 4, "4-bit, quick on many processors", "A moderate loss.", None, False),
        ("Q4_K_S", 4, "4-bit, small", "A moderate loss.", 0.043136, True),
        ("IQ4_XS", 4, "4-bit, smallest of its kind", "A moderate loss, somewhat slower.", None, True),
        ("MXFP4_MOE", 4, "4-bit for mixture models", "For models published in this form.", None, False),
        ("Q4_1", 4, "4-bit, older form", "More loss than the newer 4-bit types.", 0.071683, False),
        ("Q4_0", 4, "4-bit, older and fast", "More loss than the newer 4-bit types.", 0.071940, False),
        ("Q3_K_L", 3, "3-bit, large", "A clear loss.", None, False),
        ("Q3_K_M", 3, "3-bit, balanced", "A clear loss; for large models only.", 0.101913, True),
        ("IQ3_M", 3, "3-bit, newer form", "A clear loss, slower.", None, False),
        ("IQ3_S", 3, "3-bit, newer form, small", "A clear loss, slower.", None, False),
        ("Q3_K_S", 3, "3-bit, small", "A large loss.", None, False),
        ("Q2_K", 2, "2-bit, last resort", "A very large loss; rather a smaller model.", 0.445132, True),
        ("TQ2_0", 2, "2-bit, ternary models only", "For models trained with three values.", None, False),
        ("Q2_0", 2, "2-bit, experimental", "Unusable for ordinary models.", None, False),
        ("TQ1_0", 1, "1.7-bit, ternary models only", "For models trained with three values.", None, False),
        ("Q1_0", 1, "1-bit, experimental", "Unusable for ordinary models.", None, False),
    )  # fmt: skip
    return tuple(
        QuantType(name, bits, title, quality, divergence, common, len(table) - number)
        for number, (name, bits, title, quality, divergence, common) in enumerate(table)
    )


QUANT_TYPES = _rows()
# made only with an importance matrix, so not offered before somebody has one
IMATRIX_TYPES = (
    "IQ3_XS", "IQ3_XXS", "Q2_K_S", "IQ2_M", "IQ2_S", "IQ2_XS", "IQ2_XXS", "IQ1_M", "IQ1_S",
)  # fmt: skip
_BY_NAME = {t.name: t for t in QUANT_TYPES}
# for whom nothing below is a sensible suggestion: special models, or a loss that a smaller model beats
_NEVER_RECOMMENDED = {"F32", "F16", "BF16", "MXFP4_MOE", "TQ2_0", "TQ1_0", "Q2_0", "Q1_0", "Q2_K", "Q3_K_S"}
_IN_FILE_NAME = re.compile(
    r"(?:^|[-_.])((?:UD-)?(?:I?Q\d+(?:_[0-9A-Z]+)*|TQ\d_\d|BF16|F16|F32|FP16|MXFP4(?:_MOE)?|NVFP4))(?=[-_.]|$)",
    re.IGNORECASE,
)


def find_quant_type(name: str) -> QuantType | None:
    """The type of this name in any case, None when it is not one that is offered."""
    return _BY_NAME.get(name.upper())


def is_recommendable(name: str) -> bool:
    """Whether the app may suggest this type to somebody who does not know quant types."""
    return name in _BY_NAME and name not in _NEVER_RECOMMENDED


def quant_name_from_filename(filename: str) -> str:
    """The quant type that a GGUF's file name says ("" when it says none), in upper case."""
    found = _IN_FILE_NAME.findall(filename.rsplit("/", 1)[-1].removesuffix(".gguf"))
    return found[-1].upper() if found else ""

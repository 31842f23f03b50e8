"""The file types that can be made: llama.cpp's names and numbers.

Source: `enum llama_ftype` in llama.cpp's include/llama.h and `llama_ftype_get_default_type` in
src/llama-quant.cpp, version 0c1e570.
"""

from __future__ import annotations

from dataclasses import dataclass

from converters.errors import BAD_REQUEST, UNSUPPORTED, ConvertError


@dataclass(frozen=True, slots=True)
class FileType:
    """One file type: `ftype` is llama.cpp's number for it."""

    name: str
    ftype: int
    needs_imatrix: bool = False
    is_plain: bool = False


_ROWS = (
    FileType("F32", 0, is_plain=True),
    FileType("F16", 1, is_plain=True),
    FileType("BF16", 32, is_plain=True),
    FileType("Q8_0", 7),
    FileType("Q6_K", 18),
    FileType("Q5_K_M", 17),
    FileType("Q5_K_S", 16),
    FileType("Q5_1", 9),
    FileType("Q5_0", 8),
    FileType("Q4_K_M", 15),
    FileType("Q4_K_S", 14),
    FileType("IQ4_NL", 25),
    FileType("IQ4_XS", 30),
    FileType("Q4_1", 3),
    FileType("Q4_0", 2),
    FileType("MXFP4_MOE", 38),
    FileType("Q3_K_L", 13),
    FileType("Q3_K_M", 12),
    FileType("IQ3_M", 27),
    FileType("IQ3_S", 26),
    FileType("Q3_K_S", 11),
    FileType("IQ3_XS", 22, needs_imatrix=True),
    FileType("IQ3_XXS", 23, needs_imatrix=True),
    FileType("Q2_K", 10),
    FileType("Q2_K_S", 21, needs_imatrix=True),
    FileType("IQ2_M", 29, needs_imatrix=True),
    FileType("IQ2_S", 28, needs_imatrix=True),
    FileType("IQ2_XS", 20, needs_imatrix=True),
    FileType("IQ2_XXS", 19, needs_imatrix=True),
    FileType("TQ2_0", 37),
    FileType("TQ1_0", 36),
    FileType("Q2_0", 41),
    FileType("IQ1_M", 31, needs_imatrix=True),
    FileType("IQ1_S", 24, needs_imatrix=True),
    FileType("Q1_0", 40),
)
QUANT_TYPES = {row.name: row for row in _ROWS}


def file_type(name: str, *, has_imatrix: bool = False) -> FileType:
    """The file type of this name, in any case.

    Raises:
        ConvertError: there is none, or it needs an importance matrix and `has_imatrix` is not set.
    """
    found = QUANT_TYPES.get(name.upper())
    usable = ", ".join(row.name for row in _ROWS if not row.needs_imatrix)
    if found is None:
        raise ConvertError(
            BAD_REQUEST, f"There is no quant type {name[:40]!r}.", "", f"Choose one of {usable}."
        )
    if found.needs_imatrix and not has_imatrix:
        raise ConvertError(
            UNSUPPORTED,
            f"{found.name} needs an importance matrix, and none is given.",
            "At so few bits the engine refuses to work without one, because the result would be useless.",
            f"Give one, or choose one of {usable}.",
        )
    return found

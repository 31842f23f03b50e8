"""The flags of `quantize` beside source, type and output; importing them loads nothing heavy."""

from __future__ import annotations

import argparse
from pathlib import Path

from desktop_app.domain.quantize_choices import QuantizeChoices


def add_quantize_flags(parser: argparse.ArgumentParser) -> None:
    """Where the source comes from, and what an expert may choose."""
    hub = parser.add_argument_group("from a hub")
    hub.add_argument("--revision", default="main", help="branch, tag or commit (default main)")
    hub.add_argument(
        "--keep-source",
        action="store_true",
        help="download the source first and keep it, instead of reading it while it is quantized",
    )
    expert = parser.add_argument_group("for experts")
    expert.add_argument("--imatrix", default="", metavar="FILE", help="importance matrix (.gguf or .dat)")
    expert.add_argument(
        "--tensor-type",
        action="append",
        default=[],
        metavar="REGEX=TYPE",
        help="type of the tensors whose name matches; may be given several times, the first match wins",
    )
    expert.add_argument(
        "--merge-lora",
        action="append",
        default=[],
        metavar="FOLDER",
        help="LoRA adapter (PEFT) to merge into the weights; may be given several times",
    )
    expert.add_argument(
        "--recipe",
        default="",
        metavar="FILE",
        help="a file that names every tensor's type (bitsmith inspect FILE --recipe shows that of a file)",
    )
    expert.add_argument("--output-tensor-type", default="", metavar="TYPE", help="type of output.weight")
    expert.add_argument(
        "--token-embedding-type", default="", metavar="TYPE", help="type of token_embd.weight"
    )
    expert.add_argument("--pure", action="store_true", help="one type for all tensors, no mixture")
    expert.add_argument("--leave-output-tensor", action="store_true", help="do not quantize output.weight")
    expert.add_argument(
        "--allow-requantize", action="store_true", help="take a source that is quantized already"
    )


def choices_of(options: argparse.Namespace) -> QuantizeChoices:
    """What the flags for experts say."""
    return QuantizeChoices(
        _absolute(options.imatrix),
        options.output_tensor_type,
        options.token_embedding_type,
        tuple(options.tensor_type),
        _absolute(options.recipe),
        options.pure,
        options.leave_output_tensor,
        options.allow_requantize,
        tuple(_absolute(folder) for folder in options.merge_lora),
    )


def _absolute(path: str) -> str:
    return str(Path(path).expanduser().absolute()) if path else ""

"""An inspection as a person reads it."""

from __future__ import annotations

import json
from pathlib import Path

from converters.inspection import Inspection


def describe(found: Inspection, *, tensors: bool = False) -> str:
    """An inspection as text."""
    lines = [
        f"{Path(found.path).name}: {found.name or 'no name'}, {found.architecture or 'no architecture'}",
        f"{found.file_bytes / 1e9:.3f} GB"
        + (f" in {found.n_shards} files" if found.n_shards > 1 else "")
        + f", {found.n_params / 1e6:,.1f} M parameters, {found.bits_per_weight:.2f} bits per weight",
        "",
        "type      tensors          size    bits/weight",
    ]
    lines += [
        f"{share.type:<9} {share.n_tensors:>7} {share.n_bytes / 1e6:>10,.1f} MB"
        f" {share.bits_per_weight:>14.2f}"
        for share in found.types
    ]
    lines += ["", *(f"{key} = {_one_line(value)}" for key, value in found.metadata.items())]
    if found.provenance:
        lines += ["", "made by Bitsmith"]
        lines += [f"{key} = {_one_line(value)}" for key, value in found.provenance.items()]
    lines += ["", "chat template", found.chat_template] if found.chat_template else ["", "no chat template"]
    if tensors:
        lines += ["", *(f"{name:<40} {kind:<8} {list(shape)}" for name, kind, shape, _ in found.tensors)]
    return "\n".join(lines)


def _one_line(value: object) -> str:
    text = json.dumps(value, ensure_ascii=False) if isinstance(value, list) else str(value)
    return text if len(text) <= 200 else text[:200] + "..."

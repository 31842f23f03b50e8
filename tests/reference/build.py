"""In the reference environment: config.json and the tensors of a case, as transformers saves them."""

from __future__ import annotations

import json
import sys
import tempfile
from pathlib import Path
from typing import Any


def build(case: dict[str, Any], out: Path) -> None:
    """Write `config.json` and `tensors.json` (name -> [shape, dtype]) of a case into `out`."""
    kind, settings = case["config"]
    saved, shapes = (settings, {}) if kind is None else _saved(case)
    shapes |= {name: [shape, "BF16"] for name, shape in case.get("tensors", {}).items()}
    keys = case.get("keys", {})
    saved = {k: v for k, v in (saved | keys).items() if k not in case.get("drop", ())}
    if "rope_scaling" in keys:
        saved.pop("rope_parameters", None)
        if isinstance(saved.get("text_config"), dict):
            saved["text_config"].pop("rope_parameters", None)
            saved["text_config"]["rope_scaling"] = keys["rope_scaling"]
            saved["text_config"]["rope_theta"] = 1000000.0
    out.mkdir(parents=True, exist_ok=True)
    (out / "config.json").write_text(json.dumps(saved, indent=2, sort_keys=True) + "\n")
    (out / "tensors.json").write_text(json.dumps(dict(sorted(shapes.items())), indent=0) + "\n")


def _saved(case: dict[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    """What transformers writes into config.json, and its tensors."""
    import torch
    import transformers

    kind, settings = case["config"]
    config = getattr(transformers, kind)(**settings)
    if "outer" in case:
        outer, vision = case["outer"]
        config = getattr(transformers, outer)(text_config=config.to_dict(), vision_config=vision)
    if "hearing" in case:
        outer, audio = case["hearing"]
        config = getattr(transformers, outer)(text_config=config.to_dict(), audio_config=audio)
    torch.manual_seed(0)
    with tempfile.TemporaryDirectory() as folder:
        if "model" in case:
            model = getattr(transformers, case["model"])(config)
        else:
            model = transformers.AutoModelForCausalLM.from_config(config)
        model.to(torch.bfloat16).save_pretrained(folder)
        shapes: dict[str, Any] = {}
        for path in sorted(Path(folder).glob("*.safetensors")):
            with path.open("rb") as file:
                header = json.loads(file.read(int.from_bytes(file.read(8), "little")))
            shapes |= {n: [e["shape"], e["dtype"]] for n, e in header.items() if n != "__metadata__"}
        return json.loads((Path(folder) / "config.json").read_text()), shapes


if __name__ == "__main__":
    build(json.loads(sys.argv[1]), Path(sys.argv[2]))

"""The small real model that tests chat with."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

_NAME = "SmolLM2-135M-Instruct.Q4_1.gguf"


def starter_model_path() -> Path:
    """SmolLM2-135M-Instruct as a GGUF; `./dev` fetches it and names it in BITSMITH_STARTER_MODEL."""
    named = os.environ.get("BITSMITH_STARTER_MODEL")
    path = Path(named) if named else Path.home() / ".cache" / "bitsmith" / "starter" / _NAME
    if not path.is_file():
        pytest.fail(
            f"The starter model is missing: {path}. Run `./dev test`, which fetches it, or set "
            "BITSMITH_STARTER_MODEL to the file."
        )
    return path

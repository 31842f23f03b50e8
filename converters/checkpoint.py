"""A checkpoint folder in Hugging Face form: its config, its tensors, its other files."""

from __future__ import annotations

import json
import re
import stat
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from converters.errors import BAD_MODEL, FILE_ACCESS, UNSUPPORTED, ConvertError, bad_model
from converters.safetensors_header import SourceTensor, read_tensors

_MAX_JSON_BYTES = 64 * 1024 * 1024
_SHARD = re.compile(r"(model.*)-(\d{5})-of-(\d{5})\.safetensors")
_MAX_SHARDS = 10_000
_INDEX = "model.safetensors.index.json"
# language models inside multimodal configs, under the names that their families use
_TEXT_CONFIGS = ("text_config", "llm_config", "language_config")


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """What a folder holds, before any weight is read.

    Attributes:
        folder: where it is.
        config: config.json, with a text model's own part moved to the top.
        architecture: the class name that config.json gives.
        tensors: by name, in the order of the files.
        headers_only: the weights themselves are not here.
    """

    folder: Path
    config: dict[str, Any]
    architecture: str
    tensors: dict[str, SourceTensor]
    headers_only: bool

    @property
    def n_params(self) -> int:
        return sum(t.n_values for t in self.tensors.values())

    @property
    def n_bytes(self) -> int:
        return sum(t.n_bytes for t in self.tensors.values())


def open_checkpoint(folder: str | Path, *, headers_only: bool = False) -> Checkpoint:
    """Read and check everything but the weights.

    Args:
        folder: has config.json and one or more .safetensors files.
        headers_only: the .safetensors files hold their headers and nothing else.

    Raises:
        ConvertError: there is no such folder, or something in it is missing, damaged or not supported.
    """
    folder = Path(folder)
    if not folder.is_dir():
        raise ConvertError(
            FILE_ACCESS, f"{folder} is not a folder.", "", "Choose the folder that holds config.json."
        )
    config = read_json(folder / "config.json")
    architectures = config.get("architectures")
    if not isinstance(architectures, list) or not architectures or not isinstance(architectures[0], str):
        raise ConvertError(
            BAD_MODEL,
            f"{folder.name} does not say what kind of model it is.",
            "Its config.json names no architecture.",
            "Choose a model with a complete config.json, or a ready-made GGUF.",
        )
    inner = config.get("thinker_config")  # of models that also speak
    parts = {**inner, **config} if isinstance(inner, dict) else config
    for key in _TEXT_CONFIGS:
        if isinstance(parts.get(key), dict):
            config = {**parts, **parts[key]}
            break
    tensors: dict[str, SourceTensor] = {}
    weight_map = _weight_map(folder)
    for path in _weight_files(folder, weight_map):
        for name, tensor in read_tensors(path, headers_only=headers_only).items():
            if name in tensors:
                raise bad_model(
                    f"Tensor {name[:200]!r} is in two files.", f"{tensors[name].path.name} and {path.name}."
                )
            tensors[name] = tensor
    missing = sorted(set(weight_map) - set(tensors))
    if missing:
        files = ", ".join(sorted({weight_map[n] for n in missing})[:5])
        raise bad_model(f"{len(missing)} tensors are missing.", f"The index says that they are in {files}.")
    if not tensors:
        raise bad_model(f"{folder.name} holds no weights.", "Its safetensors files are empty.")
    return Checkpoint(folder, config, architectures[0], tensors, headers_only)


def read_json(path: Path, *, optional: bool = False) -> dict[str, Any]:
    """One JSON object of a checkpoint; an optional file that is missing is an empty one.

    Raises:
        ConvertError: it is missing, too large, or no JSON object.
    """
    try:
        about = path.stat()
        size = about.st_size
        if not stat.S_ISREG(about.st_mode):
            raise bad_model(f"{path.name} is no file.")
        if size > _MAX_JSON_BYTES:
            raise bad_model(f"{path.name} is too large.", f"It has {size:,} bytes.")
        value = json.loads(path.read_bytes())
    except FileNotFoundError as error:
        if optional:
            return {}
        raise ConvertError(
            BAD_MODEL,
            f"{path.parent.name or path.parent} is not a model that can be converted.",
            f"There is no {path.name} in it.",
            "Choose a folder with config.json, tokenizer files and .safetensors files.",
        ) from error
    except OSError as error:
        raise ConvertError(
            FILE_ACCESS, f"{path.name} cannot be read.", f"{error.strerror}.", "Check its permissions."
        ) from error
    except (ValueError, RecursionError) as error:
        raise bad_model(f"{path.name} is damaged.", "It is not valid JSON.") from error
    if not isinstance(value, dict):
        raise bad_model(f"{path.name} is damaged.", "It does not hold a table.")
    return value


def _weight_map(folder: Path) -> dict[str, str]:
    """Tensor name -> file name, empty when there is no index."""
    weight_map = read_json(folder / _INDEX, optional=True).get("weight_map", {})
    if not isinstance(weight_map, dict):
        raise bad_model(f"{_INDEX} is damaged.", "It holds no weight_map.")
    for name, file in weight_map.items():
        if not isinstance(file, str) or Path(file).name != file or "\\" in file or file in ("", ".", ".."):
            raise bad_model(
                f"{_INDEX} names a file that is not in the folder.",
                f"Tensor {name[:200]!r} is said to be in {str(file)[:200]!r}.",
            )
    return weight_map


def _check_shards(paths: list[Path]) -> None:
    """Without an index, the names of the shards say how many there should be."""
    names = {p.name for p in paths}
    for name in names:
        match = _SHARD.fullmatch(name)
        if match and int(match[3]) <= _MAX_SHARDS:
            wanted = [f"{match[1]}-{n:05d}-of-{match[3]}.safetensors" for n in range(1, int(match[3]) + 1)]
            missing = [n for n in wanted if n not in names]
            if missing:
                raise bad_model("Weight files are missing.", f"There is no {', '.join(missing[:8])}.")


def _weight_files(folder: Path, weight_map: dict[str, str]) -> list[Path]:
    if weight_map:
        paths = [folder / name for name in sorted(set(weight_map.values()))]
        missing = [p.name for p in paths if not p.is_file()]
        if missing:
            raise bad_model("Weight files are missing.", f"The index names {', '.join(missing[:8])}.")
        return paths
    paths = sorted(p for p in folder.glob("model*.safetensors") if p.is_file())
    if paths:
        _check_shards(paths)
        return paths
    if any(folder.glob("*.bin")) or any(folder.glob("*.pt")) or any(folder.glob("*.pth")):
        raise ConvertError(
            UNSUPPORTED,
            f"{folder.name} has its weights in PyTorch's pickle format only.",
            "Such files can run any code when they are opened, so Bitsmith does not read them.",
            "Choose a repository with .safetensors files, or a ready-made GGUF.",
        )
    others = sorted(p.name for p in folder.glob("*.safetensors"))
    raise ConvertError(
        BAD_MODEL,
        f"{folder.name} holds no weights.",
        f"The weights of a model are called model….safetensors; there is only {', '.join(others[:4])}."
        if others
        else "There is no .safetensors file in it.",
        "Choose a folder with config.json, tokenizer files and .safetensors files.",
    )

"""Make golden cases anew with llama.cpp's own converter.

python -m tests.reference.regenerate NAME ... [--check] [--python PYTHON --sources LLAMA_CPP_FOLDER]
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tarfile
import tempfile
import venv
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from tests.fakes.checkpoints import DATA, materialize_golden
from tests.fakes.gguf_file import GgufFile
from tests.reference.cases import CASES

ROOT = Path(__file__).resolve().parent.parent.parent
GOLDEN = DATA / "golden"
HOME = ROOT / ".reference"
_FLAGS = ("--outtype", "f16", "--model-name", "Golden Case")
_ENGINE = "llama-cpp-python"
_PACKAGES = ("torch", "transformers", "safetensors", "sentencepiece", "protobuf", "numpy", "pyyaml", "tqdm")


def pinned(package: str) -> str:
    """`package==version` of the project's constraints."""
    lines = (ROOT / "constraints.txt").read_text().splitlines()
    return next(line for line in lines if line.lower().startswith(f"{package}=="))


def prepare() -> tuple[Path, Path]:
    """An environment of its own and the engine's sources; (python, llama.cpp folder)."""
    python = HOME / "venv" / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")
    if not python.exists():
        venv.create(HOME / "venv", with_pip=True)
        _run([python, "-m", "pip", "install", *_PACKAGES])
    found = next(HOME.glob("sources/*/vendor/llama.cpp"), None)
    if found is None:
        with tempfile.TemporaryDirectory() as folder:
            engine = pinned(_ENGINE)
            download = ["-m", "pip", "download", "--no-deps", "--no-binary", ":all:", "-d", folder, engine]
            _run([sys.executable, *download])
            with tarfile.open(next(Path(folder).glob("*.tar.gz"))) as archive:
                archive.extractall(HOME / "sources", filter="data")
        found = next(HOME.glob("sources/*/vendor/llama.cpp"))
    return python, found


def digest(folder: Path, python: Path, sources: Path, flags: Sequence[str] = ()) -> dict[str, Any]:
    """What the reference converter makes of the checkpoint in `folder`."""
    with tempfile.TemporaryDirectory() as work:
        out = Path(work) / "out.gguf"
        script = sources / "convert_hf_to_gguf.py"
        _run(
            [python, script, folder, *_FLAGS, *flags, "--outfile", out],
            quiet=True,
        )
        file = GgufFile(out)
    tensors = {n: {"type": t, "shape": s, "sha256": h} for n, (t, s, h) in file.tensors.items()}
    return {"tensors": tensors, "metadata": file.short_metadata()}


def make(name: str, python: Path, sources: Path, target: Path) -> dict[str, Any]:
    """All four files of the case `name` below `target`; returns the digest."""
    case = CASES[name]
    folder = target / name
    _run([python, Path(__file__).with_name("build.py"), json.dumps(case), folder], quiet=True)
    about = {"tokenizer": case.get("tokenizer", "bpe"), "config_class": case["config"][0]}
    (folder / "case.json").write_text(json.dumps(about) + "\n")
    return write_digest(name, python, sources, target)


def write_digest(name: str, python: Path, sources: Path, target: Path) -> dict[str, Any]:
    """`expected.json` of a case whose other files are there."""
    with tempfile.TemporaryDirectory() as work:
        checkpoint = materialize_golden(name, Path(work) / name.replace("_", "-"), target)
        found = digest(checkpoint, python, sources, CASES.get(name, {}).get("flags", ()))
    (target / name / "expected.json").write_text(json.dumps(found, indent=0, ensure_ascii=False) + "\n")
    return found


def main(arguments: list[str] | None = None) -> int:
    """Exit status: 0 done, 1 a digest is another one."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("names", nargs="+", help=f"of {', '.join(CASES)}, or a stored case with --check")
    parser.add_argument("--check", action="store_true", help="compare only")
    parser.add_argument("--python", type=Path)
    parser.add_argument("--sources", type=Path)
    options = parser.parse_args(arguments)
    python, sources = (options.python, options.sources) if options.python and options.sources else prepare()
    status = 0
    for name in options.names:
        if options.check:
            with tempfile.TemporaryDirectory() as work:
                checkpoint = materialize_golden(name, Path(work) / name.replace("_", "-"))
                found = digest(checkpoint, python, sources, CASES.get(name, {}).get("flags", ()))
            same = found == json.loads((GOLDEN / name / "expected.json").read_text())
            print(f"{name}: {'the same' if same else 'different'}")
            status |= not same
            continue
        try:
            found = make(name, python, sources, GOLDEN)
        except subprocess.CalledProcessError as error:
            print(f"{name}: {error.stderr.strip().splitlines()[-1] if error.stderr else error}")
            status = 1
            continue
        print(f"{name}: {len(found['tensors'])} tensors")
    return status


def _run(command: list[Any], *, quiet: bool = False) -> None:
    subprocess.run([str(c) for c in command], check=True, capture_output=quiet, text=True)


if __name__ == "__main__":
    sys.exit(main())
